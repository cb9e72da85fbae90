//! Where clients are registered: who may do so, and with what.

mock_kit::faults! {
    /// Registers clients for whoever asks.
    REGISTERS_WITHOUT_ACCESS_TOKEN = "registers-without-an-access-token", violates ["FDX-DCR-32", "FDX-DCR-33"], observed "accepted";
    /// Registers clients for any client of its own.
    REGISTERS_FOR_ANY_CLIENT = "registers-for-any-client", violates ["FDX-DCR-32-SCOPE"], observed "accepted";
    /// Takes a bound access token for registering clients over any connection.
    IGNORES_THE_BINDING_AT_REGISTRATION = "ignores-the-binding-at-registration", violates ["FDX-DCR-36"], observed "accepted";
    /// Registers clients that show a secret as it is.
    REGISTERS_PLAIN_SECRETS = "registers-plain-secrets", violates ["FDX-DCR-34"], observed "client_secret_basic";
    /// Refuses metadata that it does not understand.
    REFUSES_UNKNOWN_METADATA = "refuses-unknown-metadata", violates ["RFC7591-2-1"], observed "refused";
    /// Registers a key set beside the address of one.
    REGISTERS_KEYS_GIVEN_TWICE = "registers-keys-given-twice", violates ["RFC7591-2-2"], observed "jwks_uri";
    /// Registers responses without the grant that they lead to.
    REGISTERS_INCONSISTENT_GRANTS = "registers-inconsistent-grants", violates ["RFC7591-2.1-1"], observed "implicit";
    /// Registers clients that send users and do not say where they come back to.
    REGISTERS_WITHOUT_REDIRECT_URIS = "registers-without-redirect-uris", violates ["RFC7591-2-3"], observed "accepted";
    /// Registers durations that are none.
    REGISTERS_UNKNOWN_DURATIONS = "registers-unknown-durations", violates ["FDX-DCR-26"], observed "duration_type";
    /// Registers a duration of some days without their number.
    REGISTERS_DURATIONS_WITHOUT_PERIOD = "registers-durations-without-period", violates ["FDX-DCR-27"], observed "time_based";
    /// Registers a history of no number of days.
    REGISTERS_SENSELESS_LOOKBACK = "registers-senseless-lookback", violates ["FDX-DCR-28"], observed "lookback_period";
    /// Registers references to registries that are not whole.
    REGISTERS_INCOMPLETE_REFERENCES = "registers-incomplete-references", violates ["FDX-DCR-29", "FDX-REG-22"], observed "accepted";
    /// Registers references to registries that there are not.
    REGISTERS_UNKNOWN_REGISTRIES = "registers-unknown-registries", violates ["FDX-DCR-30"], observed "registry_references";
    /// Registers one recipient under one name only.
    REFUSES_REPEATED_NAMES = "refuses-repeated-names", violates ["FDX-DCR-24"], observed "refused";
    /// Answers the registration of a known name with the client id that the name has.
    GIVES_THE_CLIENT_ID_OF_THE_SAME_NAME = "gives-the-client-id-of-the-same-name", violates ["FDX-DCR-25", "FDX-INT-06"], observed "same client_id";
}
