//! What a DAT says of itself: what it is, whose, for whom and for how long.

mock_kit::faults! {
    /// Leaves the JSON-LD context out.
    OMITS_CONTEXT = "daps-omits-context", violates ["DAPS-DAT-06"], observed "no @context";
    /// Names another JSON-LD context.
    NAMES_ANOTHER_CONTEXT = "daps-names-another-context", violates ["DAPS-DAT-06"], observed "https://context.invalid/";
    /// Leaves the type out.
    OMITS_TYPE = "daps-omits-type", violates ["DAPS-DAT-07", "IDSG-DAT-03"], observed "no @type";
    /// Calls a DAT a request token.
    NAMES_ANOTHER_TYPE = "daps-names-another-type", violates ["IDSG-DAT-03"], observed "ids:DatRequestToken";
    /// Names another DAPS as the issuer.
    NAMES_ANOTHER_ISSUER = "daps-names-another-issuer", violates ["DAPS-DAT-08", "IDSG-META-03"], observed "https://another-daps.invalid";
    /// Spells the subject as the request token does.
    COPIES_SUB_FROM_THE_REQUEST = "daps-copies-sub-from-the-request", violates ["DAPS-DAT-09", "DAPS-ID-05"], observed "spelt as in the request token";
    /// Issues DATs that never expire.
    OMITS_EXP = "daps-omits-exp", violates ["DAPS-DAT-10"], observed "no exp";
    /// Issues DATs that live for a day.
    ISSUES_DATS_FOR_A_DAY = "daps-issues-dats-for-a-day", violates ["DAPS-DAT-11", "IDSG-DAT-06"], observed "86400 seconds";
    /// Does not say when a DAT was made.
    OMITS_IAT = "daps-omits-iat", violates ["DAPS-DAT-12"], observed "no iat";
    /// Does not say from when a DAT is valid.
    OMITS_NBF = "daps-omits-nbf", violates ["DAPS-DAT-13"], observed "no nbf";
    /// Issues DATs that become valid when they have expired.
    DELAYS_DATS = "daps-delays-dats", violates ["DAPS-DAT-14"], observed "nbf lies";
    /// Does not say for whom a DAT is.
    OMITS_AUD = "daps-omits-aud", violates ["DAPS-DAT-15"], observed "no aud";
    /// Names an audience in which no connector is.
    NAMES_NOBODY_AS_AUDIENCE = "daps-names-nobody-as-audience", violates ["IDSG-DAT-07"], observed "https://nobody.invalid";
    /// Does not say what was granted.
    OMITS_SCOPE = "daps-omits-scope", violates ["DAPS-DAT-17"], observed "no scope";
    /// Leaves out to which client a DAT was issued.
    OMITS_CLIENT_ID = "daps-omits-client-id", violates ["IDSG-DAT-01"], observed "no client_id";
    /// Leaves the name of a DAT out.
    OMITS_JTI = "daps-omits-jti", violates ["IDSG-DAT-01"], observed "no jti";
}
