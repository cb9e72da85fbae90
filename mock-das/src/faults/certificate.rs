//! Faults in certificates of registration.

mock_kit::faults! {
    /// Sends the first half of the certificate only.
    TRUNCATES_THE_CERTIFICATE = "truncates-the-certificate", violates ["DAS-API-CER-01"], observed "unreadable";
    /// Prints another document number on the certificate.
    SHOWS_ANOTHER_NUMBER = "shows-another-number", violates ["DAS-API-CER-02"], observed "number";
    /// Prints the date as it was before the correction on the certificate.
    SHOWS_THE_UNCORRECTED_DATE = "shows-the-uncorrected-date", violates ["DAS-API-CER-02"], observed "date";
    /// Gives the certificate to a caller with a wrong date or access code.
    CERTIFIES_WITHOUT_CHECKING = "certifies-without-checking", violates ["DAS-API-CER-03"], observed "accepted";
}
