//! Where an authentication request is acknowledged.

mock_kit::faults! {
    /// Acknowledges authentication requests with 202.
    ACKNOWLEDGES_WITH_202 = "acknowledges-with-202", violates ["CIBA-7.3-01"], observed "202";
    /// Gives all authentication requests one auth_req_id.
    REPEATS_AUTH_REQ_IDS = "repeats-auth-req-ids", violates ["CIBA-7.3-02"], observed "twice";
    /// Gives authentication requests consecutive numbers for names.
    NUMBERS_AUTH_REQ_IDS = "numbers-auth-req-ids", violates ["CIBA-7.3-03"], observed "can be guessed";
    /// Uses characters in auth_req_id that are not permitted there.
    WRITES_AUTH_REQ_IDS_IN_BASE64 = "writes-auth-req-ids-in-base64", violates ["CIBA-7.3-04"], observed "auth_req_id";
    /// Writes expires_in of an acknowledgement as a text.
    WRITES_EXPIRES_IN_AS_TEXT = "writes-expires-in-as-text", violates ["CIBA-7.3-06"], observed "expires_in";
    /// Leaves expires_in out of an acknowledgement.
    OMITS_EXPIRES_IN_OF_ACKNOWLEDGEMENTS = "omits-expires-in-of-acknowledgements", violates ["CIBA-7.3-06"], observed "expires_in";
    /// States an interval of zero seconds.
    STATES_AN_INTERVAL_OF_ZERO = "states-an-interval-of-zero", violates ["CIBA-7.3-08"], observed "interval";
}
