//! Faults in the two forms of a retrieved document.

mock_kit::faults! {
    /// Gives the URL of the package where that of one PDF belongs.
    POLLING_LEADS_TO_THE_PACKAGE = "polling-leads-to-the-package", violates ["DAS-API-ORIG-01"], observed "no PDF";
    /// Does not give the original's URL to a caller who asks for it.
    IGNORES_THE_INDICATOR = "ignores-the-indicator", violates ["DAS-API-ORIG-02"], observed "no header";
    /// Gives the original's URL of a package of several files only when it is asked for.
    HIDES_THE_PACKAGE = "hides-the-package", violates ["DAS-API-ORIG-03"], observed "no header";
    /// Gives the original's URL although nobody asked and it is one PDF.
    ALWAYS_TELLS_THE_ORIGINAL = "always-tells-the-original", violates ["DAS-API-ORIG-04"], observed "a header with a URL";
    /// Has another name for the header.
    NAMES_THE_HEADER_OTHERWISE = "names-the-header-otherwise", violates ["DAS-API-ORIG-05"], observed "x-original";
}
