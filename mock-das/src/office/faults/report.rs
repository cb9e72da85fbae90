//! Faults in reporting to WIPO.

mock_kit::faults! {
    /// The office acknowledges forwarded retrievals and never reports on them.
    NEVER_ANSWERS = "never-answers", violates ["DAS-OFFICE-34"], observed "no notification";
    /// The office reports success before the document can be fetched.
    NOTIFIES_TOO_EARLY = "office-notifies-too-early", violates ["DAS-OFFICE-35"], observed "too early";
    /// The office cites an acknowledgement id that stands for nothing.
    CITES_AN_UNKNOWN_ID = "cites-an-unknown-id", violates ["DAS-OFFICE-36"], observed "requestAckId";
    /// The office reports every document as prepared, available or not.
    REPORTS_SUCCESS_ALWAYS = "office-reports-success-always", violates ["DAS-OFFICE-37"], observed "success";
    /// The office repeats a notification that WIPO has taken.
    NOTIFIES_TWICE = "notifies-twice", violates ["DAS-OFFICE-38"], observed "2 times";
    /// The office repeats the access code in its notification.
    ECHOES_THE_ACCESS_CODE = "office-echoes-the-access-code", violates ["DAS-OFFICE-39"], observed "access code";
    /// The office reports a file of the transit zone before it uploads it.
    NOTIFIES_BEFORE_THE_UPLOAD = "notifies-before-the-upload", violates ["DAS-OFFICE-61"], observed "before the upload";
    /// The office leaves the id of the uploaded file out of its notification.
    FORGETS_THE_FILE_ID = "office-forgets-the-file-id", violates ["DAS-OFFICE-60"], observed "fileId";
}
