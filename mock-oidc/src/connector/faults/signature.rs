//! Who has signed a DAT.

mock_kit::faults! {
    /// Takes DATs of a DAPS that it does not know.
    KNOWS_ANY_DAPS = "connector-knows-any-daps", violates ["DAPS-DAT-08-CONNECTOR"], observed "accepted";
    /// Takes any octets for a signature.
    ACCEPTS_FORGED_DATS = "connector-accepts-forged-dats", violates ["DAPS-DAT-05-CONNECTOR", "DAPS-DAT-04-CONNECTOR"], observed "accepted";
    /// Takes DATs that nobody signed.
    ACCEPTS_UNSIGNED_DATS = "connector-accepts-unsigned-dats", violates ["DAPS-DAT-05-CONNECTOR"], observed "accepted";
    /// Takes the public keys of the DAPS for secrets.
    TAKES_PUBLIC_KEYS_FOR_SECRETS = "connector-takes-public-keys-for-secrets", violates ["DAPS-DAT-05-CONNECTOR"], observed "accepted";
}
