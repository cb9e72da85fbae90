//! Faults in retrieval requests and their states.

mock_kit::faults! {
    /// Lets an office state as many wrong access codes as it likes.
    LETS_CODES_BE_GUESSED = "lets-codes-be-guessed", violates ["DAS-API-GUESS-01"], observed "accepted";
    /// Locks everybody out from a document whose access code somebody guesses.
    LOCKS_EVERYBODY_OUT = "locks-everybody-out", violates ["DAS-API-GUESS-02"], observed "refused";
    /// Answers a retrieval request without an acknowledgement id.
    OMITS_THE_RETRIEVAL_ACKNOWLEDGEMENT = "omits-the-retrieval-acknowledgement", violates ["DAS-API-RTV-01", "DAS-FLOW-RET-01"], observed "requestAckId";
    /// Retrieves a document in spite of a wrong access code.
    RETRIEVES_DESPITE_A_WRONG_CODE = "retrieves-despite-a-wrong-code", violates ["DAS-API-RTV-02"], observed "success";
    /// Retrieves a document in spite of a wrong date.
    RETRIEVES_DESPITE_A_WRONG_DATE = "retrieves-despite-a-wrong-date", violates ["DAS-API-RTV-02"], observed "success";
    /// Says `processing` of a retrieval that is pending.
    INVENTS_A_STATUS = "invents-a-status", violates ["DAS-API-RTV-03"], observed "processing";
    /// Forgets a retrieval once its final state has been read.
    FORGETS_ONCE_READ = "forgets-once-read", violates ["DAS-API-RTV-04", "DAS-FLOW-REG-04"], observed "404";
    /// Shows every retrieval to every office.
    SHOWS_RETRIEVALS_OF_OTHERS = "shows-retrievals-of-others", violates ["DAS-FLOW-REG-04"], observed "accepted";
    /// Counts acknowledgement ids up.
    COUNTS_ACKNOWLEDGEMENT_IDS = "counts-acknowledgement-ids", violates ["DAS-API-RTV-05"], observed "request-";
    /// Delivers other content than was registered.
    DELIVERS_OTHER_CONTENT = "delivers-other-content", violates ["DAS-FLOW-RET-01"], observed "other content";
}
