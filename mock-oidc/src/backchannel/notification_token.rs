//! What the client will know our notification by (CIBA, 7.1): a bearer token of at most 1024 characters.

use super::admission::Admission;
use super::failure::BackchannelError;
use crate::faults::backchannel_request::{
    ACCEPTS_LONG_NOTIFICATION_TOKENS, ACCEPTS_MALFORMED_NOTIFICATION_TOKENS,
    REFUSES_NOTIFICATION_TOKENS_OF_LEGAL_LENGTH, SERVES_REQUESTS_WITHOUT_NOTIFICATION_TOKEN,
};

const NAME: &str = "client_notification_token";
/// The most characters of a token.
const LONGEST: usize = 1024;
/// The most characters that a server takes that is too strict.
const TOO_STRICT: usize = 256;

/// The token of a client that is to be notified.
///
/// # Errors
/// When it is missing, too long, or no bearer token.
pub fn check(admission: &Admission<'_>) -> Result<Option<String>, BackchannelError> {
    let faults = admission.faults();
    let token = admission.parameters.text(NAME)?;
    let Some(token) = token.filter(|_| admission.registration.mode.notifies()) else {
        let needless = !admission.registration.mode.notifies()
            || faults.commits(&SERVES_REQUESTS_WITHOUT_NOTIFICATION_TOKEN);
        return needless
            .then_some(None)
            .ok_or(BackchannelError::Missing(NAME));
    };
    let long = token.len() > LONGEST && !faults.commits(&ACCEPTS_LONG_NOTIFICATION_TOKENS);
    let disliked =
        token.len() > TOO_STRICT && faults.commits(&REFUSES_NOTIFICATION_TOKENS_OF_LEGAL_LENGTH);
    let malformed = !is_bearer(token) && !faults.commits(&ACCEPTS_MALFORMED_NOTIFICATION_TOKENS);
    if long || disliked || malformed {
        return Err(BackchannelError::Malformed(NAME));
    }
    Ok(Some(token.to_owned()))
}

/// RFC 6750, 2.1: letters, digits and six signs, and equals signs at the end.
fn is_bearer(token: &str) -> bool {
    let body = token.trim_end_matches('=');
    let permitted = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte);
    !body.is_empty() && body.bytes().all(permitted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bearer_token_is_one_word_of_the_permitted_characters() {
        for token in ["8d67dc78-7faa-4d41-aabd-67707b374255", "a._~+/b==", "A"] {
            assert!(is_bearer(token), "{token}");
        }
        for token in ["two words", "=", "a=b", "ümlaut", "quoted\"", ""] {
            assert!(!is_bearer(token), "{token}");
        }
    }
}
