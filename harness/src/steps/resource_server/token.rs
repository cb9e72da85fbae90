//! Access tokens that a client shows to the resource server, and what it shows in place of them.

use cucumber::{given, then, when};
use jiff::SignedDuration;
use mock_kit::tls::ClientIdentity;

use crate::actor::oauth_client::{legal_assertion, lifetime, post_authenticated};
use crate::actor::office::answer::Answer;
use crate::actor::office::attempt::{attempt, attempt_first};
use crate::actor::office::credential::{Capitals, Credential};
use crate::actor::resource::Consumer;
use crate::named::named;
use crate::oracle::refused_token;
use crate::steps::introspection::introspect;
use crate::stop::{Step, Stop};
use crate::world::World;

/// How far beyond its expiry a token is tried: farther than any allowance for clocks that differ.
const BEYOND: SignedDuration = SignedDuration::from_mins(5);

named! {
    /// A credential of the same client that is no access token.
    pub enum OtherCredential {
        /// It tells the client who the user is.
        IdToken = "an ID token",
        /// It is for the token endpoint.
        RefreshToken = "a refresh token",
        /// It tells the authorization server who the client is.
        ClientAssertion = "a client assertion",
    }
}

named! {
    /// What ends an access token.
    pub enum End {
        /// Its time.
        Expiry = "has expired",
        /// Its client.
        Revocation = "its client has revoked",
        /// Its user.
        Withdrawal = "stands for a consent that was withdrawn",
    }
}

#[given("a user has granted the client access to the resource")]
async fn has_granted(world: &mut World) -> Step {
    world.resource_server.consumer = Some(world.consumer_anew().await?);
    Ok(())
}

#[when("the client reads the resource")]
async fn reads(world: &mut World) -> Step {
    let answer = world.resource_server.consumer()?.read().await?;
    world.resource_server.answer = Some(answer);
    Ok(())
}

#[when(expr = "the client reads the resource, the scheme in {}")]
async fn reads_with_capitals(world: &mut World, capitals: Capitals) -> Step {
    let consumer = world.resource_server.consumer()?;
    consumer.read().await?.served("the control")?;
    let header = format!("{} {}", capitals.scheme(), consumer.caller.access_token());
    let call = consumer.reading().header("Authorization", header);
    world.resource_server.answer = Some(consumer.send(call).await?);
    Ok(())
}

#[when(expr = "the client reads the resource, showing {}")]
async fn reads_showing(world: &mut World, credential: Credential) -> Step {
    let consumer = world.resource_server.consumer()?;
    let environment = &world.environment;
    let showing = async || {
        let call = consumer.reading();
        let call = credential.show(environment, &consumer.caller, call).await?;
        consumer.send(call).await
    };
    let answer = attempt(async || consumer.read().await, showing).await?;
    world.resource_server.answer = Some(answer);
    Ok(())
}

#[when(expr = "the client shows the resource {} as if it were an access token")]
async fn shows_another(world: &mut World, credential: OtherCredential) -> Step {
    let consumer = world.resource_server.consumer()?;
    let shown = consumer.with_access_token(&credential.of(world, &consumer).await?);
    let answer = attempt(async || consumer.read().await, async || shown.read().await).await?;
    world.resource_server.answer = Some(answer);
    Ok(())
}

#[when(expr = "the client reads the resource with a token that {}")]
async fn reads_too_late(world: &mut World, end: End) -> Step {
    let consumer = world.resource_server.consumer()?;
    consumer.read().await?.served("the control")?;
    end.bring_about(world, &consumer).await?;
    let answer: Answer = attempt_first(
        async || consumer.read().await,
        async || world.consumer_anew().await?.read().await,
    )
    .await?;
    world.resource_server.answer = Some(answer);
    Ok(())
}

#[then("the resource server serves the request")]
fn serves(world: &mut World) -> Step {
    let answer = world.resource_server.answer()?;
    if answer.is_served() {
        return Ok(());
    }
    let finding = answer.finding("the resource server serves the request", answer.to_string());
    let caller = world.resource_server.consumer()?.caller;
    let identity = caller.client.identity.as_ref();
    let certificate = identity.map(ClientIdentity::certificate);
    let now = world.environment.clock().unix_now();
    let explanation = refused_token::explanation(caller.access_token(), certificate, now);
    Err(Stop::violated(
        finding.turned_away().hinting_at(explanation),
    ))
}

impl OtherCredential {
    async fn of(self, world: &World, consumer: &Consumer) -> Result<String, Stop> {
        let issued = |name: &str| {
            let none = || Stop::not_applicable(format!("the server issues no {name} here"));
            let text = consumer.tokens.text(name).map(str::to_owned);
            text.ok_or_else(none)
        };
        match self {
            Self::IdToken => issued("id_token"),
            Self::RefreshToken => issued("refresh_token"),
            Self::ClientAssertion => {
                let client = &consumer.caller.client;
                let server = world.environment.authorization_server().await?;
                let now = world.environment.clock().unix_now();
                let draft = legal_assertion(client, server.token_endpoint.as_str(), now);
                Ok(draft.signed_by(&client.key))
            }
        }
    }
}

impl End {
    async fn bring_about(self, world: &World, consumer: &Consumer) -> Step {
        match self {
            Self::Expiry => lifetime::outlive(&world.environment, &consumer.tokens, BEYOND).await,
            Self::Revocation => revoke(world, consumer).await,
            Self::Withdrawal => {
                let known = introspect(world, consumer.caller.access_token()).await?;
                let none = || Stop::inconclusive("introspection names no consent");
                let consent = known.text("consent_id").ok_or_else(none)?;
                world.environment.withdraw_consent(consent).await
            }
        }
    }
}

async fn revoke(world: &World, consumer: &Consumer) -> Step {
    let server = world.environment.authorization_server().await?;
    let none = || Stop::not_applicable("the server has no revocation endpoint");
    let answer = post_authenticated(
        &world.environment,
        consumer.caller.client.clone(),
        server.revocation_endpoint.ok_or_else(none)?,
        &[("token", consumer.caller.access_token().to_owned())],
    )
    .await?;
    if answer.succeeded() {
        return Ok(());
    }
    let why = format!("the access token could not be revoked: {answer}");
    Err(Stop::inconclusive(why))
}
