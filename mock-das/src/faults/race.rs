//! Faults between a check and what it permits, where two requests arrive at once.

mock_kit::faults! {
    /// Binds a file to two registrations that ask for it at once.
    BINDS_A_FILE_TO_TWO_AT_ONCE = "binds-a-file-to-two-at-once", violates ["DAS-API-REG-03"], observed "2 registrations accepted";
    /// Of two uploads at once, believes the checksum of one and keeps the octets of the other.
    MIXES_UPLOADS_AT_ONCE = "mixes-uploads-at-once", violates ["DAS-API-UPLOAD-07"], observed "other content than the declared checksum promises";
    /// Spares a copy that is deleted while it is being downloaded.
    SPARES_COPIES_BEING_DOWNLOADED = "spares-copies-being-downloaded", violates ["DAS-API-DEL-01"], observed "can still be downloaded";
}
