//! How attributes are written.

mock_kit::faults! {
    /// Leaves the security profile out.
    OMITS_SECURITY_PROFILE = "daps-omits-security-profile", violates ["DAPS-DAT-19"], observed "no securityProfile";
    /// Describes the security profile in words of its own.
    NAMES_PROFILES_FREELY = "daps-names-profiles-freely", violates ["DAPS-DAT-20"], observed "very secure";
    /// Names two self-descriptions.
    NAMES_SEVERAL_SELF_DESCRIPTIONS = "daps-names-several-self-descriptions", violates ["DAPS-DAT-22"], observed "https://other.invalid/";
    /// Hashes transport certificates with SHA-1.
    HASHES_CERTIFICATES_WITH_SHA1 = "daps-hashes-certificates-with-sha1", violates ["DAPS-DAT-24"], observed "da39a3ee";
    /// Names a guarantee that the information model does not know.
    MAKES_GUARANTEES_UP = "daps-makes-guarantees-up", violates ["DAPS-DAT-29"], observed "WE_PROMISE";
    /// Tells guarantees below those of the profile.
    TELLS_LESSER_GUARANTEES = "daps-tells-lesser-guarantees", violates ["DAPS-DAT-30"], observed "AUDIT_NONE";
}
