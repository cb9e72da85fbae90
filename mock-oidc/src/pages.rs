//! The pages for the resource owner: plain forms that need no script.

use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use maud::{DOCTYPE, Markup, html};
use mock_kit::FaultPlan;
use url::Url;

use crate::authorization::request::AuthorizationRequest;
use crate::faults::page::{ALLOWS_STRIPPING_TLS, LEAKS_THE_REFERRER};
use crate::oauth_error::forbid_caching;
use crate::registration::disclosure::Disclosure;

/// Name of the hidden field that says which interaction a form belongs to.
pub const INTERACTION: &str = "interaction";

/// What every page carries (FAPI 1.0 Baseline, 7.1 and 7.4.3); the last one keeps the page out of foreign frames.
const HEADERS: [(HeaderName, &str); 3] = [
    (
        header::STRICT_TRANSPORT_SECURITY,
        "max-age=31536000; includeSubDomains",
    ),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    ),
];

/// The form for logging in, which is sent to `action`.
#[must_use]
pub fn login(action: &Url, interaction: &str, failed: bool, faults: &FaultPlan) -> Response {
    let form = html! {
        @if failed { p role="alert" { "User name or password is wrong." } }
        form method="post" action=(action) {
            input type="hidden" name=(INTERACTION) value=(interaction);
            p { label { "User name " input type="text" name="username" autocomplete="username"; } }
            p { label { "Password " input type="password" name="password" autocomplete="current-password"; } }
            p { button type="submit" { "Log in" } }
        }
    };
    page("Log in", &form, StatusCode::OK, faults)
}

/// The form for deciding, which is sent to `action`.
#[must_use]
pub fn consent(
    action: &Url,
    interaction: &str,
    request: &AuthorizationRequest,
    recipient: &Disclosure,
    faults: &FaultPlan,
) -> Response {
    let form = html! {
        p { "The client " strong { (request.reply.client.client_id) } " asks for access." }
        (asked(request))
        (received_by(recipient))
        form method="post" action=(action) {
            input type="hidden" name=(INTERACTION) value=(interaction);
            button type="submit" name="decision" value="approve" { "Approve" }
            button type="submit" name="decision" value="deny" { "Deny" }
        }
    };
    page("Approve or deny", &form, StatusCode::OK, faults)
}

/// A request that the authentication device shows.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The value of its hidden field.
    pub interaction: String,
    /// Who asks.
    pub client_id: String,
    /// What the other device shows too (CIBA, 7.1).
    pub binding_message: Option<String>,
    /// What is asked for.
    pub scope: Vec<String>,
}

/// The form for logging in to the authentication device, which is sent to `action`.
#[must_use]
pub fn device_login(action: &Url, faults: &FaultPlan) -> Response {
    let form = html! {
        form method="post" action=(action) {
            p { label { "User name " input type="text" name="username" autocomplete="username"; } }
            p { label { "Password " input type="password" name="password" autocomplete="current-password"; } }
            p { button type="submit" { "Log in" } }
        }
    };
    page("Log in to your device", &form, StatusCode::OK, faults)
}

/// What waits for the user of the authentication device, with a form for each, which is sent to `action`.
#[must_use]
pub fn device(action: &Url, waiting: &[Asked], faults: &FaultPlan) -> Response {
    let list = html! {
        @if waiting.is_empty() { p { "Nobody asks for anything." } }
        @for asked in waiting {
            p { "The client " strong { (asked.client_id) } " asks for access." }
            @if let Some(message) = &asked.binding_message {
                p { "It shows: " strong { (message) } }
            }
            ul { @for value in &asked.scope { li { code { (value) } } } }
            form method="post" action=(action) {
                input type="hidden" name=(INTERACTION) value=(asked.interaction);
                button type="submit" name="decision" value="approve" { "Approve" }
                button type="submit" name="decision" value="deny" { "Deny" }
            }
        }
    };
    page("Your device", &list, StatusCode::OK, faults)
}

/// The end of a decision on the authentication device.
#[must_use]
pub fn device_done(faults: &FaultPlan) -> Response {
    let text = html! { p { "The client is told." } };
    page("Your device", &text, StatusCode::OK, faults)
}

/// FAPI 1.0 Baseline, 5.2.2-17: what is to be granted.
fn asked(request: &AuthorizationRequest) -> Markup {
    html! {
        ul { @for value in &request.scope { li { code { (value) } } } }
        @if let Some(details) = &request.authorization_details { pre { (format!("{details:#}")) } }
    }
}

/// FDX API Security Profile, 2A, goals 2: who receives the data.
fn received_by(recipient: &Disclosure) -> Markup {
    html! {
        @if let Some(name) = &recipient.name { p { "It is called " strong { (name) } "." } }
        @if !recipient.intermediaries.is_empty() {
            p { "The data pass through:" }
            ul { @for name in &recipient.intermediaries { li { (name) } } }
        }
    }
}

/// What is told to the resource owner where the client cannot be told.
#[must_use]
pub fn refusal(code: &str, description: &str, faults: &FaultPlan) -> Response {
    let text = html! { p { (description) } p { "Error: " code { (code) } } };
    let title = "The request cannot be served";
    page(title, &text, StatusCode::BAD_REQUEST, faults)
}

fn page(title: &str, content: &Markup, status: StatusCode, faults: &FaultPlan) -> Response {
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; title { (title) } }
            body { h1 { (title) } (content) }
        }
    };
    let mut response = axum::response::Html(document.into_string()).into_response();
    *response.status_mut() = status;
    mark(response.headers_mut(), faults);
    response
}

fn mark(headers: &mut HeaderMap, faults: &FaultPlan) {
    forbid_caching(headers);
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if faults.commits(&ALLOWS_STRIPPING_TLS) {
        headers.remove(header::STRICT_TRANSPORT_SECURITY);
    }
    if faults.commits(&LEAKS_THE_REFERRER) {
        headers.remove(header::REFERRER_POLICY);
    }
}
