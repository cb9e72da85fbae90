//! Faults in taking notifications, as an office of second filing.

mock_kit::faults! {
    /// The office refuses every notification.
    REFUSES_NOTIFICATIONS = "office-refuses-notifications", violates ["DAS-OFFICE-70"], observed "refused";
    /// The office takes notifications about retrievals that it never requested.
    TAKES_UNKNOWN_NOTIFICATIONS = "office-takes-unknown-notifications", violates ["DAS-OFFICE-71"], observed "accepted";
    /// The office refuses a notification that it has taken before.
    REFUSES_REPEATED_NOTIFICATIONS = "office-refuses-repeated-notifications", violates ["DAS-OFFICE-72"], observed "refused";
}
