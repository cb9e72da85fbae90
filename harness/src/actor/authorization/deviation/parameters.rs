//! What can be wrong with what an authorization request says, or unusual about it.

use serde_json::json;
use url::Url;

use super::{Craft, Deviation};
use crate::actor::authorization::flow::{Flow, asked, consent_object};
use crate::actor::authorization::request::{AuthorizationRequest, Carriage};
use crate::requirement::wire::ResponseOption;
use crate::stop::Stop;

const fn row(
    name: &'static str,
    change: fn(&Flow, AuthorizationRequest) -> Result<AuthorizationRequest, Stop>,
) -> Deviation {
    Deviation::of(name, Craft::Request(change))
}

/// The rows.
pub static ROWS: &[Deviation] = &[
    // Redirect URIs.
    row(
        "with a redirect URI that is not registered",
        |_, request| Ok(request.with("redirect_uri", "https://attacker.invalid/callback")),
    )
    .hint("an attacker is sent the code"),
    row("with a path added to its redirect URI", |flow, request| {
        Ok(request.with(
            "redirect_uri",
            format!("{}/added", flow.client.redirect_uri),
        ))
    }),
    row("with a query added to its redirect URI", |flow, request| {
        Ok(request.with(
            "redirect_uri",
            format!("{}?added=1", flow.client.redirect_uri),
        ))
    })
    .hint("redirect URIs are compared as strings, not by their beginnings"),
    row("with its redirect URI in capitals", |flow, request| {
        Ok(request.with("redirect_uri", in_capitals(&flow.client.redirect_uri)?))
    }),
    row(
        "with a trailing slash at its redirect URI",
        |flow, request| Ok(request.with("redirect_uri", format!("{}/", flow.client.redirect_uri))),
    ),
    row("with its redirect URI over plain HTTP", |flow, request| {
        Ok(request.with(
            "redirect_uri",
            flow.client.redirect_uri.replace("https:", "http:"),
        ))
    }),
    row(
        "with the redirect URI of another client",
        |flow, request| Ok(request.with("redirect_uri", flow.another()?.redirect_uri.as_str())),
    ),
    row("without a redirect URI", |_, request| {
        Ok(request.without("redirect_uri"))
    }),
    // PKCE.
    row("without a code challenge", |_, request| {
        Ok(request
            .without("code_challenge")
            .without("code_challenge_method"))
    }),
    row("with a code challenge of the method plain", |_, request| {
        let verifier = request.one_time.verifier.clone();
        Ok(request
            .with("code_challenge", verifier)
            .with("code_challenge_method", "plain"))
    }),
    row("with a code challenge of no stated method", |_, request| {
        let verifier = request.one_time.verifier.clone();
        Ok(request
            .with("code_challenge", verifier)
            .without("code_challenge_method"))
    })
    .hint("the default of the method is plain"),
    row(
        "with a code challenge that nothing asks for",
        |_, request| {
            let challenge = request.one_time.challenge();
            Ok(request
                .with("code_challenge", challenge)
                .with("code_challenge_method", "S256"))
        },
    ),
    // Response types and modes.
    row("for a token in the browser", |_, request| {
        Ok(request
            .with("response_type", "token")
            .without("response_mode"))
    }),
    row("for a code and a token in the browser", |_, request| {
        Ok(request
            .with("response_type", "code token")
            .without("response_mode"))
    }),
    row(
        "for a code, an ID token and a token in the browser",
        |_, request| {
            Ok(request
                .with("response_type", "code id_token token")
                .without("response_mode"))
        },
    ),
    row("for a mere ID token", |_, request| {
        Ok(request
            .with("response_type", "id_token")
            .without("response_mode"))
    }),
    row("for a code without a signed response", |_, request| {
        Ok(request
            .with("response_type", "code")
            .without("response_mode"))
    }),
    row("for a code and an ID token", |_, request| {
        Ok(asking(
            request.without("response_mode"),
            ResponseOption::CodeIdToken,
        ))
    }),
    row("for a code and an ID token in the query", |_, request| {
        Ok(asking(request, ResponseOption::CodeIdToken).with("response_mode", "query"))
    }),
    row("with a response type that nobody knows", |_, request| {
        Ok(request.with("response_type", "no-such-response"))
    }),
    row("without a response type", |_, request| {
        Ok(request.without("response_type"))
    }),
    // Values that tie the answer to the request.
    row("without state", |_, request| Ok(request.without("state"))),
    row("without nonce", |_, request| Ok(request.without("nonce"))),
    row(
        "without nonce and without the scope openid",
        |flow, request| {
            let scopes: Vec<&str> = flow
                .wire
                .scopes
                .iter()
                .map(String::as_str)
                .filter(|scope| *scope != "openid")
                .collect();
            Ok(request.without("nonce").with("scope", scopes.join(" ")))
        },
    ),
    row(
        "without state, without nonce and without the scope openid",
        |flow, request| {
            let scopes: Vec<&str> = flow
                .wire
                .scopes
                .iter()
                .map(String::as_str)
                .filter(|scope| *scope != "openid")
                .collect();
            Ok(request
                .without("state")
                .without("nonce")
                .with("scope", scopes.join(" ")))
        },
    ),
    row("with a state of 1000 characters", |_, request| {
        Ok(with_state(request, "s".repeat(1000)))
    }),
    row("with a state of every kind of character", |_, request| {
        Ok(with_state(request, "a b+c%20d&e=f/g?h#i\"j<k>l".to_owned()))
    }),
    row("with a nonce of 64 characters", |_, request| {
        Ok(with_nonce(request, "n".repeat(64)))
    }),
    row("with a nonce of 384 characters", |_, request| {
        Ok(with_nonce(request, "n".repeat(384)))
    }),
    // Scope.
    row("with its scope values in another order", |flow, request| {
        let mut scopes = flow.wire.scopes.clone();
        scopes.reverse();
        Ok(request.with("scope", scopes.join(" ")))
    }),
    row(
        "for a scope that the client is not registered for",
        |_, request| Ok(request.with("scope", "openid conformance/never-registered")),
    ),
    row("with a parameter sent twice", |_, request| {
        Ok(request.repeating_a_parameter())
    })
    .hint("which of the two counts is a matter of the parser"),
    row("with a parameter that nobody knows", |_, request| {
        Ok(request.with("conformance_unknown_parameter", "surprise"))
    }),
    row("with a client id that nobody knows", |_, request| {
        Ok(request.with("client_id", "nobody-knows-this-client"))
    }),
    // What is asked of the user.
    row("with prompt none", |_, request| {
        Ok(request.with("prompt", "none"))
    }),
    row(
        "at a level of assurance that the profile has",
        |flow, request| {
            let level = flow.wire.acr_values.first();
            let level = level.ok_or_else(|| Stop::not_applicable(NO_LEVELS))?;
            asking_for_level(flow, request, level)
        },
    ),
    row(
        "at a level of assurance that nobody reaches",
        |flow, request| asking_for_level(flow, request, "urn:conformance:no-such-level"),
    ),
    row("with a consent object", |flow, request| {
        Ok(request.with("authorization_details", flow.consent_object()))
    }),
    row(
        "with a consent object and a scope too few",
        |flow, request| {
            let (_, fewer) = flow
                .wire
                .scopes
                .split_last()
                .unwrap_or((&String::new(), &[]));
            Ok(request
                .with("authorization_details", flow.consent_object())
                .with("scope", fewer.join(" ")))
        },
    ),
    row(
        "with a consent object and a scope too many",
        |flow, request| {
            let (_, fewer) = flow
                .wire
                .scopes
                .split_last()
                .unwrap_or((&String::new(), &[]));
            Ok(request.with("authorization_details", consent_object(fewer)))
        },
    ),
    // What stands beside a request object or a request URI.
    row("with another nonce beside it", |_, request| {
        Ok(request.with_beside("nonce", "beside"))
    }),
    row("with its state only beside it", |_, request| {
        let state = request.one_time.state.clone();
        Ok(request.without("state").with_beside("state", state))
    }),
    row("with its scope only beside it", |flow, request| {
        Ok(request
            .without("scope")
            .with_beside("scope", flow.wire.scopes.join(" ")))
    }),
    row("with its nonce only beside it", |_, request| {
        let nonce = request.one_time.nonce.clone();
        Ok(request.without("nonce").with_beside("nonce", nonce))
    }),
    row(
        "with a redirect URI of an attacker beside it",
        |_, request| Ok(request.with_beside("redirect_uri", "https://attacker.invalid/callback")),
    ),
    row(
        "with the client id of another client beside it",
        |flow, request| {
            let another = flow.another()?.client_id.clone();
            Ok(request.with_beside("client_id", another))
        },
    ),
    // Carriage.
    row("in plain parameters", |flow, request| {
        Ok(in_plain(flow, request))
    }),
    row("in plain parameters of the query", |_, request| {
        Ok(request.carried_by(Carriage::Plain))
    }),
    row("in a request object of the query", |_, request| {
        Ok(request.carried_by(Carriage::ByValue))
    }),
    row("with a request URI among its parameters", |_, request| {
        Ok(request.with_beside(
            "request_uri",
            "urn:ietf:params:oauth:request_uri:never-issued",
        ))
    }),
    row("pushed by the client id alone", |_, request| {
        Ok(request.pushed_by_name_alone())
    }),
    row(
        "pushed with another client's credentials",
        |flow, request| Ok(request.pushed_by(flow.another()?.clone())),
    ),
];

/// Why no level of assurance is asked for.
const NO_LEVELS: &str = "the server names no levels of assurance";

/// Claims are asked for where that is offered alone (OpenID Connect Discovery 3, `claims_parameter_supported`).
fn asking_for_level(
    flow: &Flow,
    request: AuthorizationRequest,
    level: &str,
) -> Result<AuthorizationRequest, Stop> {
    if flow.server.takes_claims {
        return Ok(request.with("claims", essential_level(level)));
    }
    let why = "the server does not support the parameter claims";
    Err(Stop::not_applicable(why))
}

/// The same address with its path in capitals.
fn in_capitals(redirect_uri: &str) -> Result<String, Stop> {
    let mut url = Url::parse(redirect_uri).map_err(Stop::harness_bug)?;
    let path = url.path().to_ascii_uppercase();
    if path == url.path() {
        let why = "the path of the redirect URI has no small letters";
        return Err(Stop::not_applicable(why));
    }
    url.set_path(&path);
    Ok(url.to_string())
}

/// A demand for this level and no other (OpenID Connect Core 5.5.1.1).
fn essential_level(level: &str) -> String {
    json!({ "id_token": { "acr": { "essential": true, "values": [level] } } }).to_string()
}

fn asking(mut request: AuthorizationRequest, response: ResponseOption) -> AuthorizationRequest {
    for (name, value) in asked(response) {
        request = request.with(name, *value);
    }
    request
}

fn with_state(mut request: AuthorizationRequest, state: String) -> AuthorizationRequest {
    request.one_time.state.clone_from(&state);
    request.with("state", state)
}

fn with_nonce(mut request: AuthorizationRequest, nonce: String) -> AuthorizationRequest {
    request.one_time.nonce.clone_from(&nonce);
    request.with("nonce", nonce)
}

/// The same way of travelling, unsigned.
fn in_plain(flow: &Flow, request: AuthorizationRequest) -> AuthorizationRequest {
    request.carried_by(match flow.carriage {
        Carriage::PushedObject | Carriage::Pushed => Carriage::Pushed,
        Carriage::ByValue | Carriage::Plain => Carriage::Plain,
    })
}
