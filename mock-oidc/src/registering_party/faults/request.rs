//! What a registering party says in authorization requests.

mock_kit::faults! {
    /// Names no registry.
    ASKS_WITHOUT_REGISTRY = "asks-without-registry", violates ["FDX-REG-24", "FDX-REG-26"], observed "registry absent";
    /// Names no intermediaries.
    ASKS_WITHOUT_INTERMEDIARIES = "asks-without-intermediaries", violates ["FDX-REG-25"], observed "intermediaries absent";
    /// Names intermediaries of a recipient that comes by itself.
    NAMES_INTERMEDIARIES_OF_A_DIRECT_RECIPIENT = "names-intermediaries-of-a-direct-recipient", violates ["FDX-REG-27"], observed "intermediaries";
    /// Sends intermediaries as they are.
    SENDS_INTERMEDIARIES_IN_THE_CLEAR = "sends-intermediaries-in-the-clear", violates ["FDX-REG-29"], observed "no list of objects in base64";
}
