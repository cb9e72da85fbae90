//! How the client frames its request objects.

mock_kit::faults! {
    /// Puts a parameter beside the request object that is not in it.
    LEAVES_A_PARAMETER_OUTSIDE = "client-leaves-a-parameter-outside", violates ["FAPI1-ADV-5.2.3-08"], observed "prompt";
    /// Sends the request object without `response_type` and `scope` beside it.
    SENDS_THE_OBJECT_ALONE = "client-sends-the-request-object-alone", violates ["FAPI1-ADV-5.2.3-09"], observed "response_type";
    /// Sends another scope beside the request object than in it.
    SAYS_ANOTHER_SCOPE_BESIDE = "client-says-another-scope-beside-the-object", violates ["FAPI1-ADV-5.2.3-09"], observed "scope";
    /// Addresses its request objects to somebody else.
    ADDRESSES_REQUESTS_ELSEWHERE = "client-addresses-request-objects-elsewhere", violates ["FAPI1-ADV-5.2.3-10"], observed "aud";
    /// Makes request objects that are valid for a day.
    REQUESTS_FOR_A_DAY = "client-makes-request-objects-for-a-day", violates ["FAPI1-ADV-5.2.3-11"], observed "exp";
    /// Makes request objects that never expire.
    REQUESTS_FOR_EVER = "client-makes-request-objects-for-ever", violates ["FAPI1-ADV-5.2.3-11"], observed "exp";
    /// Does not say from when on its request objects are valid.
    OMITS_NBF = "client-omits-nbf", violates ["FAPI1-ADV-5.2.3-14"], observed "nbf";
    /// Pushes no request object that it cannot encrypt.
    DEMANDS_TO_ENCRYPT = "client-demands-to-encrypt-request-objects", violates ["FAPI1-ADV-5.2.3-02"], observed "stopped";
}
