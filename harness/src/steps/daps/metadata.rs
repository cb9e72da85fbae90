//! What the DAPS says of itself (RFC 8414).

use cucumber::{then, when};
use serde_json::Value;

use crate::actor::Party;
use crate::actor::oauth_client::answer::Answer;
use crate::exchange::call::Call;
use crate::stop::{Step, Stop};
use crate::world::World;

#[when("somebody fetches the metadata of the DAPS")]
async fn fetches(world: &mut World) -> Step {
    let address = world.environment.daps().await?.metadata_url;
    let call = Call::get(Party::Daps, address);
    let exchange = world.environment.sender("connector").send(call).await?;
    world.data_space.answer = Some(Answer::new(exchange));
    Ok(())
}

/// RFC 8414, 2 and 3.2: what a connector needs of them.
#[then("the metadata tell where DATs are issued and verified")]
fn tell_where(world: &mut World) -> Step {
    let answer = world.data_space.answer()?;
    let expected = "200 with issuer, token_endpoint and jwks_uri";
    if answer.status() != 200 {
        return Err(Stop::violated(
            answer.finding(expected, answer.status().to_string()),
        ));
    }
    let needed = ["issuer", "token_endpoint", "jwks_uri"];
    match needed.into_iter().find(|name| answer.text(name).is_none()) {
        Some(name) => Err(Stop::violated(
            answer.finding(expected, format!("no {name}")),
        )),
        None => Ok(()),
    }
}

#[then("the DAT has the issuer of the metadata")]
async fn has_their_issuer(world: &mut World) -> Step {
    let answer = world.data_space.answer()?;
    let dat = world.data_space.dat()?;
    let stated = dat
        .claims
        .get("iss")
        .and_then(Value::as_str)
        .unwrap_or("absent");
    fetches(world).await?;
    let metadata = world.data_space.answer()?;
    let issuer = metadata.text("issuer").unwrap_or("absent");
    if issuer == stated {
        return Ok(());
    }
    let received = format!("iss {stated}, where the metadata say {issuer}");
    Err(Stop::violated(
        answer.finding("one issuer in both", received),
    ))
}
