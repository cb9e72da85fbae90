//! Where recipients come that a registry vouches for.

mock_kit::faults! {
    /// Refuses requests that name a registry.
    REFUSES_REQUESTS_WITH_A_REGISTRY = "refuses-requests-with-a-registry", violates ["FDX-REG-23"], observed "refused";
    /// Serves recipients that a registry vouches for without being told which.
    SERVES_RECIPIENTS_WITHOUT_A_REGISTRY = "serves-recipients-without-a-registry", violates ["FDX-REG-24-SERVER", "FDX-REG-26-SERVER"], observed "accepted";
    /// Takes intermediaries from recipients that have none.
    TAKES_INTERMEDIARIES_OF_DIRECT_RECIPIENTS = "takes-intermediaries-of-direct-recipients", violates ["FDX-REG-27-SERVER"], observed "accepted";
    /// Takes intermediaries that are not in base64.
    TAKES_INTERMEDIARIES_IN_THE_CLEAR = "takes-intermediaries-in-the-clear", violates ["FDX-REG-29-SERVER"], observed "accepted";
    /// Serves recipients that the registry does not know.
    SERVES_RECIPIENTS_THAT_THE_REGISTRY_DOES_NOT_KNOW = "serves-recipients-that-the-registry-does-not-know", violates ["FDX-REG-15"], observed "accepted";
    /// Looks recipients up at a registry of its own choice.
    ASKS_ANOTHER_REGISTRY = "asks-another-registry", violates ["FDX-REG-28"], observed "accepted";
    /// Goes by what the registry said of a recipient at first.
    REMEMBERS_RECIPIENTS_FOR_EVER = "remembers-recipients-for-ever", violates ["FDX-REG-31"], observed "without";
}
