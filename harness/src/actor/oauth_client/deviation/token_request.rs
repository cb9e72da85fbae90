//! What can be wrong with a token request around its assertion, or unusual about it.

use base64ct::{Base64, Encoding as _};

use super::Deviation;
use crate::actor::oauth_client::ground::Ground;
use crate::actor::oauth_client::request::TokenRequest;

/// A scope value that nobody is registered for.
pub const UNREGISTERED_SCOPE: &str = "conformance/never-registered";

/// The rows.
pub static ROWS: &[Deviation] = &[
    // Method and grant.
    Deviation::request_change("by GET", |_, request| request.by_get())
        .hint("assertions in URLs end up in logs"),
    Deviation::request_change("with the password grant", |_, request| {
        request
            .with("grant_type", "password")
            .with("username", "somebody")
            .with("password", "something")
    }),
    Deviation::request_change("with the refresh token grant", |_, request| {
        request
            .with("grant_type", "refresh_token")
            .with("refresh_token", "never-issued")
    }),
    Deviation::request_change("with the authorization code grant", |_, request| {
        request
            .with("grant_type", "authorization_code")
            .with("code", "never-issued")
    }),
    Deviation::request_change("with the JWT bearer grant", |_, request| {
        let assertion = request
            .value("client_assertion")
            .unwrap_or_default()
            .to_owned();
        request
            .with("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
            .with("assertion", assertion)
    }),
    Deviation::request_change("with a grant type that nobody knows", |_, request| {
        request.with("grant_type", "urn:conformance:no-such-grant")
    }),
    Deviation::request_change("with its grant type in capitals", |_, request| {
        request.with("grant_type", "CLIENT_CREDENTIALS")
    }),
    Deviation::request_change("without a grant type", |_, request| {
        request.without("grant_type")
    }),
    // Assertion and type.
    Deviation::request_change("without an assertion type", |_, request| {
        request.without("client_assertion_type")
    }),
    Deviation::request_change("with an empty assertion type", |_, request| {
        request.with("client_assertion_type", "")
    }),
    Deviation::request_change("with the assertion type of SAML", |_, request| {
        request.with(
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:saml2-bearer",
        )
    }),
    Deviation::request_change("with the grant type as assertion type", |_, request| {
        request.with(
            "client_assertion_type",
            "urn:ietf:params:oauth:grant-type:jwt-bearer",
        )
    }),
    Deviation::request_change("without a client assertion", |_, request| {
        request.without("client_assertion")
    }),
    Deviation::request_change("with an empty client assertion", |ground, request| {
        named(ground, request.with("client_assertion", ""))
    }),
    Deviation::request_change(
        "with a client assertion that is no JWT",
        |ground, request| {
            named(
                ground,
                request.with("client_assertion", "this-is-no-assertion"),
            )
        },
    )
    .hint("what cannot be read is taken for absent, and the client_id alone authenticates"),
    Deviation::request_change(
        "with a client assertion whose parts hold no JSON",
        |ground, request| {
            named(
                ground,
                request.with("client_assertion", "bm8.anNvbg.aGVyZQ"),
            )
        },
    )
    .hint("what cannot be read is taken for absent, and the client_id alone authenticates"),
    Deviation::request_change("with two assertions in one parameter", |ground, request| {
        let first = request
            .value("client_assertion")
            .unwrap_or_default()
            .to_owned();
        let second = ground.legal_draft().signed_by(&ground.client.key);
        request.with("client_assertion", format!("{first} {second}"))
    }),
    // Other authentication.
    Deviation::request_change("by its client id alone", |ground, request| {
        named(ground, request.without_assertion())
    }),
    Deviation::request_change(
        "with a client secret in the Basic header",
        |ground, request| {
            let credentials =
                Base64::encode_string(format!("{}:secret", ground.client.client_id).as_bytes());
            request
                .without_assertion()
                .with_header("Authorization", format!("Basic {credentials}"))
        },
    ),
    Deviation::request_change("with a client secret in the body", |ground, request| {
        named(ground, request.without_assertion()).with("client_secret", "secret")
    }),
    Deviation::request_change(
        "with a client secret and an assertion of no worth",
        |ground, request| {
            let forged = ground.legal_draft().signed_by(&ground.attacker);
            named(ground, request.with("client_assertion", forged)).with("client_secret", "secret")
        },
    ),
    Deviation::request_change(
        "with an assertion keyed with a client secret",
        |ground, request| {
            let keyed = ground
                .legal_draft()
                .with_header("alg", "HS256")
                .keyed_with(b"secret");
            named(ground, request.with("client_assertion", keyed))
        },
    ),
    // Client id beside the assertion.
    Deviation::fallible_request(
        "with the client id of another client beside its assertion",
        |ground, request| Ok(request.with("client_id", ground.another()?.client_id.as_str())),
    )
    .hint("the client of the parameter gets a token on the assertion of the other"),
    Deviation::request_change(
        "with a client id that nobody bears beside its assertion",
        |_, request| request.with("client_id", "nobody-at-all"),
    ),
    Deviation::request_change("with its own client id beside its assertion", named),
    // Parameters sent twice.
    Deviation::request_change("with grant_type twice", |_, request| {
        request.repeating("grant_type")
    }),
    Deviation::request_change("with scope twice", |_, request| request.repeating("scope")),
    Deviation::request_change("with client_assertion_type twice", |_, request| {
        request.repeating("client_assertion_type")
    }),
    Deviation::request_change("with client_assertion twice", |ground, request| {
        request.adding(
            "client_assertion",
            ground.legal_draft().signed_by(&ground.client.key),
        )
    }),
    Deviation::request_change(
        "with a forged and a legal client_assertion",
        |ground, request| {
            let legal = request
                .value("client_assertion")
                .unwrap_or_default()
                .to_owned();
            let forged = ground.legal_draft().signed_by(&ground.attacker);
            request
                .with("client_assertion", forged)
                .adding("client_assertion", legal)
        },
    )
    .hint("of two values one wins, and the other is what a filter in front may have looked at"),
    Deviation::request_change("with another grant_type before its own", |_, request| {
        request
            .with("grant_type", "password")
            .adding("grant_type", "client_credentials")
    }),
    // Parameters that nobody knows.
    Deviation::request_change("with a parameter that nobody knows", |_, request| {
        request.with("conformance", "yes")
    }),
    // Scope.
    Deviation::request_change("for a scope that it is not registered for", |_, request| {
        request.with("scope", UNREGISTERED_SCOPE)
    }),
    Deviation::request_change(
        "for its own and a scope that it is not registered for",
        |ground, request| {
            request.with(
                "scope",
                format!("{} {UNREGISTERED_SCOPE}", ground.client.scope),
            )
        },
    ),
    Deviation::request_change("without naming a scope", |_, request| {
        request.without("scope")
    }),
    Deviation::request_change("for a scope with quotes and umlauts in it", |_, request| {
        request.with("scope", "\"grüße\" \\ all")
    }),
    Deviation::request_change("for every scope there is", |_, request| {
        request.with("scope", "*")
    }),
];

fn named(ground: &Ground, request: TokenRequest) -> TokenRequest {
    request.with("client_id", ground.client.client_id.as_str())
}
