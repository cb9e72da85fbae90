//! How a registering party manages its registrations.

mock_kit::faults! {
    /// Updates a registration by what changes, and leaves the rest out.
    UPDATES_WITH_ONE_MEMBER_ALONE = "updates-registrations-with-one-member-alone", violates ["RFC7592-2.2-4"], observed "without";
    /// Sends back what the provider alone says.
    SENDS_WHAT_THE_PROVIDER_ISSUED = "sends-what-the-provider-issued", violates ["RFC7592-2.2-5"], observed "registration_access_token";
    /// Does not say which client an update is about.
    OMITS_THE_CLIENT_ID_FROM_UPDATES = "omits-the-client-id-from-updates", violates ["RFC7592-2.2-6"], observed "client_id absent";
    /// Manages registrations with the access token that it registers clients with.
    MANAGES_WITH_THE_TOKEN_FOR_REGISTERING = "manages-with-the-token-for-registering", violates ["RFC7592-2.1-2"], observed "another token";
}
