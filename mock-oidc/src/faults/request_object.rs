//! Where a request object is examined.

mock_kit::faults! {
    /// Takes parameters that stand in no request object.
    ACCEPTS_UNSIGNED_REQUESTS = "accepts-unsigned-requests", violates ["FAPI1-ADV-5.2.2-01"], observed "accepted";
    /// Takes a parameter from the query where the request object lacks it.
    COMPLETES_THE_REQUEST_OBJECT_FROM_OUTSIDE = "completes-the-request-object-from-outside", violates ["FAPI1-ADV-5.2.2-10"], observed "accepted";
    /// Lets a parameter of the query win over the one in the request object.
    PREFERS_PARAMETERS_OUTSIDE_THE_REQUEST_OBJECT = "prefers-parameters-outside-the-request-object", violates ["FAPI1-ADV-5.2.2-10"], observed "accepted";
    /// Takes a request object without exp.
    ACCEPTS_REQUEST_OBJECTS_WITHOUT_EXPIRY = "accepts-request-objects-without-expiry", violates ["FAPI1-ADV-5.2.2-13"], observed "accepted";
    /// Takes a request object whose exp has passed.
    ACCEPTS_EXPIRED_REQUEST_OBJECTS = "accepts-expired-request-objects", violates ["FAPI1-ADV-5.2.2-13"], observed "accepted";
    /// Takes a request object whose exp lies more than an hour after its nbf.
    ACCEPTS_REQUEST_OBJECTS_THAT_LIVE_TOO_LONG = "accepts-request-objects-that-live-too-long", violates ["FAPI1-ADV-5.2.2-13"], observed "accepted";
    /// Takes a request object without nbf.
    ACCEPTS_REQUEST_OBJECTS_WITHOUT_NOT_BEFORE = "accepts-request-objects-without-not-before", violates ["FAPI1-ADV-5.2.2-17"], observed "accepted";
    /// Takes a request object whose nbf is more than an hour old.
    ACCEPTS_REQUEST_OBJECTS_THAT_BEGAN_LONG_AGO = "accepts-request-objects-that-began-long-ago", violates ["FAPI1-ADV-5.2.2-17"], observed "accepted";
    /// Takes a request object made for somebody else.
    ACCEPTS_REQUEST_OBJECTS_FOR_OTHERS = "accepts-request-objects-for-others", violates ["FAPI1-ADV-5.2.2-15"], observed "accepted";
    /// Takes a request object without aud.
    ACCEPTS_REQUEST_OBJECTS_FOR_NOBODY = "accepts-request-objects-for-nobody", violates ["FAPI1-ADV-5.2.2-15"], observed "accepted";
    /// Refuses a request object whose aud is an array with the issuer in it.
    REFUSES_REQUEST_OBJECTS_FOR_SEVERAL = "refuses-request-objects-for-several", violates ["FAPI1-ADV-5.2.2-15"], observed "refused";
    /// Takes asymmetric algorithms that the profile does not allow, unverified.
    ACCEPTS_REQUEST_OBJECTS_UNDER_OTHER_ALGORITHMS = "accepts-request-objects-under-other-algorithms", violates ["FAPI1-ADV-8.6-01-REQUEST", "FDX-CRYPTO-05"], observed "accepted";
    /// Takes a request object of algorithm none in any case.
    ACCEPTS_UNSIGNED_REQUEST_OBJECTS = "accepts-unsigned-request-objects", violates ["FAPI1-ADV-8.6-03-REQUEST", "FDX-CRYPTO-06"], observed "accepted";
    /// Takes a request object whose signature does not verify.
    ACCEPTS_REQUEST_OBJECTS_WITH_BROKEN_SIGNATURE = "accepts-request-objects-with-broken-signature", violates ["RFC9101-6.2-1"], observed "accepted";
    /// Takes the key of any registered client for the key of this one.
    ACCEPTS_REQUEST_OBJECTS_SIGNED_BY_ANOTHER_CLIENT = "accepts-request-objects-signed-by-another-client", violates ["RFC9101-6.2-1"], observed "accepted";
    /// Takes a request object with a request or request_uri in it.
    ACCEPTS_NESTED_REQUESTS = "accepts-nested-requests", violates ["RFC9101-6.1-1"], observed "accepted";
    /// Takes a request object that names another client than the request does.
    IGNORES_ANOTHER_CLIENT_IN_THE_REQUEST_OBJECT = "ignores-another-client-in-the-request-object", violates ["RFC9101-5-2"], observed "accepted";
    /// Takes a request object with a critical extension that nobody knows.
    IGNORES_CRIT_IN_REQUEST_OBJECTS = "ignores-crit-in-request-objects", violates ["RFC9101-6.2-2"], observed "accepted";
    /// Refuses request objects signed with PS256.
    REFUSES_PS256_REQUEST_OBJECTS = "refuses-ps256-request-objects", violates ["FDX-CRYPTO-02"], observed "refused";
    /// Refuses request objects signed with ES256.
    REFUSES_ES256_REQUEST_OBJECTS = "refuses-es256-request-objects", violates ["FDX-CRYPTO-03"], observed "refused";
    /// Refuses request objects signed with EdDSA.
    REFUSES_EDDSA_REQUEST_OBJECTS = "refuses-eddsa-request-objects", violates ["FDX-CRYPTO-04"], observed "refused";
}
