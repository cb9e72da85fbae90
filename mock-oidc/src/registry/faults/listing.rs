//! Whom a registry answers, and in which form.

mock_kit::faults! {
    /// Tells of single recipients only.
    HAS_NO_LIST = "has-no-list-of-recipients", violates ["FDX-REG-10"], observed "404";
    /// Lists recipients in an array without a key.
    LISTS_RECIPIENTS_WITHOUT_A_KEY = "lists-recipients-without-a-key", violates ["FDX-REG-11"], observed "no array under recipients";
    /// Lists all recipients, however many are asked for.
    LISTS_ALL_RECIPIENTS_AT_ONCE = "lists-all-recipients-at-once", violates ["FDX-REG-12"], observed "all at once";
    /// Puts something around a single recipient.
    WRAPS_SINGLE_RECIPIENTS = "wraps-single-recipients", violates ["FDX-REG-13"], observed "no recipient_id";
    /// Answers that a recipient is there which is not.
    ANSWERS_UNKNOWN_RECIPIENTS_WITH_200 = "answers-unknown-recipients-with-200", violates ["FDX-REG-14"], observed "200";
    /// Tells everybody of recipients.
    SERVES_ANY_CALLER = "serves-any-caller", violates ["FDX-REG-17"], observed "accepted";
}
