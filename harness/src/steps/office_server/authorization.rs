//! Whose tokens the office takes: set-ups and their mix-ups, keys that change, scopes, network addresses.

use std::net::{IpAddr, Ipv4Addr};

use cucumber::{given, then, when};

use crate::actor::Party;
use crate::actor::environment::clients::Who;
use crate::actor::environment::facts::SetUp;
use crate::actor::key_set;
use crate::actor::oauth_client::obtain_access_token;
use crate::actor::office::answer::Answer;
use crate::actor::office::attempt::attempt;
use crate::actor::wipo::Wipo;
use crate::named::named;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

named! {
    /// A token that is good elsewhere.
    pub enum Elsewhere {
        /// Of the same server, for the client dedicated to another office.
        AnotherOffice = "a token that WIPO obtained for another office",
        /// Of the same server, for a client that is an office.
        Office = "a token of an office that DAS serves",
        /// Of WIPO's server, where the office has one of its own.
        WipoServer = "a token of WIPO's authorization server",
        /// Of another office's server, where WIPO's vouches.
        OfficeServer = "a token of another office's authorization server",
        /// Of the office's own server, for a client that is not WIPO.
        OwnServerOfAnother = "a token that its own server issued to somebody else",
    }
}

#[when(expr = "WIPO forwards a retrieval to the office with {}")]
async fn forwards_with(world: &mut World, elsewhere: Elsewhere) -> Step {
    let wipo = world.wipo_at_office().await?;
    let token = token_from(world, &wipo, elsewhere).await?;
    forward_under(world, &wipo, token).await
}

async fn token_from(world: &World, wipo: &Wipo, elsewhere: Elsewhere) -> Result<String, Stop> {
    let environment = &world.environment;
    match elsewhere {
        Elsewhere::AnotherOffice => wipo.token_as(environment, Who::WipoForAnotherOffice).await,
        Elsewhere::Office => wipo.token_as(environment, Who::AnotherClient).await,
        Elsewhere::WipoServer => obtain_access_token(environment, Who::Wipo).await,
        Elsewhere::OwnServerOfAnother => wipo.token_as(environment, Who::Stranger).await,
        Elsewhere::OfficeServer => {
            let other = Wipo::reach(environment, SetUp::Own).await?;
            Ok(other.caller.access_token().to_owned())
        }
    }
}

async fn forward_under(world: &mut World, wipo: &Wipo, token: String) -> Step {
    let document = world.office_server.document()?;
    let other = wipo.with_access_token(token);
    let answer = attempt(
        async || Ok(wipo.forward(&document).await?.answer),
        async || Ok(other.forward(&document).await?.answer),
    );
    world.office_server.answer = Some(answer.await?);
    Ok(())
}

#[given(expr = "the office has served WIPO under a key that has since been replaced")]
async fn key_was_replaced(world: &mut World) -> Step {
    let document = world.office_server.document()?;
    let wipo = world.wipo_at_office().await?;
    wipo.forward(&document)
        .await?
        .answer
        .served("the first retrieval")?;
    let set_up = world.office_server.set_up;
    let former = world.environment.rotate_keys(set_up).await?;
    world.office_server.former_token = Some(wipo.caller.access_token().to_owned());
    world.office_server.former_key = Some(former);
    Ok(())
}

#[given(expr = "the key sets that the office keeps have become stale")]
async fn caches_have_ended(world: &mut World) -> Step {
    world.environment.advance(key_set::BEYOND_ANY_CACHE).await
}

#[when(expr = "WIPO forwards a retrieval under the new key")]
async fn forwards_under_new_key(world: &mut World) -> Step {
    let document = world.office_server.document()?;
    let forwarded = world.wipo_at_office().await?.forward(&document).await?;
    world.office_server.answer = Some(forwarded.answer);
    Ok(())
}

#[when(expr = "WIPO forwards a retrieval under the former key")]
async fn forwards_under_former_key(world: &mut World) -> Step {
    let document = world.office_server.document()?;
    let token = former_token(world)?;
    let wipo = world.wipo_at_office().await?.with_access_token(token);
    world.office_server.answer = Some(wipo.forward(&document).await?.answer);
    Ok(())
}

/// The key is removed while the token under it is still valid, and caches end before the token does.
#[when(expr = "WIPO forwards a retrieval with a token whose key was removed in an emergency")]
async fn forwards_under_removed_key(world: &mut World) -> Step {
    let set_up = world.office_server.set_up;
    let former = world.office_server.former_key.clone().unwrap_or_default();
    world.environment.remove_key(set_up, &former).await?;
    let location = world.wipo_at_office().await?.facts.issuer.jwks_uri;
    let age = key_set::age(&world.environment, &location).await?;
    world.environment.advance(age).await?;
    let token = former_token(world)?;
    let wipo = world.wipo_at_office().await?;
    forward_under(world, &wipo, token).await
}

fn former_token(world: &World) -> Result<String, Stop> {
    let token = world.office_server.former_token.clone();
    token.ok_or_else(|| Stop::harness("there is no former token"))
}

#[when(
    expr = "WIPO forwards a retrieval with a token under a key that its issuer has not published"
)]
async fn forwards_under_unpublished_key(world: &mut World) -> Step {
    let document = world.office_server.document()?;
    let wipo = world.wipo_at_office().await?;
    wipo.forward(&document)
        .await?
        .answer
        .served("the control")?;
    let before = fetches(world, &wipo);
    let unpublished = "signs-with-an-unpublished-key";
    world
        .environment
        .stimulate(Party::AuthorizationServer, unpublished)
        .await?;
    let other = world.wipo_at_office().await?;
    world
        .environment
        .calm(Party::AuthorizationServer, unpublished)
        .await?;
    let forwarded = other.forward(&document).await?;
    world.office_server.fetches = fetches(world, &wipo) - before;
    if !forwarded.answer.is_served() {
        wipo.forward(&document)
            .await?
            .answer
            .served("the control after the refusal")?;
    }
    world.office_server.answer = Some(forwarded.answer);
    Ok(())
}

fn fetches(world: &World, wipo: &Wipo) -> usize {
    let location = &wipo.facts.issuer.jwks_uri;
    key_set::fetches(&world.environment, Party::OfficeServer, location)
}

#[then(expr = "the office has not fetched the key set more than twice for it")]
fn fetched_at_most_twice(world: &mut World) -> Step {
    let fetches = world.office_server.fetches;
    if fetches <= key_set::ENOUGH_FETCHES {
        return Ok(());
    }
    let received = format!("the key set was fetched {fetches} times for one token");
    Err(Stop::violated(Finding::new(
        "a key set fetched once more, not again and again",
        received,
    )))
}

#[given(expr = "an authorization server that writes scopes as text")]
async fn writes_text(world: &mut World) -> Step {
    world
        .environment
        .stimulate(Party::AuthorizationServer, "writes-scope-as-text")
        .await
}

#[given(expr = "an authorization server that writes scopes as an array")]
async fn writes_array(world: &mut World) -> Step {
    world
        .environment
        .stimulate(Party::AuthorizationServer, "writes-scope-as-an-array")
        .await
}

/// Two addresses of the loopback interface: requests come from the first unless something else is said.
const LISTED: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const UNLISTED: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));

#[given(expr = "the office takes calls from WIPO's network address only")]
async fn lists_the_address(world: &mut World) -> Step {
    let set_up = world.office_server.set_up;
    world
        .environment
        .list_address_at_office(set_up, LISTED)
        .await
}

#[when(expr = "WIPO forwards a retrieval to the office from another network address")]
async fn forwards_from_elsewhere(world: &mut World) -> Step {
    let document = world.office_server.document()?;
    let wipo = world.wipo_at_office().await?;
    let elsewhere = world.environment.sender_at("WIPO", UNLISTED)?;
    let answer = attempt(
        async || Ok(wipo.forward(&document).await?.answer),
        async || {
            let call = wipo.forward_call(&crate::randomness::identifier(), &document)?;
            let call = call.bearer(wipo.caller.access_token());
            turned_away_or(elsewhere.try_send(call).await?)
        },
    );
    world.office_server.answer = Some(answer.await?);
    Ok(())
}

/// A firewall may not even answer; that refuses as well.
fn turned_away_or(exchange: crate::exchange::model::Exchange) -> Result<Answer, Stop> {
    if exchange.failure.is_some() {
        return Ok(Answer::late(exchange, &serde_json::Value::Null));
    }
    Answer::of(exchange)
}
