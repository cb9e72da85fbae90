//! Registrations.

use cucumber::{given, then, when};
use serde_json::{Map, Value, json};

use crate::actor::environment::clients::Who;
use crate::actor::office::Office;
use crate::actor::office::attempt::attempt;
use crate::actor::office::identity::Identity;
use crate::actor::office::registration::{Document, name_parent, registration_body};
use crate::actor::office::registration_deviation::{Flawing, RegistrationDeviation};
use crate::stop::{Step, Stop};
use crate::world::World;

#[given(expr = "the office has registered a document")]
async fn has_registered(world: &mut World) -> Step {
    let office = world.first_office().await?;
    world.das.document = Some(office.registered_document(&world.environment).await?);
    Ok(())
}

#[given(expr = "the office has registered a document under a PCT number of its own")]
async fn has_registered_an_international_document(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let identity = Identity::international(&world.environment, office.code());
    let file = office.accepted_file(&world.environment).await?;
    world.das.document = Some(office.deposit(&world.environment, identity, file).await?);
    Ok(())
}

#[when(expr = "the office registers the document")]
async fn registers(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let identity = Identity::fresh(&world.environment, &office);
    register(world, &office, identity, |_| ()).await
}

#[when(expr = "the office registers the document with its parent application")]
async fn registers_with_parent(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let identity = Identity::fresh(&world.environment, &office);
    let parent = world.environment.document_number(office.code());
    let date = identity.date;
    register(world, &office, identity, |body| {
        name_parent(body, &parent, date);
    })
    .await
}

#[when(expr = "the office registers the foreign document with its parent application")]
async fn registers_foreign_document(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let foreign = world.environment.client(Who::AnotherClient)?.office;
    let identity = Identity::numbered(
        &world.environment,
        world.environment.document_number(&foreign),
    );
    let parent = world.environment.document_number(office.code());
    let date = identity.date;
    register(world, &office, identity, |body| {
        name_parent(body, &parent, date);
    })
    .await
}

#[when(expr = "the office registers the document under a PCT number of its own")]
async fn registers_international_document(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let identity = Identity::international(&world.environment, office.code());
    register(world, &office, identity, |_| ()).await
}

#[when(expr = "the office registers the document with a member that nobody knows")]
async fn registers_with_unknown_member(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let identity = Identity::fresh(&world.environment, &office);
    register(world, &office, identity, |body| {
        drop(body.insert("paperColour".to_owned(), json!("white")));
    })
    .await
}

async fn register(
    world: &mut World,
    office: &Office,
    identity: Identity,
    change: impl FnOnce(&mut Map<String, Value>),
) -> Step {
    let file = world.das.file()?;
    let mut body = registration_body(&identity, Some(&file.file_id));
    change(&mut body);
    let answer = office.register(&world.environment, &body).await?;
    world.das.document = Some(Document {
        identity,
        file,
        answer: answer.clone(),
    });
    world.das.answer = Some(answer);
    Ok(())
}

#[when(expr = "the office registers a document with {}")]
async fn registers_with(world: &mut World, deviation: RegistrationDeviation) -> Step {
    let office = world.first_office().await?;
    let other = if deviation.needs_another_office() {
        Some(world.second_office().await?)
    } else {
        None
    };
    let environment = &world.environment;
    let flawing = Flawing {
        environment,
        office: &office,
        other: other.as_ref(),
    };
    let answer = attempt(
        async || Ok(office.registered_document(environment).await?.answer),
        async || flawing.send(deviation).await,
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

#[then(expr = "DAS acknowledges the registration")]
fn acknowledges(world: &mut World) -> Step {
    let expected = "DAS registers the document and answers with a requestAckId";
    let answer = world.das.demand_served(expected)?;
    if answer.text("requestAckId").is_some() {
        return Ok(());
    }
    Err(Stop::violated(answer.finding(
        expected,
        format!("{answer} without requestAckId"),
    )))
}
