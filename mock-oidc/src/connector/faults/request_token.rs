//! What the connector's request tokens say.

mock_kit::faults! {
    /// Leaves the JSON-LD context out.
    OMITS_CONTEXT = "connector-omits-context", violates ["DAPS-REQ-01"], observed "no @context";
    /// Leaves the type out.
    OMITS_TYPE = "connector-omits-type", violates ["DAPS-REQ-02"], observed "no @type";
    /// Is its own subject under a name of its choice.
    NAMES_ITSELF_FREELY_AS_SUBJECT = "connector-names-itself-freely-as-subject", violates ["DAPS-REQ-03", "DAPS-REQ-04"], observed "democonnector1";
    /// Issues under a name of its choice.
    NAMES_ITSELF_FREELY_AS_ISSUER = "connector-names-itself-freely-as-issuer", violates ["DAPS-REQ-12", "DAPS-REQ-04"], observed "democonnector1";
    /// Makes request tokens that never expire.
    OMITS_EXP = "connector-omits-exp", violates ["DAPS-REQ-05"], observed "no exp";
    /// Makes request tokens that live for a year.
    MAKES_TOKENS_FOR_A_YEAR = "connector-makes-tokens-for-a-year", violates ["DAPS-REQ-06"], observed "31536000 seconds";
    /// Does not say when a request token was made.
    OMITS_IAT = "connector-omits-iat", violates ["DAPS-REQ-07"], observed "no iat";
    /// Does not say from when a request token is valid.
    OMITS_NBF = "connector-omits-nbf", violates ["DAPS-REQ-08"], observed "no nbf";
    /// Has request tokens valid before they were made.
    BEGINS_VALIDITY_EARLIER = "connector-begins-validity-earlier", violates ["DAPS-REQ-09"], observed "nbf lies 60 seconds before";
    /// Does not say for whom a request token is.
    OMITS_AUD = "connector-omits-aud", violates ["DAPS-REQ-11"], observed "no aud";
    /// Signs with a key that is not that of its certificate.
    SIGNS_WITH_ANOTHER_KEY = "connector-signs-with-another-key", violates ["DAPS-REQ-17"], observed "does not verify";
}
