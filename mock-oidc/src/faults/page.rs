//! Where pages are shown to the resource owner.

mock_kit::faults! {
    /// Takes any password.
    LETS_ANYBODY_LOG_IN = "lets-anybody-log-in", violates ["FAPI1-BASE-5.2.2.1-03"], observed "accepted";
    /// Authorizes the client as soon as the resource owner has logged in.
    SKIPS_THE_CONSENT_PAGE = "skips-the-consent-page", violates ["FAPI1-BASE-5.2.2-12"], observed "accepted";
    /// Sends pages without Strict-Transport-Security.
    ALLOWS_STRIPPING_TLS = "allows-stripping-tls", violates ["FAPI1-BASE-7.1-03"], observed "Strict-Transport-Security";
    /// Sends pages without Referrer-Policy.
    LEAKS_THE_REFERRER = "leaks-the-referrer", violates ["FAPI1-BASE-7.4.3-01"], observed "Referrer-Policy";
    /// Does not say on its pages who receives data besides the client.
    HIDES_INTERMEDIARIES = "hides-intermediaries", violates ["FDX-INT-02"], observed "without it";
}
