//! Faults in making client assertions.

mock_kit::faults! {
    /// Names somebody else as the issuer of its assertion.
    NAMES_ANOTHER_ISSUER = "signs-as-another-issuer", violates ["DAS-AUTH-13-CLIENT"], observed "iss";
    /// Names somebody else as the subject of its assertion.
    NAMES_ANOTHER_SUBJECT = "signs-for-another-subject", violates ["DAS-AUTH-14-CLIENT"], observed "sub";
    /// Addresses its assertion to a server that it does not send it to.
    ADDRESSES_ASSERTIONS_ELSEWHERE = "addresses-assertions-elsewhere", violates ["DAS-AUTH-15-CLIENT"], observed "aud";
    /// Signs assertions that never expire.
    ASSERTS_FOR_EVER = "asserts-for-ever", violates ["DAS-AUTH-16-CLIENT"], observed "exp";
    /// Signs assertions that are valid for a day.
    ASSERTS_FOR_A_DAY = "asserts-for-a-day", violates ["DAS-AUTH-16-CLIENT-FAR"], observed "86400 s";
    /// Takes the time of its own time zone for UTC.
    COUNTS_IN_LOCAL_TIME = "counts-in-local-time", violates ["DAS-AUTH-29"], observed "120 min";
    /// Sends the signature as OpenSSL makes it.
    SIGNS_IN_DER = "signs-in-der", violates ["DAS-AUTH-18-CLIENT"], observed "DER";
    /// Pads the parts of its assertion as in an e-mail.
    PADS_ASSERTIONS = "pads-assertions", violates ["DAS-AUTH-20-CLIENT"], observed "base64url";
    /// Drops the zero octets with which a number of the signature begins, as the published script does.
    DROPS_LEADING_ZEROS = "drops-leading-zeros", violates ["DAS-AUTH-30-CLIENT"], observed "octets";
}
