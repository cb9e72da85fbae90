//! Faults in examining content and telling its state.

mock_kit::faults! {
    /// Says of every file that it is still being checked.
    NEVER_SETTLES_A_FILE = "never-settles-a-file", violates ["DAS-API-FILE-01"], observed "pending";
    /// Says of a rejected file that it was accepted.
    HIDES_THE_REJECTION = "hides-the-rejection", violates ["DAS-API-FILE-02"], observed "accepted";
    /// Accepts content that does not have the declared checksum.
    SKIPS_THE_CHECKSUM = "skips-the-checksum", violates ["DAS-API-FILE-03"], observed "accepted";
    /// Accepts content that is not of the declared format.
    SKIPS_THE_FORMAT = "skips-the-format", violates ["DAS-API-FILE-04"], observed "accepted";
    /// Accepts PDFs without a readable structure.
    ACCEPTS_BROKEN_PDFS = "accepts-broken-pdfs", violates ["DAS-API-FILE-05"], observed "accepted";
    /// Accepts encrypted PDFs.
    ACCEPTS_ENCRYPTED_PDFS = "accepts-encrypted-pdfs", violates ["DAS-API-FILE-05"], observed "accepted";
    /// Accepts documents with another file hidden in them.
    ACCEPTS_POLYGLOTS = "accepts-polyglots", violates ["DAS-API-FILE-05"], observed "accepted";
    /// Accepts ZIPs whose directory or entries cannot be read.
    ACCEPTS_UNREADABLE_ZIPS = "accepts-unreadable-zips", violates ["DAS-API-FILE-06"], observed "accepted";
    /// Accepts ZIPs with entries that lead out of their folder.
    ACCEPTS_ESCAPING_ZIPS = "accepts-escaping-zips", violates ["DAS-API-FILE-06"], observed "accepted";
    /// Accepts ZIPs that inflate beyond all measure.
    ACCEPTS_ZIP_BOMBS = "accepts-zip-bombs", violates ["DAS-API-FILE-06"], observed "accepted";
    /// Shows the state of a file to another office.
    SHOWS_FILES_OF_OTHERS = "shows-files-of-others", violates ["DAS-API-FILE-07"], observed "accepted";
}
