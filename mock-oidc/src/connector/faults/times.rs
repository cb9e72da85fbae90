//! When a DAT is valid.

mock_kit::faults! {
    /// Takes DATs whose time is over.
    ACCEPTS_EXPIRED_DATS = "connector-accepts-expired-dats", violates ["DAPS-DAT-10-CONNECTOR"], observed "accepted";
    /// Takes DATs before their time.
    ACCEPTS_DATS_OF_THE_FUTURE = "connector-accepts-dats-of-the-future", violates ["DAPS-DAT-13-CONNECTOR"], observed "accepted";
}
