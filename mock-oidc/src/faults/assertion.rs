//! Where a client assertion is examined.

mock_kit::faults! {
    /// Takes an assertion whose signature does not verify.
    ACCEPTS_BROKEN_SIGNATURE = "accepts-broken-signature", violates ["DAS-AUTH-03", "RFC7523-3-9", "FAPI1-BASE-5.2.2-04.2", "FAPI1-ADV-5.2.2-14.2"], observed "accepted";
    /// Takes the key of any registered client for the key of this one.
    ACCEPTS_ASSERTION_SIGNED_BY_ANOTHER_CLIENT = "accepts-assertion-signed-by-another-client", violates ["DAS-AUTH-07"], observed "accepted";
    /// Takes asymmetric algorithms that the profile does not allow, unverified.
    ACCEPTS_OTHER_ALGORITHMS = "accepts-other-algorithms", violates ["DAS-AUTH-08", "FAPI1-ADV-8.6-01", "FDX-CRYPTO-05"], observed "accepted";
    /// Takes an unsecured assertion: algorithm none in any case, with an empty signature.
    ACCEPTS_UNSIGNED_ASSERTION = "accepts-unsigned-assertion", violates ["DAS-AUTH-18", "RFC7518-3.1-1", "FAPI1-ADV-8.6-03", "FAPI1-BASE-5.2.2-04.2", "FDX-CRYPTO-06"], observed "accepted";
    /// Verifies an HMAC with the client's public key as the secret.
    ACCEPTS_HMAC_KEYED_WITH_THE_PUBLIC_KEY = "accepts-hmac-keyed-with-the-public-key", violates ["RFC8725-3.1-1"], observed "accepted";
    /// Takes an ECDSA signature in its ASN.1 form.
    ACCEPTS_DER_SIGNATURE = "accepts-der-signature", violates ["DAS-AUTH-18", "RFC7518-3.4-1"], observed "accepted";
    /// Pads an ECDSA signature that lost its leading zeros.
    ACCEPTS_SHORT_SIGNATURE = "accepts-short-signature", violates ["DAS-AUTH-30", "RFC7518-3.4-1"], observed "accepted";
    /// Takes an ECDSA signature of zeros only.
    ACCEPTS_ZERO_SIGNATURE = "accepts-zero-signature", violates ["RFC7518-3.4-1"], observed "accepted";
    /// Verifies with the key that the assertion itself brings along as jwk or x5c.
    TRUSTS_KEYS_IN_THE_HEADER = "trusts-keys-in-the-header", violates ["RFC8725-3.10-1"], observed "accepted";
    /// Fetches the URL that the assertion names as jku or x5u.
    FOLLOWS_JKU = "follows-jku", violates ["FAPI1-ADV-8.9-02"], observed "fetched";
    /// Takes an assertion with critical header extensions that it does not understand.
    IGNORES_CRIT = "ignores-crit", violates ["RFC7515-4.1.11-1"], observed "accepted";
    /// Of duplicate header members the last one wins.
    ACCEPTS_DUPLICATE_HEADER_MEMBERS = "accepts-duplicate-header-members", violates ["RFC7515-4-1"], observed "accepted";
    /// Of duplicate claims the last one wins.
    ACCEPTS_DUPLICATE_CLAIMS = "accepts-duplicate-claims", violates ["RFC7519-4-1"], observed "accepted";
    /// Takes base64url with padding.
    ACCEPTS_PADDED_BASE64 = "accepts-padded-base64", violates ["DAS-AUTH-20", "RFC7515-2-1"], observed "accepted";
    /// Drops a fourth part of the assertion.
    ACCEPTS_A_FOURTH_PART = "accepts-a-fourth-part", violates ["DAS-AUTH-20"], observed "accepted";
    /// Reads digits in a text as a time.
    ACCEPTS_TEXT_AS_TIME = "accepts-text-as-time", violates ["RFC7519-4.1.4-1"], observed "accepted";
    /// Takes an assertion whose issuer is not the client.
    ACCEPTS_FOREIGN_ISSUER_CLAIM = "accepts-foreign-issuer-claim", violates ["DAS-AUTH-13", "OIDC-CORE-9-1", "FAPI1-ADV-5.2.2-14.2"], observed "accepted";
    /// Takes an assertion without issuer.
    ACCEPTS_MISSING_ISSUER_CLAIM = "accepts-missing-issuer-claim", violates ["DAS-AUTH-13", "RFC7523-3-1"], observed "accepted";
    /// Takes an assertion whose subject is not the client.
    ACCEPTS_FOREIGN_SUBJECT = "accepts-foreign-subject", violates ["DAS-AUTH-14", "RFC7523-3-2", "OIDC-CORE-9-2", "FAPI1-ADV-5.2.2-14.2"], observed "accepted";
    /// Takes an assertion without subject.
    ACCEPTS_MISSING_SUBJECT = "accepts-missing-subject", violates ["DAS-AUTH-14", "RFC7523-3-2", "OIDC-CORE-9-2"], observed "accepted";
    /// Takes an assertion made for somebody else.
    ACCEPTS_FOREIGN_AUDIENCE = "accepts-foreign-audience", violates ["DAS-AUTH-15", "RFC7523-3-3", "FAPI1-ADV-5.2.2-14.2"], observed "accepted";
    /// Takes an assertion without audience.
    ACCEPTS_MISSING_AUDIENCE = "accepts-missing-audience", violates ["DAS-AUTH-15", "RFC7523-3-3"], observed "accepted";
    /// Refuses an audience that stands in an array.
    REFUSES_AN_AUDIENCE_IN_AN_ARRAY = "refuses-an-audience-in-an-array", violates ["OIDC-CORE-9-3"], observed "refused";
    /// Takes an assertion whose expiry has passed.
    ACCEPTS_EXPIRED_ASSERTION = "accepts-expired-assertion", violates ["DAS-AUTH-16", "RFC7523-3-4", "OIDC-CORE-9-5", "FAPI1-ADV-5.2.2-14.2"], observed "accepted";
    /// Takes an assertion without expiry.
    ACCEPTS_ASSERTION_WITHOUT_EXPIRY = "accepts-assertion-without-expiry", violates ["DAS-AUTH-16", "RFC7523-3-4", "FAPI1-ADV-5.2.2-14.2"], observed "accepted";
    /// Takes an assertion however far off its expiry is.
    ACCEPTS_ASSERTION_VALID_FOR_DAYS = "accepts-assertion-valid-for-days", violates ["DAS-AUTH-16-FAR"], observed "accepted";
    /// Takes an assertion before the time that its nbf states.
    IGNORES_NOT_BEFORE = "ignores-not-before", violates ["RFC7523-3-5"], observed "accepted";
    /// Refuses an assertion with claims that it does not know.
    REFUSES_UNKNOWN_CLAIMS = "refuses-unknown-claims", violates ["RFC7523-3-8"], observed "refused";
    /// Refuses an assertion without jti.
    DEMANDS_JTI = "demands-jti", violates ["DAS-AUTH-17"], observed "refused";
    /// Refuses an assertion without kid.
    DEMANDS_KID = "demands-kid", violates ["DAS-AUTH-19"], observed "refused";
    /// Takes a client_id that names another client than the assertion does.
    IGNORES_CLIENT_ID_MISMATCH = "ignores-client-id-mismatch", violates ["RFC7521-4.2-1", "FAPI1-BASE-5.2.2-19"], observed "accepted";
    /// Has the end of a certificate end the client where the profile ignores it, and ignores it where the profile enforces it.
    MISTAKES_THE_END_OF_CERTIFICATES = "mistakes-the-end-of-certificates", violates ["DAS-AUTH-10-EXPIRY"], observed "refused";
    /// Verifies with no key that came in a certificate.
    REFUSES_KEYS_FROM_CERTIFICATES = "refuses-keys-from-certificates", violates ["DAS-AUTH-10"], observed "refused";
    /// Of several keys with one kid it takes the first, whatever it is for.
    TAKES_THE_FIRST_KEY_OF_A_KID = "takes-the-first-key-of-a-kid", violates ["FAPI1-ADV-8.11-02"], observed "refused";
    /// Never fetches a client's key set a second time.
    NEVER_REFRESHES_CLIENT_KEYS = "never-refreshes-client-keys", violates ["OIDC-CORE-10.1.1-1"], observed "refused";
}
