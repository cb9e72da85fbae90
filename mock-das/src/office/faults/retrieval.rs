//! Faults in taking forwarded retrievals.

mock_kit::faults! {
    /// The office acknowledges a forwarded retrieval without an acknowledgement id.
    OMITS_ITS_ACKNOWLEDGEMENT = "office-omits-its-acknowledgement", violates ["DAS-OFFICE-30"], observed "requestAckId";
    /// The office begins anew whenever WIPO repeats a forwarded retrieval.
    BEGINS_REPEATED_REQUESTS_ANEW = "office-begins-repeated-requests-anew", violates ["DAS-OFFICE-31"], observed "another";
    /// The office reports documents as prepared that it does not keep.
    ACKNOWLEDGES_UNKNOWN_DOCUMENTS = "office-acknowledges-unknown-documents", violates ["DAS-OFFICE-32"], observed "success";
    /// The office prepares a document whatever date WIPO states.
    IGNORES_THE_DATE = "office-ignores-the-date", violates ["DAS-OFFICE-33"], observed "success";
}
