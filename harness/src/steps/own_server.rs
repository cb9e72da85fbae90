//! An office that runs an authorization server of its own, as DAS calls it.

use cucumber::{given, then, when};

use crate::actor::environment::facts::{Availability, OfficeServerFacts, SetUp};
use crate::actor::office::hosted::{forwarded, identity_of, named_at_das};
use crate::actor::office_client::assertion::{TokenRequest, host};
use crate::oracle::compact::Compact;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

#[given(
    expr = "an office with its own authorization server has registered a document that it keeps itself"
)]
async fn has_registered(world: &mut World) -> Step {
    world.environment.office_server(SetUp::Own).await?;
    let kept = world
        .environment
        .kept_at_office(SetUp::Own, Availability::Available)
        .await?;
    let office = world.second_office().await?;
    let environment = &world.environment;
    let identity = identity_of(environment, &kept);
    let answer = office.register_without_content(environment, &identity);
    let answer = answer.await?.served("the registration without content")?;
    let document = named_at_das(environment, &kept, answer, identity).await?;
    world.das.document = Some(document);
    Ok(())
}

#[when(expr = "an office under WIPO's authorization server retrieves that document")]
async fn is_retrieved(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let identity = world.das.document()?.identity;
    let retrieved = office.retrieve_content(&world.environment, &identity);
    let (retrieval, answer) = retrieved.await?;
    world.das.retrieval = retrieval;
    world.das.answer = Some(answer);
    Ok(())
}

/// The retrieval need not end: WIPO cannot forward it. What counts is what WIPO did when it had read the metadata.
#[when(expr = "an office under WIPO's authorization server requests that document")]
async fn is_requested(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let identity = world.das.document()?.identity;
    let requested = office.requested(&identity).await?;
    requested.answer.clone().served("the request")?;
    world.environment.patience(0).await?;
    if world.environment.received_by_own_server().is_empty() {
        return Err(Stop::inconclusive("WIPO did not turn to that server"));
    }
    Ok(())
}

/// An opaque token is known to the office's server alone; a JWT says whose it is and for whom it was minted.
#[then(expr = "the forwarded retrieval carries an access token of that office's server")]
async fn carries_its_token(world: &mut World) -> Step {
    let ack = world.das.retrieval()?.ack;
    let expected = "an access token of the office's own authorization server, minted for WIPO";
    let found = forwarded(&world.environment, &ack).await?;
    let found = found.ok_or_else(|| Stop::inconclusive("DAS did not forward the retrieval"))?;
    let facts = world.environment.office_server(SetUp::Own).await?;
    let header = found.exchange.request.header("authorization");
    let token = header.and_then(|header| header.split_once(' '));
    let Some((_, token)) = token else {
        let finding = Finding::new(expected, "no access token");
        return Err(Stop::violated(finding.at(found.exchange.number)));
    };
    let Ok(jwt) = Compact::read(token) else {
        return Ok(());
    };
    let claim = |name: &str| jwt.claims.get(name).and_then(|value| value.as_str());
    let own_port = |issuer: &str| issuer.replacen(":443/", "/", 1);
    let issuer = claim("iss").map(own_port);
    let is_of_server = issuer == Some(own_port(&facts.issuer.issuer));
    if is_of_server && claim("sub") == Some(facts.caller.client_id.as_str()) {
        return Ok(());
    }
    let received = format!(
        "a token of {}, minted for {}",
        claim("iss").unwrap_or("nobody"),
        claim("sub").unwrap_or("nobody")
    );
    let finding = Finding::new(expected, received);
    Err(Stop::violated(finding.at(found.exchange.number)))
}

#[given(expr = "the metadata of that server name a token endpoint at another host")]
async fn lead_to_another_host(world: &mut World) -> Step {
    let fault = "names-the-token-endpoint-at-another-host";
    world.environment.stimulate_own_server(fault).await
}

#[given(expr = "the metadata of that server name another issuer")]
async fn name_another_issuer(world: &mut World) -> Step {
    let fault = "advertises-another-issuer";
    world.environment.stimulate_own_server(fault).await
}

#[then(expr = "WIPO signs for no other host than that of the server")]
async fn signs_for_no_other_host(world: &mut World) -> Step {
    let facts = world.environment.office_server(SetUp::Own).await?;
    let own = host(facts.issuer.token_endpoint.as_str());
    for request in token_requests(world, &facts) {
        if let Some(foreign) = request.hosts().into_iter().find(|name| *name != own) {
            let expected = "assertions for the authorization server of the office";
            let received = format!("an assertion for another host, {foreign}");
            return Err(Stop::violated(
                Finding::new(expected, received).at(request.number),
            ));
        }
    }
    Ok(())
}

#[then(expr = "WIPO asks that server for no token")]
async fn asks_for_no_token(world: &mut World) -> Step {
    let facts = world.environment.office_server(SetUp::Own).await?;
    match token_requests(world, &facts).first() {
        None => Ok(()),
        Some(request) => Err(Stop::violated(
            Finding::new(
                "no use of metadata of another issuer",
                format!("an assertion for {}", request.audiences().join(", ")),
            )
            .at(request.number),
        )),
    }
}

/// What WIPO sent to the token endpoint of the office's server.
fn token_requests(world: &World, facts: &OfficeServerFacts) -> Vec<TokenRequest> {
    let endpoint = facts.issuer.token_endpoint.path();
    let received = world.environment.received_by_own_server();
    let asked = received
        .iter()
        .filter(|each| each.request.url.contains(endpoint));
    asked.filter_map(TokenRequest::read).collect()
}
