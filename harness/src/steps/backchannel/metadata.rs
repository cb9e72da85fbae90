//! What a server says about its back channel (CIBA, 4).

use cucumber::then;
use serde_json::Value;

use super::violated;
use crate::actor::environment::backchannel::CIBA_GRANT;
use crate::stop::Step;
use crate::world::World;

const MODES: &str = "backchannel_token_delivery_modes_supported";
const ENDPOINT: &str = "backchannel_authentication_endpoint";
const ALGORITHMS: &str = "backchannel_authentication_request_signing_alg_values_supported";
const USER_CODES: &str = "backchannel_user_code_parameter_supported";

#[then("the metadata list ways of delivery that are known")]
fn list_modes(world: &mut World) -> Step {
    let answer = world.document()?;
    let stated = answer.body().get(MODES).unwrap_or(&Value::Null);
    let known = |mode: &Value| matches!(mode.as_str(), Some("poll" | "ping" | "push"));
    let modes = stated.as_array().filter(|modes| !modes.is_empty());
    if modes.is_some_and(|modes| modes.iter().all(known)) {
        return Ok(());
    }
    violated(
        answer,
        "poll, ping or push in an array",
        format!("{MODES} {stated}"),
    )
}

#[then("the metadata name a backchannel endpoint over TLS")]
fn name_an_endpoint(world: &mut World) -> Step {
    let answer = world.document()?;
    let stated = answer.text(ENDPOINT).unwrap_or("nothing");
    if stated.starts_with("https://") {
        return Ok(());
    }
    violated(answer, "an https URL", format!("{ENDPOINT} {stated}"))
}

/// There may be none (CIBA, 4).
#[then("the metadata list asymmetric algorithms only for signed requests")]
fn list_asymmetric_algorithms(world: &mut World) -> Step {
    let answer = world.document()?;
    let listed = answer.body().get(ALGORITHMS).and_then(Value::as_array);
    let wrong = |name: &&Value| {
        let name = name.as_str().unwrap_or("none");
        name.eq_ignore_ascii_case("none") || name.starts_with("HS")
    };
    match listed.into_iter().flatten().find(wrong) {
        None => Ok(()),
        Some(name) => violated(answer, "asymmetric algorithms", format!("{name} listed")),
    }
}

#[then("the metadata say truly or not at all whether there are user codes")]
fn say_whether_there_are_codes(world: &mut World) -> Step {
    let answer = world.document()?;
    match answer.body().get(USER_CODES) {
        None | Some(Value::Bool(_)) => Ok(()),
        Some(stated) => violated(answer, "true or false", format!("{USER_CODES} {stated}")),
    }
}

/// Where nothing but pushes is on offer, nobody asks for tokens.
#[then("the metadata list the grant with which results are asked for")]
fn list_the_grant(world: &mut World) -> Step {
    let answer = world.document()?;
    let values = |name: &str| answer.body().get(name).and_then(Value::as_array).cloned();
    let modes = values(MODES).unwrap_or_default();
    let needed = modes.iter().any(|mode| mode == "poll" || mode == "ping");
    let listed = values("grant_types_supported").unwrap_or_default();
    if !needed || listed.iter().any(|grant| grant == CIBA_GRANT) {
        return Ok(());
    }
    violated(answer, CIBA_GRANT, "grant_types_supported without it")
}

#[then("the metadata offer polls and no pushes")]
fn offer_polls_and_no_pushes(world: &mut World) -> Step {
    let answer = world.document()?;
    let modes = answer.body().get(MODES).and_then(Value::as_array).cloned();
    let modes = modes.unwrap_or_default();
    if modes.iter().any(|mode| mode == "push") {
        return violated(answer, "no pushes", format!("push among {MODES}"));
    }
    if modes.iter().any(|mode| mode == "poll") {
        return Ok(());
    }
    violated(answer, "poll", format!("{MODES} without poll"))
}
