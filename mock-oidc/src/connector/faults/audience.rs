//! For whom a DAT is.

mock_kit::faults! {
    /// Takes DATs that are for others.
    ACCEPTS_DATS_FOR_OTHERS = "connector-accepts-dats-for-others", violates ["DAPS-DAT-16"], observed "accepted";
    /// Takes no DAT that is for all connectors.
    REFUSES_THE_GENERAL_AUDIENCE = "connector-refuses-the-general-audience", violates ["IDSG-DAT-08"], observed "refused";
}
