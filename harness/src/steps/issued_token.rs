//! The access token that was issued, looked at as its holder may look at it.

use cucumber::{given, then, when};
use serde_json::Value;

use crate::actor::Party;
use crate::actor::oauth_client::answer::Answer;
use crate::actor::oauth_client::obtain_tokens;
use crate::exchange::call::Call;
use crate::oracle::access_token::{AccessToken, same_but_for_default_port};
use crate::oracle::key_set::KeySet;
use crate::oracle::near_miss;
use crate::oracle::signature::{SignatureVerdict, of_jwt};
use crate::requirement::wire::TokenAudience;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

#[given("the client holds an access token")]
async fn holds_an_access_token(world: &mut World) -> Step {
    obtain(world).await
}

#[when("the client obtains an access token")]
async fn obtains_an_access_token(world: &mut World) -> Step {
    obtain(world).await
}

#[then("the access token is signed with a key of the published key set")]
async fn is_signed_with_a_published_key(world: &mut World) -> Step {
    let token = read(world)?;
    let keys = published_keys(world).await?;
    match of_jwt(&token.jwt, &keys) {
        SignatureVerdict::Valid => Ok(()),
        SignatureVerdict::Invalid(why) => violated(
            "a signature by a published key",
            format!("a signature that does not verify: {why}"),
        ),
        SignatureVerdict::Disputed(first, second) => Err(Stop::inconclusive(format!(
            "two oracles disagree about the signature: {first}; {second}"
        ))),
    }
}

#[then("the access token states an expiry that is still to come")]
fn states_a_future_expiry(world: &mut World) -> Step {
    let now = world.environment.clock().unix_now();
    match read(world)?.jwt.claims.get("exp") {
        Some(Value::Number(seconds))
            if seconds
                .as_f64()
                .is_some_and(|seconds| seconds > as_seconds(now)) =>
        {
            Ok(())
        }
        Some(other) => {
            let expected = "an expiry that is still to come";
            let received = format!("exp {other}, when it is {now}");
            let near = other
                .as_f64()
                .and_then(|stated| near_miss::of_time(stated, as_seconds(now)));
            almost(Finding::new(expected, received), near)
        }
        None => violated("an expiry that is still to come", "no exp"),
    }
}

#[then("the access token names the client as its subject")]
fn names_the_client(world: &mut World) -> Step {
    let client_id = world.acting_client()?.client_id;
    let token = read(world)?;
    match token.text("sub") {
        Some(subject) if subject == client_id => Ok(()),
        other => differs("the subject", "sub", &client_id, other),
    }
}

#[then("the access token names the audience that the profile foresees")]
fn names_the_audience(world: &mut World) -> Step {
    let expected = match &world.environment.wire().authorization_server.audience {
        TokenAudience::Client => world.acting_client()?.client_id,
        TokenAudience::Api(name) => name.clone(),
    };
    let token = read(world)?;
    let audience = token.audience();
    if audience
        .iter()
        .any(|name| same_but_for_default_port(name, &expected))
    {
        return Ok(());
    }
    let near = near_miss::among(&expected, &audience);
    let expected = format!("the audience {expected:?}");
    almost(Finding::new(expected, format!("aud {audience:?}")), near)
}

#[then("the access token names its issuer")]
async fn names_its_issuer(world: &mut World) -> Step {
    let issuer = world.environment.authorization_server().await?.issuer;
    let token = read(world)?;
    match token.text("iss") {
        Some(stated) if same_but_for_default_port(stated, &issuer) => Ok(()),
        other => differs("the issuer", "iss", &issuer, other),
    }
}

#[then("the access token carries the scope that was asked for")]
fn carries_the_scope(world: &mut World) -> Step {
    let asked = world.acting_client()?.scope;
    let token = read(world)?;
    let scope = token.scope();
    if asked
        .split_ascii_whitespace()
        .all(|value| scope.contains(&value))
    {
        return Ok(());
    }
    violated(format!("the scope {asked:?}"), format!("scope {scope:?}"))
}

async fn obtain(world: &mut World) -> Step {
    let client = world.acting_client()?;
    let answer = obtain_tokens(&world.environment, client).await?;
    world.authorization.access_token = answer.access_token();
    world.users.tokens = Some(answer);
    Ok(())
}

fn read(world: &World) -> Result<AccessToken, Stop> {
    let unreadable = |defect| {
        Stop::violated(Finding::new(
            "an access token that is a JWT",
            format!("a token with {defect}"),
        ))
    };
    AccessToken::read(world.held_token()?).map_err(unreadable)
}

pub(super) async fn published_keys(world: &World) -> Result<KeySet, Stop> {
    let location = world.environment.authorization_server().await?.jwks_uri;
    let call = Call::get(Party::AuthorizationServer, location);
    let answer = Answer::new(world.environment.sender("client").send(call).await?);
    let unreadable =
        |defect| Stop::inconclusive(format!("the published key set cannot be read: {defect}"));
    KeySet::read(&answer.response().body).map_err(unreadable)
}

/// One text where another is demanded.
fn differs(what: &str, claim: &str, expected: &str, stated: Option<&str>) -> Step {
    let near = stated.and_then(|stated| near_miss::of_texts(expected, stated));
    let received = format!("{claim} {}", stated.unwrap_or("missing"));
    almost(Finding::new(format!("{what} {expected:?}"), received), near)
}

fn almost(finding: Finding, near: Option<impl Into<String>>) -> Step {
    Err(Stop::violated(finding.hinting_at(near)))
}

fn violated(expected: impl Into<String>, received: impl Into<String>) -> Step {
    Err(Stop::violated(Finding::new(expected, received)))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "the seconds of this century fit"
)]
fn as_seconds(count: i64) -> f64 {
    count as f64
}
