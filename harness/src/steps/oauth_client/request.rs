//! What the client asks for.

use cucumber::then;

use crate::actor::web_client::asked::Asked;
use crate::stop::{Step, Stop};
use crate::world::World;

/// Characters of an S256 code challenge (RFC 7636, 4.2).
const CHALLENGE: usize = 43;

fn each(world: &World) -> Result<Vec<&Asked>, Stop> {
    let sign_ins = world.web_client.sign_ins.iter();
    sign_ins
        .map(crate::actor::web_client::sign_in::SignIn::asked)
        .collect()
}

fn demand(asked: &Asked, name: &str) -> Result<String, Stop> {
    let missing = || asked.violated(name, format!("no {name}"));
    asked
        .value(name)
        .filter(|value| !value.is_empty())
        .ok_or_else(missing)
}

#[then("the request has a code challenge")]
fn has_challenge(world: &mut World) -> Step {
    let asked = world.last_sign_in()?.asked()?;
    demand(asked, "code_challenge").map(drop)
}

#[then("the code challenge is of the method S256")]
fn has_s256(world: &mut World) -> Step {
    let asked = world.last_sign_in()?.asked()?;
    let challenge = demand(asked, "code_challenge")?;
    let method = asked.value("code_challenge_method").unwrap_or_default();
    if method == "S256" && challenge.len() == CHALLENGE {
        return Ok(());
    }
    let received = format!(
        "code_challenge_method {method:?}, a challenge of {} characters",
        challenge.len()
    );
    Err(asked.violated("code_challenge_method S256", received))
}

fn demand_fresh(world: &World, name: &str) -> Step {
    let mut seen = Vec::new();
    for asked in each(world)? {
        let value = demand(asked, name)?;
        if seen.contains(&value) {
            return Err(asked.violated(format!("a new {name}"), format!("the same {name} again")));
        }
        seen.push(value);
    }
    Ok(())
}

#[then("each request has a nonce of its own")]
fn has_nonce(world: &mut World) -> Step {
    let asks_who = each(world)?.iter().all(|asked| asked.has_scope("openid"));
    if !asks_who {
        return Err(Stop::not_applicable(
            "the client does not ask who the user is",
        ));
    }
    demand_fresh(world, "nonce")
}

#[then("each request has a state of its own")]
fn has_state(world: &mut World) -> Step {
    demand_fresh(world, "state")
}

/// Whoever sends a nonce, asks for an ID token or for claims of one wants to know who the user is.
#[then("the request has the scope openid")]
fn has_openid(world: &mut World) -> Step {
    let asked = world.last_sign_in()?.asked()?;
    let kind = asked.value("response_type").unwrap_or_default();
    let wants = asked.value("nonce").is_some() || kind.contains("id_token");
    if !wants {
        return Err(Stop::not_applicable(
            "the client does not ask who the user is",
        ));
    }
    if asked.has_scope("openid") {
        return Ok(());
    }
    let scope = asked.value("scope").unwrap_or_default();
    Err(asked.violated(
        "the scope openid",
        format!("a request for an ID token without openid: {scope}"),
    ))
}

#[then("the redirect URIs differ")]
fn redirect_uris_differ(world: &mut World) -> Step {
    demand_fresh(world, "redirect_uri")
}

#[then("the request is signed or pushed")]
fn is_signed_or_pushed(world: &mut World) -> Step {
    let asked = world.last_sign_in()?.asked()?;
    if asked.object().is_some() || asked.is_pushed() {
        return Ok(());
    }
    Err(asked.violated("request or request_uri", "neither request nor request_uri"))
}

#[then("the browser brings the client id beside the request URI")]
async fn brings_client_id(world: &mut World) -> Step {
    let client_id = world.web_client().await?.client_id;
    let asked = world.last_sign_in()?.asked()?;
    if asked.names_shown().next().is_none() {
        return Err(Stop::inconclusive(
            "the browser was not sent to the authorization server",
        ));
    }
    let shown = asked.shown("client_id").unwrap_or("missing");
    if shown == client_id {
        return Ok(());
    }
    let received = format!("client_id {shown}");
    Err(asked.violated("the client_id beside the request_uri", received))
}
