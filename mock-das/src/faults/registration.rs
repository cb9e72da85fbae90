//! Faults in registering, correcting, replacing and withdrawing.

mock_kit::faults! {
    /// Answers a registration without an acknowledgement id.
    OMITS_THE_ACKNOWLEDGEMENT = "omits-the-acknowledgement", violates ["DAS-API-REG-01", "DAS-FLOW-REG-01"], observed "requestAckId";
    /// Registers a document whose file is still being checked.
    REGISTERS_FILES_STILL_BEING_CHECKED = "registers-files-still-being-checked", violates ["DAS-API-REG-02"], observed "accepted";
    /// Registers a document whose file was rejected.
    REGISTERS_REJECTED_FILES = "registers-rejected-files", violates ["DAS-API-REG-02"], observed "accepted";
    /// Registers a second document with the same file.
    BINDS_A_FILE_TWICE = "binds-a-file-twice", violates ["DAS-API-REG-03"], observed "accepted";
    /// Registers a document with a file that another office uploaded.
    REGISTERS_FILES_OF_OTHERS = "registers-files-of-others", violates ["DAS-API-REG-04"], observed "accepted";
    /// Registers anew a document that is registered already.
    REGISTERS_TWICE = "registers-twice", violates ["DAS-API-REG-05"], observed "accepted";
    /// Puts a value of its own in the place of a missing or malformed field.
    TAKES_INCOMPLETE_REGISTRATIONS = "takes-incomplete-registrations", violates ["DAS-API-REG-06"], observed "accepted";
    /// Accepts an incomplete parent application.
    TAKES_HALF_A_PARENT = "takes-half-a-parent", violates ["DAS-API-REG-07"], observed "accepted";
    /// Registers numbers of another office without a parent application.
    REGISTERS_FOREIGN_NUMBERS = "registers-foreign-numbers", violates ["DAS-API-REG-08"], observed "accepted";
    /// Finds a document only under the spelling in which it was registered.
    COMPARES_NUMBERS_LETTER_BY_LETTER = "compares-numbers-letter-by-letter", violates ["DAS-API-REG-09"], observed "refused";
    /// Takes the office from `officeCode` in the body.
    BELIEVES_THE_OFFICE_IN_THE_BODY = "believes-the-office-in-the-body", violates ["DAS-API-REG-10"], observed "accepted";
    /// Refuses every registration.
    REFUSES_REGISTRATIONS = "refuses-registrations", violates ["DAS-FLOW-REG-01"], observed "refused";
    /// Stores documents of RO/IB.
    STORES_RO_IB_DOCUMENTS = "stores-ro-ib-documents", violates ["DAS-RET-13", "DAS-API-PCT-04"], observed "accepted";
    /// Lets any office correct a registration.
    CORRECTS_FOR_ANYONE = "corrects-for-anyone", violates ["DAS-FLOW-COR-01"], observed "accepted";
    /// Acknowledges a correction and keeps the old date.
    KEEPS_THE_OLD_DATE = "keeps-the-old-date", violates ["DAS-API-COR-01"], observed "refused";
    /// Corrects a registration in spite of a wrong access code.
    CORRECTS_DESPITE_A_WRONG_CODE = "corrects-despite-a-wrong-code", violates ["DAS-API-COR-02"], observed "accepted";
    /// Moves the availability date to the day of the correction.
    MOVES_THE_AVAILABILITY_DATE = "moves-the-availability-date", violates ["DAS-API-COR-03"], observed "documentAvailabilityDate";
    /// Goes on serving the content that was replaced.
    SERVES_REPLACED_CONTENT = "serves-replaced-content", violates ["DAS-FLOW-REP-01"], observed "old content";
    /// Keeps no archive of replaced content.
    THROWS_REPLACED_CONTENT_AWAY = "throws-replaced-content-away", violates ["DAS-API-REP-02"], observed "nowhere";
    /// Erases the old content when a replacement fails.
    LOSES_CONTENT_ON_FAILED_REPLACEMENT = "loses-content-on-failed-replacement", violates ["DAS-API-REP-01"], observed "refused";
    /// Goes on serving documents that were withdrawn.
    KEEPS_SERVING_WITHDRAWN_DOCUMENTS = "keeps-serving-withdrawn-documents", violates ["DAS-API-WDR-01"], observed "accepted";
    /// Lets any office withdraw a document.
    WITHDRAWS_FOR_ANYONE = "withdraws-for-anyone", violates ["DAS-API-WDR-02"], observed "accepted";
}
