//! Where clients are registered for the back channel, and what their users are called.

mock_kit::faults! {
    /// Registers a client that does not say how results reach it.
    REGISTERS_WITHOUT_A_DELIVERY_MODE = "registers-without-a-delivery-mode", violates ["CIBA-4-09"], observed "accepted";
    /// Registers a client to be polled by that does not list the grant.
    REGISTERS_WITHOUT_THE_CIBA_GRANT = "registers-without-the-ciba-grant", violates ["CIBA-4-10"], observed "accepted";
    /// Registers a client to be notified that says nowhere where.
    REGISTERS_WITHOUT_A_NOTIFICATION_ENDPOINT = "registers-without-a-notification-endpoint", violates ["CIBA-4-11"], observed "accepted";
    /// Registers a client for several ways of delivery, or for one that nobody knows, and polls are its way then.
    REGISTERS_UNKNOWN_DELIVERY_MODES = "registers-unknown-delivery-modes", violates ["CIBA-4-13"], observed "accepted";
    /// Registers a notification endpoint without TLS.
    REGISTERS_PLAIN_HTTP_NOTIFICATION_ENDPOINTS = "registers-plain-http-notification-endpoints", violates ["CIBA-4-15"], observed "accepted";
    /// Registers a client for names of its own that shows no address for them.
    REGISTERS_PAIRWISE_CLIENTS_WITHOUT_A_SECTOR = "registers-pairwise-clients-without-a-sector", violates ["CIBA-4-21", "CIBA-4-22"], observed "accepted";
    /// Does not look into the document of a sector.
    IGNORES_THE_DOCUMENT_OF_A_SECTOR = "ignores-the-document-of-a-sector", violates ["CIBA-4-23", "CIBA-4-26"], observed "accepted";
    /// Registers a client for pushes where they are barred.
    REGISTERS_PUSH_CLIENTS_WHERE_THEY_ARE_BARRED = "registers-push-clients-where-they-are-barred", violates ["FAPI-CIBA-5.2.2-03"], observed "accepted";
    /// Calls users by one name in all sectors of the back channel.
    IGNORES_THE_SECTOR_OF_THE_BACK_CHANNEL = "ignores-the-sector-of-the-back-channel", violates ["CIBA-4-20", "CIBA-4-25"], observed "the same name";
    /// Tells names of a sector to clients that have not proved that it is theirs.
    TELLS_PAIRWISE_NAMES_WITHOUT_PROOF = "tells-pairwise-names-without-proof", violates ["CIBA-4-24"], observed "accepted";
}
