//! The client's requests for tokens.

use cucumber::then;

use super::assertion::token_requests;
use crate::actor::office_client::assertion::TokenRequest;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// What the seed has for an assertion.
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// Parameters by which a client would prove who it is in another way (RFC 6749, 2.3.1).
const OTHER_PROOFS: [&str; 3] = ["client_secret", "password", "username"];

fn violated(request: &TokenRequest, expected: &str, received: String) -> Step {
    let finding = Finding::new(expected, received).at(request.number);
    Err(Stop::violated(finding))
}

#[then("the token is asked for by POST")]
fn by_post(world: &mut World) -> Step {
    for request in token_requests(world)? {
        if request.method != "POST" {
            let received = format!("{} with the assertion", request.method);
            return violated(&request, "a POST to the token endpoint", received);
        }
        if request.asserts_in_query {
            let received = "the assertion in the query of the URL".to_owned();
            return violated(&request, "the assertion in the body of a POST", received);
        }
    }
    Ok(())
}

fn demand_parameter(world: &World, name: &str, expected: &str) -> Step {
    for request in token_requests(world)? {
        let stated = request.parameter(name);
        if stated != Some(expected) {
            let received = format!("{name} {}", stated.unwrap_or("missing"));
            return violated(&request, &format!("{name} {expected}"), received);
        }
    }
    Ok(())
}

#[then("the token is asked for by the grant client_credentials")]
fn by_client_credentials(world: &mut World) -> Step {
    demand_parameter(world, "grant_type", "client_credentials")
}

#[then("the token is asked for with the type of the assertion")]
fn with_assertion_type(world: &mut World) -> Step {
    demand_parameter(world, "client_assertion_type", ASSERTION_TYPE)
}

/// More scope may be asked for than the exchange needs, never less.
#[then("the token is asked for with the scope of the exchange")]
fn with_scope(world: &mut World) -> Step {
    let needed = world.environment.wire().das.scope.clone();
    for request in token_requests(world)? {
        let stated = request.parameter("scope").unwrap_or("missing");
        let named: Vec<&str> = stated.split(' ').collect();
        if needed.split(' ').any(|scope| !named.contains(&scope)) {
            let received = format!("scope {stated}");
            return violated(&request, &format!("scope {needed}"), received);
        }
    }
    Ok(())
}

#[then("the client proves who it is by the assertion alone")]
fn by_assertion_alone(world: &mut World) -> Step {
    for request in token_requests(world)? {
        let expected = "client_assertion and no other proof";
        if request.parameter("client_assertion").is_none() {
            return violated(&request, expected, "no client_assertion".to_owned());
        }
        let other = request.names().find(|name| OTHER_PROOFS.contains(name));
        if let Some(other) = other {
            let received = format!("{other} beside it");
            return violated(&request, expected, received);
        }
        if let Some(scheme) = &request.authorization {
            let received = format!("a field Authorization with {scheme} beside it");
            return violated(&request, expected, received);
        }
    }
    Ok(())
}
