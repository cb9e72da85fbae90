//! What both devices show, so that the user sees that they belong together (CIBA, 7.1, `binding_message`).

use super::admission::Admission;
use super::failure::BackchannelError;
use crate::faults::backchannel_request::SERVES_REQUESTS_WITHOUT_CONTEXT;

const NAME: &str = "binding_message";
/// The most characters that the device has room for.
const LONGEST: usize = 64;

/// The message, if the device can show it.
///
/// # Errors
/// [`BackchannelError::BindingMessage`] when it is too long or not plain, [`BackchannelError::NoContext`] where one is needed.
pub fn check(admission: &Admission<'_>) -> Result<Option<String>, BackchannelError> {
    let Some(message) = admission.parameters.text(NAME)? else {
        let needed = admission.offer.binding_messages_required
            && !admission.faults().commits(&SERVES_REQUESTS_WITHOUT_CONTEXT);
        return (!needed).then_some(None).ok_or(BackchannelError::NoContext);
    };
    let plain = message
        .bytes()
        .all(|byte| byte == b' ' || byte.is_ascii_graphic());
    (plain && message.len() <= LONGEST)
        .then(|| Some(message.to_owned()))
        .ok_or(BackchannelError::BindingMessage)
}
