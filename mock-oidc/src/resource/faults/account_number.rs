//! What is told of the number of an account.

mock_kit::faults! {
    /// Shows the whole number where its end would do.
    SHOWS_WHOLE_ACCOUNT_NUMBERS = "resource-shows-whole-account-numbers", violates ["FDX-BP-08"], observed "whole account number";
    /// Masks a number so that it is like any other.
    MASKS_BEYOND_RECOGNITION = "resource-masks-beyond-recognition", violates ["FDX-BP-19"], observed "a masked number of 1";
    /// Gives the number of an account for moving money.
    GIVES_ACCOUNT_NUMBERS_FOR_PAYMENTS = "resource-gives-account-numbers-for-payments", violates ["FDX-BP-05"], observed "the account number itself";
    /// Answers a query with what is on record.
    ANSWERS_QUERIES_WITH_THE_VALUE = "resource-answers-queries-with-the-value", violates ["FDX-BP-07", "FDX-BP-17"], observed "the account number itself";
    /// Hashes with an algorithm that is broken.
    HASHES_WITH_SHA_1 = "resource-hashes-with-sha-1", violates ["FDX-BP-20"], observed "SHA-1";
    /// Hashes numbers as they are.
    HASHES_WITHOUT_SALT = "resource-hashes-without-salt", violates ["FDX-BP-21"], observed "without salt";
}
