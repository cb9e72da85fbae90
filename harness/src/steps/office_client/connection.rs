//! Over which connections the client talks, and what it takes there.

use cucumber::then;

use super::{request_named, shown_by};
use crate::actor::environment::office_client::Leg;
use crate::actor::office_client::run::Run;
use crate::exchange::model::Exchange;
use crate::stop::{Step, Stop};
use crate::world::World;

fn reached(run: &Run, leg: Leg) -> Option<&Exchange> {
    match leg {
        Leg::AuthorizationServer => run.to_authorization_server().first(),
        Leg::Das => run.operations_asked().next(),
        Leg::Storage => run.at_storage().next(),
    }
}

#[then(expr = "the client sends nothing to {}")]
fn sends_nothing_to(world: &mut World, leg: Leg) -> Step {
    match reached(world.office_client.run()?, leg) {
        None => Ok(()),
        Some(exchange) => shown_by(
            exchange,
            "no request over a connection whose certificate is wrong",
            request_named(exchange),
        ),
    }
}

#[then("no request of the client is unencrypted")]
fn nothing_is_unencrypted(world: &mut World) -> Step {
    let run = world.office_client.run()?;
    let plain = |each: &&Exchange| each.tls.is_none();
    match run.to_das().iter().find(plain) {
        None => Ok(()),
        Some(exchange) => {
            let received = format!("{} over plain HTTP", request_named(exchange));
            shown_by(exchange, "encrypted channels only", received)
        }
    }
}

fn token_on<'a>(mut exchanges: impl Iterator<Item = &'a Exchange>) -> Option<&'a Exchange> {
    exchanges.find(|each| each.request.header("authorization").is_some())
}

#[then("no access token goes to signed URLs")]
fn no_token_at_storage(world: &mut World) -> Step {
    let run = world.office_client.run()?;
    if run.at_storage().next().is_none() {
        let why = format!("the client used no signed URL: {}", run.ended.how);
        return Err(Stop::inconclusive(why));
    }
    match token_on(run.at_storage()) {
        None => Ok(()),
        Some(exchange) => {
            let received = format!("{} with an Authorization field", request_named(exchange));
            shown_by(
                exchange,
                "requests that carry the signed URL alone",
                received,
            )
        }
    }
}

#[then("no access token goes to the other host")]
fn no_token_elsewhere(world: &mut World) -> Step {
    match token_on(world.office_client.run()?.redirected()) {
        None => Ok(()),
        Some(exchange) => {
            let received = format!("{} with an Authorization field", request_named(exchange));
            shown_by(exchange, "no access token for another host", received)
        }
    }
}
