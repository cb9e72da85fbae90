//! Faults in availability checks.

mock_kit::faults! {
    /// Says of a registered document that it is not registered.
    DENIES_AVAILABILITY = "denies-availability", violates ["DAS-API-AVL-01"], observed "refused";
    /// Reports an unregistered number under another code than -7.
    MISNUMBERS_UNREGISTERED = "misnumbers-unregistered", violates ["DAS-API-AVL-02"], observed "-99";
    /// Reports a wrong date under another code than -12.
    MISNUMBERS_WRONG_DATES = "misnumbers-wrong-dates", violates ["DAS-API-AVL-03"], observed "-99";
    /// Reports a wrong access code under another code than -14.
    MISNUMBERS_WRONG_CODES = "misnumbers-wrong-codes", violates ["DAS-API-AVL-04"], observed "-99";
    /// Discloses the date and access code that would have been right.
    DISCLOSES_EXPECTED_VALUES = "discloses-expected-values", violates ["DAS-API-AVL-05"], observed "expected";
    /// States an availability date in the future.
    STATES_A_FUTURE_AVAILABILITY = "states-a-future-availability", violates ["DAS-API-AVL-06"], observed "documentAvailabilityDate";
}
