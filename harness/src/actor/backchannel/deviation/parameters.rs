//! What can be wrong with the parameters of an authentication request, or unusual about them (CIBA, 7.1).

use serde_json::json;

use super::Deviation;
use crate::actor::backchannel::flow::BackchannelFlow;
use crate::actor::backchannel::request::{BackchannelRequest, Envelope};
use crate::stop::Stop;

/// A scope value that no client is registered for.
pub const UNREGISTERED_SCOPE: &str = "administration";

/// The rows.
pub static ROWS: &[Deviation] = &[
    // The request itself.
    Deviation::changed("by GET", |_, request| request.in_envelope(Envelope::Query)),
    Deviation::changed("as JSON", |_, request| request.in_envelope(Envelope::Json)),
    Deviation::changed("with a parameter that nobody knows", |_, request| {
        request.with("what_nobody_knows", "surprise")
    }),
    Deviation::changed("with a parameter sent twice", |flow, request| {
        request.repeating(if flow.signs { "request" } else { "scope" })
    }),
    Deviation::changed("without signing the request", |_, request| {
        request.unsigned()
    }),
    // Scope.
    Deviation::changed("without a scope", |_, request| request.without("scope")),
    Deviation::changed("for a scope that nobody registered", |flow, request| {
        let scope = format!("{} {UNREGISTERED_SCOPE}", flow.wire.scopes.join(" "));
        request.with("scope", scope)
    }),
    // Notification tokens.
    Deviation::changed("without a notification token", |_, request| {
        request.without("client_notification_token")
    }),
    Deviation::changed(
        "with a notification token of 1024 characters",
        |_, request| request.with("client_notification_token", long_token(1024)),
    ),
    Deviation::changed(
        "with a notification token of 1025 characters",
        |_, request| request.with("client_notification_token", long_token(1025)),
    ),
    Deviation::changed("with a notification token of two words", |_, request| {
        let token = crate::randomness::identifier();
        request.with("client_notification_token", format!("{token} {token}"))
    }),
    Deviation::changed(
        "with a notification token in quotation marks",
        |_, request| {
            let token = crate::randomness::identifier();
            request.with("client_notification_token", format!("\"{token}\""))
        },
    ),
    // Binding messages.
    Deviation::changed("without a binding message", |_, request| {
        request.without("binding_message")
    }),
    Deviation::changed(
        "with a binding message that no device can show",
        |_, request| {
            let message = "Bezahlen Sie \u{1f4b6} jetzt?\u{202e}\n".repeat(40);
            request.with("binding_message", message)
        },
    ),
    // Expiry.
    Deviation::changed("with a requested expiry of two minutes", |_, request| {
        request.with("requested_expiry", "120")
    }),
    Deviation::changed("with a requested expiry of zero", |_, request| {
        request.with("requested_expiry", "0")
    }),
    Deviation::changed("with a requested expiry that is negative", |_, request| {
        request.with("requested_expiry", "-120")
    }),
    Deviation::changed("with a requested expiry that is no number", |_, request| {
        request.with("requested_expiry", "soon")
    }),
    Deviation::of_signed(
        "with a requested expiry as a number within its signed request",
        |_, request| Ok(request.with("requested_expiry", json!(120))),
    ),
    Deviation::of_signed(
        "with a requested expiry as a text within its signed request",
        |_, request| Ok(request.with("requested_expiry", "120")),
    ),
    // User codes.
    Deviation::fallible("for a user with a code and with the code", with_the_code),
    Deviation::twin(
        "for a user with a code and without it",
        with_the_code,
        |_, request| Ok(request.without("user_code")),
    ),
    Deviation::twin(
        "for a user with a code and with another code",
        with_the_code,
        |_, request| Ok(request.with("user_code", "another code")),
    ),
];

fn with_the_code(
    flow: &BackchannelFlow,
    request: BackchannelRequest,
) -> Result<BackchannelRequest, Stop> {
    let (user, code) = flow.user_with_code()?;
    Ok(request.with("login_hint", user).with("user_code", code))
}

fn long_token(length: usize) -> String {
    let mut token = crate::randomness::identifier().repeat(length / 20);
    token.truncate(length);
    token
}
