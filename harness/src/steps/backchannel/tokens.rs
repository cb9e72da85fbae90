//! The tokens that a poll brings (CIBA, 10.1.1).

use cucumber::{then, when};
use mock_kit::tls::ClientCertificate;

use super::violated;
use crate::actor::Party;
use crate::actor::backchannel::attempt::{control, send};
use crate::actor::backchannel::flow::BackchannelFlow;
use crate::actor::backchannel::poll;
use crate::actor::environment::backchannel::Decision;
use crate::actor::oauth_client::answer::Answer;
use crate::exchange::call::Call;
use crate::oracle::compact::Compact;
use crate::oracle::near_miss;
use crate::steps::authorization::response::signature;
use crate::steps::authorization::token::is_of_no_use_without_certificate;
use crate::stop::{Step, Stop};
use crate::world::World;

#[then("they come with an ID token of the authorization server for the client")]
async fn have_an_id_token(world: &mut World) -> Step {
    let flow = world.backchannel_flow().await?;
    let answer = world.last_poll()?;
    let Some(Ok(jwt)) = answer.text("id_token").map(Compact::read) else {
        return violated(answer, "an ID token", "id_token absent or no JWT");
    };
    if let Some(flaw) = signature(world, &jwt).await? {
        return violated(answer, "an ID token signed with a published key", flaw);
    }
    for (claim, own) in [
        ("iss", &flow.server.issuer),
        ("aud", &flow.client.client_id),
    ] {
        let value = jwt.claims.get(claim);
        let named = value.is_some_and(|value| {
            let all = value.as_array().into_iter().flatten();
            value == own.as_str() || all.into_iter().any(|one| one == own.as_str())
        });
        if !named {
            return violated(
                answer,
                &format!("{claim} {own}"),
                format!("another {claim}"),
            );
        }
    }
    Ok(())
}

/// What an access token does not say shows where it is used.
#[then("the access token of the poll is bound to the certificate of the client")]
async fn is_bound(world: &mut World) -> Step {
    let flow = world.backchannel_flow().await?;
    let answer = world.last_poll()?;
    let none = || Stop::inconclusive(format!("there was no access token: {answer}"));
    let token = answer.access_token().ok_or_else(none)?;
    let jwt = Compact::read(&token).ok();
    let named = jwt.as_ref().and_then(|jwt| jwt.claims.get("cnf"));
    let Some(named) = named else {
        let userinfo = flow.server.userinfo_endpoint.clone();
        return is_of_no_use_without_certificate(world, userinfo, &flow.client, &token).await;
    };
    let own = flow.client.identity.as_ref();
    let own = own.map(|own| ClientCertificate(own.certificate().into()).thumbprint());
    if own.is_some() && named["x5t#S256"].as_str() == own.as_deref() {
        return Ok(());
    }
    let own = own.unwrap_or_default();
    let named = named["x5t#S256"].as_str().unwrap_or("absent");
    let finding = answer.finding(
        format!("cnf with x5t#S256 {own}, the certificate of the client"),
        format!("cnf with x5t#S256 {named}"),
    );
    Err(Stop::violated(
        finding.hinting_at(near_miss::of_texts(&own, named)),
    ))
}

#[when("a user is authenticated for a level of assurance")]
async fn for_a_level(world: &mut World) -> Step {
    let flow = world.backchannel_flow().await?;
    let environment = &world.environment;
    control(environment, &flow, flow.legal_request(), "before").await?;
    let level = level(world, &flow).await?;
    let request = flow.legal_request().with("acr_values", level);
    let asked = send(environment, &flow, request).await?;
    let refused = || Stop::inconclusive(format!("it was not acknowledged: {}", asked.told()));
    let name = asked.auth_req_id().ok_or_else(refused)?;
    environment.decide(name, Decision::Approves).await?;
    let answer = poll::poll_after_decision(environment, &flow, &asked).await?;
    if !answer.issues_a_token() {
        return Err(Stop::inconclusive(format!(
            "there were no tokens: {answer}"
        )));
    }
    world.backchannel.polls.push(answer);
    Ok(())
}

/// A level that the server says it knows (OpenID Connect Discovery, 3, `acr_values_supported`).
async fn level(world: &World, flow: &BackchannelFlow) -> Result<String, Stop> {
    let call = Call::get(
        Party::AuthorizationServer,
        flow.server.discovery_url.clone(),
    );
    let metadata = Answer::new(world.environment.sender("client").send(call).await?);
    let levels = metadata.body()["acr_values_supported"].as_array();
    let level = levels.and_then(|levels| levels.last()?.as_str());
    let none = || Stop::not_applicable("the server names no levels of assurance");
    level.map(str::to_owned).ok_or_else(none)
}

#[then("the ID token says which level was reached")]
fn says_which_level(world: &mut World) -> Step {
    let answer = world.last_poll()?;
    let jwt = answer
        .text("id_token")
        .and_then(|text| Compact::read(text).ok());
    let level = jwt.and_then(|jwt| jwt.claims.get("acr").cloned());
    if level.is_some_and(|level| level.is_string()) {
        return Ok(());
    }
    violated(answer, "acr in the ID token", "an ID token without acr")
}
