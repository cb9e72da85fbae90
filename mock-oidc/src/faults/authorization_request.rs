//! Where an authorization request is read.

mock_kit::faults! {
    /// Takes the first registered redirect URI where the request names none.
    SERVES_REQUESTS_WITHOUT_REDIRECT_URI = "serves-requests-without-redirect-uri", violates ["FAPI1-BASE-5.2.2-09"], observed "accepted";
    /// Redirects to whatever address the request names.
    ACCEPTS_UNREGISTERED_REDIRECT_URIS = "accepts-unregistered-redirect-uris", violates ["FAPI1-BASE-5.2.2-08", "RFC9126-2.1-3"], observed "accepted";
    /// Takes a redirect URI that only begins like a registered one.
    MATCHES_REDIRECT_URIS_BY_PREFIX = "matches-redirect-uris-by-prefix", violates ["FAPI1-BASE-5.2.2-10"], observed "accepted";
    /// Takes a redirect URI that differs from a registered one in case.
    IGNORES_THE_CASE_OF_REDIRECT_URIS = "ignores-the-case-of-redirect-uris", violates ["FAPI1-BASE-5.2.2-10"], observed "accepted";
    /// Sends the refusal of an unregistered redirect URI to that very address.
    REDIRECTS_ERRORS_TO_UNREGISTERED_URIS = "redirects-errors-to-unregistered-uris", violates ["RFC6749-4.1.2.1-1"], observed "redirect";
    /// Takes a request without code_challenge where one is demanded.
    ACCEPTS_REQUESTS_WITHOUT_PROOF_KEY = "accepts-requests-without-proof-key", violates ["FAPI1-BASE-5.2.2-07", "FAPI1-ADV-5.2.2-18"], observed "accepted";
    /// Takes a code_challenge that is the verifier itself.
    ACCEPTS_PLAIN_PROOF_KEYS = "accepts-plain-proof-keys", violates ["FAPI1-BASE-5.2.2-07", "FAPI1-ADV-5.2.2-18"], observed "accepted";
    /// Takes a request for openid without nonce.
    SERVES_OPENID_REQUESTS_WITHOUT_NONCE = "serves-openid-requests-without-nonce", violates ["FAPI1-BASE-5.2.2.2-01"], observed "accepted";
    /// Takes a request without openid that has no state.
    SERVES_REQUESTS_WITHOUT_STATE = "serves-requests-without-state", violates ["FAPI1-BASE-5.2.2.3-01"], observed "accepted";
    /// Refuses a request for openid without state.
    DEMANDS_STATE = "demands-state", violates ["RFC6749-4.1.1-1"], observed "refused";
    /// Refuses an authorization request with parameters that it does not know.
    REFUSES_UNKNOWN_AUTHORIZATION_PARAMETERS = "refuses-unknown-authorization-parameters", violates ["RFC6749-3.1-1"], observed "refused";
    /// Refuses a scope that openid does not begin.
    REFUSES_ANOTHER_SCOPE_ORDER = "refuses-another-scope-order", violates ["RFC6749-3.3-2"], observed "refused";
    /// Takes a scope that the client is not registered for.
    OFFERS_UNREGISTERED_SCOPE_TO_USERS = "offers-unregistered-scope-to-users", violates ["FAPI1-BASE-5.2.2.1-02"], observed "accepted";
    /// Serves response type code without mode jwt where that is not on offer.
    ANSWERS_WITH_UNPROTECTED_CODES = "answers-with-unprotected-codes", violates ["FAPI1-ADV-5.2.2-02", "FDX-AS-06"], observed "accepted";
    /// Serves response type code id_token where only mode jwt is on offer.
    SERVES_THE_HYBRID_FLOW_WHERE_IT_IS_BARRED = "serves-the-hybrid-flow-where-it-is-barred", violates ["FDX-AS-06"], observed "accepted";
    /// Lets a user through at a level of assurance below the essential one.
    IGNORES_ESSENTIAL_ACR = "ignores-essential-acr", violates ["OIDC-CORE-5.5.1.1-1", "FAPI1-BASE-5.2.2-11"], observed "accepted";
    /// Shows a login page to a request that forbids pages.
    SHOWS_PAGES_IN_SPITE_OF_PROMPT_NONE = "shows-pages-in-spite-of-prompt-none", violates ["FAPI1-BASE-5.2.2.1-03"], observed "accepted";
    /// Takes authorization requests by GET only.
    REFUSES_AUTHORIZATION_REQUESTS_BY_POST = "refuses-authorization-requests-by-post", violates ["FAPI1-BASE-5.2.2.1-01"], observed "405";
    /// Serves a client whatever its status is.
    SERVES_CLIENTS_THAT_ARE_NOT_ADMITTED = "serves-clients-that-are-not-admitted", violates ["FDX-AS-01", "FDX-INT-11", "FDX-INT-12", "FDX-DCR-31"], observed "accepted";
    /// Serves clients of any status but the one that is meant to be served.
    REFUSES_APPROVED_CLIENTS = "refuses-approved-clients", violates ["FDX-INT-10"], observed "refused";
    /// Serves approved clients only.
    REFUSES_TENTATIVE_CLIENTS = "refuses-tentative-clients", violates ["FDX-INT-13"], observed "refused";
    /// Takes a scope with fewer values than the consent object has data clusters.
    ACCEPTS_SCOPE_THAT_FALLS_SHORT_OF_THE_CONSENT = "accepts-scope-that-falls-short-of-the-consent", violates ["FDX-AS-12", "FDX-AS-13"], observed "accepted";
    /// Takes a scope with values that are no data cluster of the consent object.
    ACCEPTS_SCOPE_BEYOND_THE_CONSENT = "accepts-scope-beyond-the-consent", violates ["FDX-AS-12", "FDX-AS-14"], observed "accepted";
    /// Drops the consent object of a request.
    IGNORES_AUTHORIZATION_DETAILS = "ignores-authorization-details", violates ["FDX-GEN-12"], observed "authorization_details";
}
