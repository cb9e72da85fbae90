//! Where registrations are read, updated and deleted.

mock_kit::faults! {
    /// Lets nobody read a registration.
    HAS_NO_READS = "has-no-reads", violates ["FDX-DCR-04", "RFC7592-2.1-1"], observed "405";
    /// Lets nobody update a registration.
    HAS_NO_UPDATES = "has-no-updates", violates ["FDX-DCR-05", "RFC7592-2.2-1"], observed "405";
    /// Lets nobody delete a registration.
    HAS_NO_DELETIONS = "has-no-deletions", violates ["FDX-DCR-07", "RFC7592-2.3-1"], observed "405";
    /// Answers updates and changes nothing.
    IGNORES_UPDATES = "ignores-updates", violates ["FDX-DCR-05", "RFC7592-2.2-1"], observed "old";
    /// Puts a client off after a simple change.
    HOLDS_SIMPLE_EDITS_BACK = "holds-simple-edits-back", violates ["FDX-DCR-06"], observed "Pending";
    /// Changes a chain of intermediaries under the same client id.
    CHANGES_CHAINS_IN_PLACE = "changes-chains-in-place", violates ["FDX-INT-05-SERVER"], observed "same client_id";
    /// Takes an update that names another client.
    TAKES_ANOTHER_CLIENT_ID_IN_UPDATES = "takes-another-client-id-in-updates", violates ["RFC7592-2.2-2"], observed "accepted";
    /// Takes an update with metadata that it would not register.
    TAKES_INVALID_UPDATES = "takes-invalid-updates", violates ["RFC7592-2.2-3"], observed "duration_type";
    /// Says that a client is deleted, and keeps it.
    KEEPS_DELETED_CLIENTS = "keeps-deleted-clients", violates ["FDX-DCR-07", "RFC7592-2.3-3"], observed "accepted";
    /// Answers a deletion with a status of its own.
    ANSWERS_DELETIONS_WITH_200 = "answers-deletions-with-200", violates ["RFC7592-2.3-1"], observed "200";
    /// Keeps the tokens of deleted clients alive.
    KEEPS_TOKENS_OF_DELETED_CLIENTS = "keeps-tokens-of-deleted-clients", violates ["FDX-DCR-08", "RFC7592-2.3-2"], observed "active";
    /// Says that a deleted registration is not there.
    CALLS_DELETED_REGISTRATIONS_NOT_FOUND = "calls-deleted-registrations-not-found", violates ["RFC7592-2.3-3"], observed "404";
    /// Lets a registration be managed with any token.
    LETS_ANYBODY_MANAGE_REGISTRATIONS = "lets-anybody-manage-registrations", violates ["RFC7592-1.2-1"], observed "accepted";
    /// Takes a bound registration access token over any connection.
    IGNORES_THE_BINDING_OF_MANAGEMENT = "ignores-the-binding-of-management", violates ["FDX-DCR-36-MANAGEMENT"], observed "accepted";
}
