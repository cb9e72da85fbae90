//! What can be wrong with the assertion with which a request is pushed, or unusual about it (RFC 9126, 2).

use serde_json::json;

use super::{Craft, Deviation};
use crate::actor::authorization::flow::Flow;
use crate::actor::forge::Jwt;
use crate::actor::oauth_client::legal_assertion;

const fn row(name: &'static str, change: fn(&Flow, Jwt) -> Jwt) -> Deviation {
    Deviation::of(name, Craft::Assertion(change))
}

/// The assertion that nothing is wrong with: for the issuer.
pub(super) fn legal(flow: &Flow) -> Jwt {
    legal_assertion(&flow.client, &flow.server.issuer, flow.now)
}

/// The rows.
pub static ROWS: &[Deviation] = &[
    row("pushed with an assertion for the issuer", |_, draft| draft),
    row(
        "pushed with an assertion for the token endpoint",
        |flow, draft| draft.with_claim("aud", flow.server.token_endpoint.as_str()),
    ),
    row(
        "pushed with an assertion for the pushed authorization request endpoint",
        |flow, draft| {
            let endpoint = flow.server.pushed_authorization_request_endpoint.as_ref();
            draft.with_claim("aud", endpoint.map_or("", |endpoint| endpoint.as_str()))
        },
    ),
    row(
        "pushed with an assertion for the issuer and another server",
        |flow, draft| {
            draft.with_claim(
                "aud",
                json!([flow.server.issuer, "https://another-server.invalid/"]),
            )
        },
    ),
    row("pushed with an assertion for another server", |_, draft| {
        draft.with_claim("aud", "https://another-server.invalid/")
    }),
    row(
        "pushed with an assertion of another issuer",
        |flow, draft| draft.with_claim("iss", another(flow)),
    ),
    row(
        "pushed with an assertion about another client",
        |flow, draft| draft.with_claim("sub", another(flow)),
    ),
    row(
        "pushed with an assertion that expired five minutes ago",
        |flow, draft| {
            draft
                .with_claim("iat", flow.now - 360)
                .with_claim("exp", flow.now - 300)
        },
    ),
    row("pushed with an assertion without exp", |_, draft| {
        draft.without_claim("exp")
    }),
];

fn another(flow: &Flow) -> String {
    flow.another
        .as_ref()
        .map_or_else(|| "another".to_owned(), |another| another.client_id.clone())
}
