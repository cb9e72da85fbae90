//! The assertions by which the client proves who it is (OpenID Connect Core, 9; RFC 7523, 3).

use cucumber::then;
use serde_json::Value;

use super::shown_by;
use crate::actor::office_client::assertion::TokenRequest;
use crate::oracle::compact::Compact;
use crate::stop::{Step, Stop};
use crate::world::World;

/// What clocks may differ by, in seconds.
const LEEWAY: f64 = 60.0;

/// The requests with an assertion, taken apart.
fn asserted(world: &World) -> Result<Vec<(TokenRequest, Compact)>, Stop> {
    let sign_ins = world.web_client.sign_ins.iter();
    let requests = sign_ins.flat_map(super::SignIn::token_requests);
    let mut read = Vec::new();
    for request in requests {
        match request.assertion() {
            None => {}
            Some(Ok(assertion)) => read.push((request, assertion)),
            Some(Err(defect)) => {
                return shown_by(request.number, "a JWT", defect.to_string()).map(|()| Vec::new());
            }
        }
    }
    if read.is_empty() {
        return Err(Stop::not_applicable(
            "the client proves who it is in another way",
        ));
    }
    Ok(read)
}

fn shown(value: Option<&Value>) -> String {
    value.map_or_else(|| "missing".to_owned(), ToString::to_string)
}

#[then("each assertion names the client as issuer and subject")]
async fn names_client(world: &mut World) -> Step {
    let client_id = world.web_client().await?.client_id;
    for (request, assertion) in asserted(world)? {
        for claim in ["iss", "sub"] {
            let stated = assertion.claims.get(claim);
            if stated.and_then(Value::as_str) != Some(&client_id) {
                let received = format!("{claim} {}", shown(stated));
                return shown_by(request.number, format!("{claim} {client_id}"), received);
            }
        }
    }
    Ok(())
}

/// The issuer, the token endpoint, or the endpoint that it is sent to (RFC 9126, 2).
#[then("each assertion is addressed to the server that it is sent to")]
async fn is_addressed_rightly(world: &mut World) -> Step {
    let server = world.environment.authorization_server().await?;
    let pushes = server.pushed_authorization_request_endpoint.as_ref();
    let own = [
        Some(server.issuer.as_str()),
        Some(server.token_endpoint.as_str()),
        pushes.map(url::Url::as_str),
    ];
    let own: Vec<&str> = own.into_iter().flatten().map(bare).collect();
    for (request, _) in asserted(world)? {
        let audiences = request.audiences();
        if !audiences.iter().any(|named| own.contains(&bare(named))) {
            let received = format!("aud {}", audiences.join(", "));
            return shown_by(request.number, "the server as the audience", received);
        }
    }
    Ok(())
}

fn bare(url: &str) -> &str {
    url.trim_end_matches('/')
}

#[then("each assertion states an expiry that lies ahead of it")]
fn expires(world: &mut World) -> Step {
    for (request, assertion) in asserted(world)? {
        let expiry = assertion.claims.get("exp");
        if !expiry
            .and_then(Value::as_f64)
            .is_some_and(|expiry| lies_ahead(expiry, &request))
        {
            let received = format!(
                "exp {}, when it is {}",
                shown(expiry),
                request.at.as_second()
            );
            return shown_by(request.number, "an exp that lies ahead", received);
        }
    }
    Ok(())
}

#[expect(
    clippy::cast_precision_loss,
    reason = "the present is far from the limits of a float"
)]
fn lies_ahead(expiry: f64, request: &TokenRequest) -> bool {
    expiry > request.at.as_second() as f64 - LEEWAY
}

#[then("each assertion has a jti of its own")]
fn has_own_jti(world: &mut World) -> Step {
    let mut seen = Vec::new();
    for (request, assertion) in asserted(world)? {
        let jti = assertion.claims.get("jti").cloned();
        let Some(jti) = jti.filter(Value::is_string) else {
            return shown_by(request.number, "a jti", "no jti");
        };
        if seen.contains(&jti) {
            return shown_by(request.number, "a new jti", "the same jti again");
        }
        seen.push(jti);
    }
    Ok(())
}

#[then("no request has a secret of the client")]
fn has_no_secret(world: &mut World) -> Step {
    for (request, _) in asserted(world)? {
        if request.parameter("client_secret").is_some() {
            return shown_by(
                request.number,
                "the assertion alone",
                "client_secret beside it",
            );
        }
    }
    Ok(())
}
