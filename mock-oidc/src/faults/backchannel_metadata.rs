//! Where the server describes its back channel.

mock_kit::faults! {
    /// Names no way in which results are delivered.
    OMITS_THE_DELIVERY_MODES = "omits-the-delivery-modes", violates ["CIBA-4-02"], observed "backchannel_token_delivery_modes_supported";
    /// Writes its ways to deliver results as one text.
    WRITES_DELIVERY_MODES_AS_TEXT = "writes-delivery-modes-as-text", violates ["CIBA-4-02"], observed "backchannel_token_delivery_modes_supported";
    /// Names a backchannel endpoint without TLS.
    ADVERTISES_A_PLAIN_HTTP_BACKCHANNEL_ENDPOINT = "advertises-a-plain-http-backchannel-endpoint", violates ["CIBA-4-03"], observed "http:";
    /// Offers to take authentication requests under an HMAC.
    ADVERTISES_SYMMETRIC_REQUEST_SIGNATURES = "advertises-symmetric-request-signatures", violates ["CIBA-4-04"], observed "HS256";
    /// Writes as a text whether there are user codes.
    WRITES_SUPPORT_OF_USER_CODES_AS_TEXT = "writes-support-of-user-codes-as-text", violates ["CIBA-4-06"], observed "backchannel_user_code_parameter_supported";
    /// Leaves the CIBA grant out of its grants.
    OMITS_THE_CIBA_GRANT = "omits-the-ciba-grant", violates ["CIBA-4-07"], observed "grant_types_supported";
    /// Offers to push tokens where that is barred.
    ADVERTISES_PUSH_WHERE_IT_IS_BARRED = "advertises-push-where-it-is-barred", violates ["FAPI-CIBA-5.2.2-03"], observed "push";
    /// Does not offer to be polled.
    OMITS_POLL = "omits-poll", violates ["FAPI-CIBA-5.2.2-04"], observed "backchannel_token_delivery_modes_supported";
}
