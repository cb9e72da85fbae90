//! Where the certificates of clients count.

mock_kit::faults! {
    /// Takes the client_id alone where the client should show a certificate.
    ACCEPTS_TLS_CLIENTS_WITHOUT_CERTIFICATE = "accepts-tls-clients-without-certificate", violates ["RFC8705-2-1", "FAPI1-BASE-5.2.2-04.1", "FAPI1-ADV-5.2.2-14.1"], observed "accepted";
    /// Takes a certificate of a trusted authority whatever its subject.
    ACCEPTS_CERTIFICATES_OF_OTHER_SUBJECTS = "accepts-certificates-of-other-subjects", violates ["RFC8705-2.1.2-1", "FAPI1-BASE-5.2.2-04.1", "FAPI1-ADV-5.2.2-14.1"], observed "accepted";
    /// Takes a certificate with the right subject whoever signed it.
    ACCEPTS_CERTIFICATES_OF_STRANGERS = "accepts-certificates-of-strangers", violates ["RFC8705-2.1-1", "FAPI1-BASE-5.2.2-04.1", "FAPI1-ADV-5.2.2-14.1"], observed "accepted";
    /// Takes any certificate for the registered one.
    ACCEPTS_ANY_SELF_SIGNED_CERTIFICATE = "accepts-any-self-signed-certificate", violates ["RFC8705-2.2-1", "FAPI1-ADV-5.2.2-14.1"], observed "accepted";
    /// Binds access tokens to no certificate.
    ISSUES_UNBOUND_TOKENS = "issues-unbound-tokens", violates ["RFC8705-3-1", "FAPI1-ADV-5.2.2-05", "FAPI-CIBA-5.2.2-00"], observed "cnf";
    /// Binds access tokens to a certificate that nobody showed.
    BINDS_TOKENS_TO_ANOTHER_CERTIFICATE = "binds-tokens-to-another-certificate", violates ["RFC8705-3-1"], observed "x5t#S256";
    /// Issues unbound tokens to clients that show no certificate.
    SERVES_TOKEN_REQUESTS_WITHOUT_CERTIFICATE = "serves-token-requests-without-certificate", violates ["FAPI1-ADV-5.2.2-05", "FAPI-CIBA-5.2.2-00"], observed "accepted";
    /// Binds access tokens to nothing when they are refreshed.
    FORGETS_THE_BINDING_AT_REFRESH = "forgets-the-binding-at-refresh", violates ["RFC8705-3-2"], observed "cnf";
    /// Takes a refresh token from whoever shows another certificate.
    REFRESHES_FOR_ANY_CERTIFICATE = "refreshes-for-any-certificate", violates ["RFC8705-3-3"], observed "accepted";
    /// Leaves cnf out of what it says of a token.
    HIDES_THE_BINDING_AT_INTROSPECTION = "hides-the-binding-at-introspection", violates ["RFC8705-3.2-1"], observed "cnf";
    /// Answers at the userinfo endpoint without looking at the certificate.
    IGNORES_THE_BINDING_AT_USERINFO = "ignores-the-binding-at-userinfo", violates ["RFC8705-3-4"], observed "accepted";
}
