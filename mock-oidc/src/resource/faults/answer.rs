//! How answers are written.

mock_kit::faults! {
    /// Writes its bodies in ISO 8859-1.
    WRITES_LATIN_1 = "resource-writes-latin-1", violates ["FAPI1-BASE-6.2.1-08"], observed "UTF-8";
    /// Calls its bodies HTML.
    ANSWERS_AS_HTML = "resource-answers-as-html", violates ["FAPI1-BASE-6.2.1-09"], observed "text/html";
    /// Writes the `Date` header as RFC 3339 has it.
    WRITES_DATES_IN_ANOTHER_FORM = "resource-writes-dates-in-another-form", violates ["FAPI1-BASE-6.2.1-10"], observed "Date";
}
