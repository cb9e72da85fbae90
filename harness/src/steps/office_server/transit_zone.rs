//! Big documents, which the office uploads to the transit zone of DAS. DAS is the real one, and an office of second filing asks for them.

use cucumber::{given, then, when};

use crate::actor::Party;
use crate::actor::documents::sha256;
use crate::actor::environment::clients::Who;
use crate::actor::office::Office;
use crate::actor::office::identity::Identity;
use crate::actor::office::registration::registration_body;
use crate::actor::wipo::sent;
use crate::exchange::model::{Exchange, PassedDocument};
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

#[given(expr = "the office sends its documents through the transit zone")]
async fn uploads(world: &mut World) -> Step {
    let set_up = world.office_server.set_up;
    world.environment.upload_from_office(set_up).await
}

#[given(expr = "the office has registered the document without a file")]
async fn has_registered(world: &mut World) -> Step {
    let office = world.office(holder(world)).await?;
    let identity = identity(world)?;
    let body = registration_body(&identity, None);
    let answer = office.register(&world.environment, &body).await?;
    answer.served("the registration without a file")?;
    world.das.stated = Some(identity);
    Ok(())
}

/// The client that speaks for the office.
fn holder(world: &World) -> Who {
    match world.office_server.set_up {
        crate::actor::environment::facts::SetUp::Wipo => Who::Client,
        crate::actor::environment::facts::SetUp::Own => Who::AnotherClient,
    }
}

fn identity(world: &World) -> Result<Identity, Stop> {
    let document = world.office_server.document()?;
    Ok(Identity {
        kind: document.kind,
        number: document.number,
        date: document.date,
        access_code: super::report::ACCESS_CODE.to_owned(),
    })
}

#[when(expr = "another office retrieves the document through DAS")]
async fn retrieves(world: &mut World) -> Step {
    let office: Office = world.office(Who::Stranger).await?;
    let identity = world.das.stated.clone();
    let identity = identity.ok_or_else(|| Stop::harness("nothing is registered"))?;
    // What the office did on the way shows also where the document never arrives.
    let retrieved = office.retrieve_content(&world.environment, &identity).await;
    world.office_server.answer = retrieved.ok().map(|(_, delivered)| delivered);
    Ok(())
}

#[then(expr = "the office has uploaded the document and reported the file")]
fn has_uploaded(world: &mut World) -> Step {
    let traffic = traffic(world);
    let upload = upload_in(&traffic);
    let expected = "an upload to the transit zone, and a notification with its fileId";
    let Some(upload) = upload else {
        return Err(Stop::violated(Finding::new(expected, "no upload")));
    };
    let kept = sha256(&world.office_server.document()?.content);
    let passed = PassedDocument::read(&upload.request.body);
    if passed.is_none_or(|passed| passed.sha256 != kept) {
        return Err(Stop::violated(
            Finding::new(expected, "other content").at(upload.number),
        ));
    }
    let report = report_in(&traffic);
    let named = report.is_some_and(|report| sent(report)["fileId"].is_string());
    if named {
        return Ok(());
    }
    let received = if report.is_some() {
        "a notification without fileId"
    } else {
        "no notification"
    };
    Err(Stop::violated(Finding::new(expected, received)))
}

#[then(expr = "the office has uploaded the document before it reported the file")]
fn has_uploaded_first(world: &mut World) -> Step {
    let traffic = traffic(world);
    let place = |found: Option<&Exchange>| found.map(|each| each.number);
    match (place(upload_in(&traffic)), place(report_in(&traffic))) {
        (Some(upload), Some(report)) if upload > report => Err(Stop::violated(
            Finding::new(
                "the upload first, then the notification",
                "a notification before the upload",
            )
            .at(report),
        )),
        (_, None) => Err(Stop::inconclusive("the office has not reported the file")),
        (None, Some(report)) => Err(Stop::violated(
            Finding::new(
                "the upload first, then the notification",
                "a notification before the upload",
            )
            .at(report),
        )),
        _ => Ok(()),
    }
}

#[then(expr = "the office has shown no access token to the storage")]
fn has_shown_no_token(world: &mut World) -> Step {
    let traffic = traffic(world);
    let upload = upload_in(&traffic);
    let upload = upload.ok_or_else(|| Stop::inconclusive("the office has uploaded nothing"))?;
    if upload.request.header("Authorization").is_none() {
        return Ok(());
    }
    Err(Stop::violated(
        Finding::new(
            "an upload without an Authorization header",
            "an Authorization header at the upload URL",
        )
        .at(upload.number),
    ))
}

#[then(expr = "the document arrives as the office keeps it")]
fn arrives(world: &mut World) -> Step {
    let missing = |_| Stop::inconclusive("DAS never settled the retrieval");
    world.office_server.answer().map_err(missing)?;
    let answer = world.office_server.demand_served("the document")?;
    let kept = sha256(&world.office_server.document()?.content);
    if sha256(answer.octets()) == kept {
        return Ok(());
    }
    Err(Stop::inconclusive("DAS delivered other content"))
}

/// What the office has sent to DAS, in its order.
fn traffic(world: &World) -> Vec<Exchange> {
    let mut received = world.environment.received(Party::Das);
    received.retain(|each| each.from == Party::OfficeServer.name());
    received
}

fn upload_in(traffic: &[Exchange]) -> Option<&Exchange> {
    traffic.iter().find(|each| each.request.method == "PUT")
}

fn report_in(traffic: &[Exchange]) -> Option<&Exchange> {
    traffic.iter().find(|each| {
        each.request.method == "POST" && each.request.url.contains("/requests/notifications")
    })
}
