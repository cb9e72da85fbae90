//! Faults in dealing with documents of RO/IB, which pass through DAS and never stay.

mock_kit::faults! {
    /// Keeps what the PCT service delivered, and serves the next office from it.
    CACHES_DOCUMENTS = "caches-documents-of-ro-ib", violates ["DAS-RET-08", "DAS-RET-14", "DAS-API-PCT-01"], observed "1 time";
    /// Erases copies of documents of RO/IB after half of the preset period, fetched or not.
    ERASES_COPIES_EARLY = "erases-copies-of-ro-ib-early", violates ["DAS-RET-15"], observed "refused";
    /// Keeps a copy of a document of RO/IB after the office has fetched or deleted it.
    KEEPS_FETCHED_COPIES = "keeps-fetched-copies-of-ro-ib", violates ["DAS-RET-16"], observed "accepted";
    /// Takes no registration of a document of RO/IB.
    REFUSES_DOCUMENTS = "refuses-documents-of-ro-ib", violates ["DAS-API-PCT-02"], observed "refused";
    /// Lets any office register documents of RO/IB.
    REGISTERS_FOR_ANYONE = "registers-documents-of-ro-ib-for-anyone", violates ["DAS-API-PCT-03"], observed "accepted";
    /// Refuses content of RO/IB and keeps what was uploaded of it.
    KEEPS_REFUSED_UPLOADS = "keeps-refused-uploads-of-ro-ib", violates ["DAS-API-PCT-05"], observed "upload";
    /// Gives a retrieval up as soon as the PCT service is away.
    GIVES_UP_AT_ONCE = "gives-up-on-the-pct-service", violates ["DAS-API-PCT-06"], observed "refused";
    /// Asks the PCT service again a second later, however long it asked to be left alone.
    HURRIES = "hurries-the-pct-service", violates ["DAS-API-PCT-07"], observed "times";
    /// Does not tell the office why the PCT service refuses.
    HIDES_THE_REASON = "hides-why-the-pct-service-refuses", violates ["DAS-API-PCT-10"], observed "-112";
    /// Keeps copies of a document of RO/IB that was withdrawn.
    KEEPS_WITHDRAWN_COPIES = "keeps-withdrawn-copies-of-ro-ib", violates ["DAS-API-PCT-13"], observed "accepted";
}
