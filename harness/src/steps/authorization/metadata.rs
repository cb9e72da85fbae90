//! What a server with users says about itself.

use cucumber::then;
use serde_json::Value;

use crate::actor::oauth_client::answer::Answer;
use crate::stop::{Step, Stop};
use crate::world::World;

#[then(expr = "the metadata name {string}")]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what a step captures is handed over"
)]
fn name(world: &mut World, member: String) -> Step {
    let answer = world.document()?;
    match answer.body().get(&member) {
        Some(Value::String(text)) if !text.is_empty() => Ok(()),
        Some(Value::Array(items)) if !items.is_empty() => Ok(()),
        _ => violated(
            answer,
            format!("metadata with {member}"),
            format!("{member} absent"),
        ),
    }
}

#[then(expr = "the metadata say yes to {string}")]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what a step captures is handed over"
)]
fn say_yes(world: &mut World, member: String) -> Step {
    let answer = world.document()?;
    match answer.body().get(&member) {
        Some(Value::Bool(true)) => Ok(()),
        other => violated(
            answer,
            format!("{member} true"),
            format!("{member} {}", other.unwrap_or(&Value::Null)),
        ),
    }
}

#[then(expr = "the metadata offer {string} as {string}")]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what a step captures is handed over"
)]
fn offer(world: &mut World, value: String, member: String) -> Step {
    let answer = world.document()?;
    if offered(answer, &member).contains(&value.as_str()) {
        return Ok(());
    }
    violated(
        answer,
        format!("{value} among {member}"),
        format!("{member} without {value}"),
    )
}

#[then(expr = "the metadata do not offer {string} as {string}")]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what a step captures is handed over"
)]
fn do_not_offer(world: &mut World, value: String, member: String) -> Step {
    let answer = world.document()?;
    if offered(answer, &member).contains(&value.as_str()) {
        return violated(
            answer,
            format!("{member} without {value}"),
            format!("{value} among {member}"),
        );
    }
    Ok(())
}

#[then(expr = "the metadata offer nothing but {string} as {string}")]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what a step captures is handed over"
)]
fn offer_nothing_but(world: &mut World, value: String, member: String) -> Step {
    let answer = world.document()?;
    let offered = offered(answer, &member);
    if offered == [value.as_str()] {
        return Ok(());
    }
    violated(
        answer,
        format!("{member} of {value} alone"),
        format!("{member} of {}", offered.join(", ")),
    )
}

#[then(expr = "the metadata offer a client authentication other than {string}")]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what a step captures is handed over"
)]
fn offer_another(world: &mut World, value: String) -> Step {
    let answer = world.document()?;
    let methods = offered(answer, "token_endpoint_auth_methods_supported");
    if methods.iter().any(|method| *method != value) {
        return Ok(());
    }
    violated(
        answer,
        "a client authentication".to_owned(),
        format!("only {}", methods.join(", ")),
    )
}

#[then(expr = "the address of {string} in the metadata is one of HTTPS")]
#[expect(
    clippy::needless_pass_by_value,
    reason = "what a step captures is handed over"
)]
fn is_secure(world: &mut World, member: String) -> Step {
    let answer = world.document()?;
    let stated = answer.text(&member).unwrap_or_default();
    if stated.starts_with("https://") {
        return Ok(());
    }
    violated(
        answer,
        "an address of the scheme https".to_owned(),
        format!("{member} {stated}"),
    )
}

fn offered<'a>(answer: &'a Answer, member: &str) -> Vec<&'a str> {
    let items = answer.body().get(member).and_then(Value::as_array);
    items
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

fn violated(answer: &Answer, expected: String, received: String) -> Step {
    Err(Stop::violated(answer.finding(expected, received)))
}
