//! The header of a DAT, and what seals it.

mock_kit::faults! {
    /// Calls a DAT by a type of its own.
    NAMES_ANOTHER_HEADER_TYPE = "daps-names-another-header-type", violates ["DAPS-DAT-02", "IDSG-DAT-02"], observed "the type DAT";
    /// Does not name the key.
    OMITS_KID = "daps-omits-kid", violates ["DAPS-DAT-03"], observed "no kid";
    /// Names a key that is not among the published ones.
    NAMES_ANOTHER_KEY = "daps-names-another-key", violates ["DAPS-DAT-04"], observed "no published key";
    /// Signs with a key that it does not publish.
    SIGNS_WITH_AN_UNPUBLISHED_KEY = "daps-signs-with-an-unpublished-key", violates ["DAPS-DAT-04"], observed "no published key";
    /// Seals a DAT with its public key as a secret.
    KEYS_DATS_WITH_THE_PUBLIC_KEY = "daps-keys-dats-with-the-public-key", violates ["DAPS-DAT-05", "IDSG-DAT-05"], observed "alg is HS256";
    /// Issues DATs that nobody signed.
    ISSUES_UNSIGNED_DATS = "daps-issues-unsigned-dats", violates ["DAPS-DAT-05", "IDSG-DAT-05"], observed "alg is none";
}
