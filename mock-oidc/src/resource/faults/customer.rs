//! Where it is decided whose accounts are touched.

mock_kit::faults! {
    /// Takes the customer from the query parameter `sub`.
    BELIEVES_THE_CUSTOMER_IN_THE_QUERY = "resource-believes-the-customer-in-the-query", violates ["FAPI1-BASE-6.2.1-06"], observed "another customer";
    /// Shows any account to whoever knows its id.
    SHOWS_ACCOUNTS_OF_OTHERS = "resource-shows-accounts-of-others", violates ["FAPI1-BASE-6.2.1-07"], observed "accepted";
    /// Lists the accounts of all customers.
    LISTS_ALL_ACCOUNTS = "resource-lists-all-accounts", violates ["FAPI1-BASE-6.2.1-07"], observed "another customer";
    /// Makes payments from any account.
    PAYS_FROM_ACCOUNTS_OF_OTHERS = "resource-pays-from-accounts-of-others", violates ["FAPI1-BASE-6.2.1-07"], observed "accepted";
}
