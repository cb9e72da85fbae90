//! What a registering party says of applications, and how.

mock_kit::faults! {
    /// Keeps to itself that there is more than one intermediary.
    OMITS_INTERMEDIARIES_FROM_REGISTRATIONS = "omits-intermediaries-from-registrations", violates ["FDX-INT-04"], observed "without";
    /// Puts the intermediaries of an intermediary beside it.
    FLATTENS_CHAINS = "flattens-chains", violates ["FDX-INT-15"], observed "beside";
    /// Updates registrations when the intermediaries change.
    UPDATES_REGISTRATIONS_WITH_ANOTHER_CHAIN = "updates-registrations-with-another-chain", violates ["FDX-INT-05"], observed "PUT";
    /// Does not say what an application asks users for.
    OMITS_SCOPE_FROM_REGISTRATIONS = "omits-scope-from-registrations", violates ["FDX-INT-07"], observed "scope absent";
    /// Names a picture that is to be had without TLS.
    NAMES_ADDRESSES_WITHOUT_TLS = "names-addresses-without-tls", violates ["FDX-DCR-15"], observed "logo_uri";
    /// Registers less scope than its applications ask users for.
    REGISTERS_LESS_SCOPE_THAN_IT_ASKS_FOR = "registers-less-scope-than-it-asks-for", violates ["FDX-DCR-18"], observed "not registered";
    /// Registers each application for what all of them ask for.
    REGISTERS_THE_SCOPE_OF_ALL_APPLICATIONS = "registers-the-scope-of-all-applications", violates ["FDX-DCR-20"], observed "another application";
    /// Registers all applications under one name.
    REGISTERS_APPLICATIONS_UNDER_ONE_NAME = "registers-applications-under-one-name", violates ["FDX-DCR-21"], observed "the same client_name";
    /// Shows its access token over a connection without its certificate.
    REGISTERS_WITHOUT_ITS_CERTIFICATE = "registers-without-its-certificate", violates ["FDX-DCR-35"], observed "no certificate";
}
