//! Documents of the International Bureau as receiving office: they pass through DAS and never stay.

use cucumber::{given, then, when};

use crate::actor::environment::clients::Who;
use crate::actor::environment::facts::Availability;
use crate::actor::office::Office;
use crate::actor::office::attempt::attempt;
use crate::actor::ro_ib::{self, Launderers, Laundering, asked, whereabouts};
use crate::named::named;
use crate::requirement::wire::RoIbErasedAfter;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

named! {
    /// Why the PCT service does not hand out a document that is registered.
    pub enum Hindrance {
        /// -113.
        NotAvailable = "not available",
        /// -114.
        NotCleared = "not cleared",
    }
}

async fn bureau(world: &mut World) -> Result<Office, Stop> {
    world.office(Who::Bureau).await
}

#[given(expr = "the International Bureau has registered a document that the PCT service keeps")]
async fn has_registered(world: &mut World) -> Step {
    has_registered_one(world, Availability::Available).await
}

#[given(expr = "the International Bureau has registered a document that is {} at the PCT service")]
async fn has_registered_a_hindered_one(world: &mut World, hindrance: Hindrance) -> Step {
    let availability = match hindrance {
        Hindrance::NotAvailable => Availability::NotAvailable,
        Hindrance::NotCleared => Availability::NotCleared,
    };
    has_registered_one(world, availability).await
}

async fn has_registered_one(world: &mut World, availability: Availability) -> Step {
    register(world, availability).await?;
    let answer = world.das.document()?.answer;
    answer
        .served("the registration by the International Bureau")
        .map(drop)
}

async fn register(world: &mut World, availability: Availability) -> Step {
    let bureau = bureau(world).await?;
    let kept = world.environment.kept_at_pct(availability).await?;
    let document = ro_ib::registered(&world.environment, &bureau, &kept).await?;
    world.pct.document = Some(kept);
    world.das.answer = Some(document.answer.clone());
    world.das.document = Some(document);
    Ok(())
}

#[when(expr = "the International Bureau registers a document that the PCT service keeps")]
async fn registers(world: &mut World) -> Step {
    register(world, Availability::Available).await
}

#[given(expr = "the International Bureau has withdrawn the document")]
async fn has_withdrawn(world: &mut World) -> Step {
    let bureau = bureau(world).await?;
    let identity = world.das.document()?.identity;
    let answer = bureau.withdraw(&identity).await?;
    answer.served("the withdrawal").map(drop)
}

#[given(expr = "the office of second filing holds a download URL of the document")]
async fn holds_a_url(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let retrieval = world.das.retrieval()?;
    world.das.download_url = Some(second.hold_download_url(&retrieval).await?);
    Ok(())
}

/// What ends the copy: the complete download or the deletion, as the profile reads the specification.
#[given(expr = "the office of second filing is done with the document")]
async fn is_done(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let retrieval = world.das.retrieval()?;
    let url = second.hold_download_url(&retrieval).await?;
    second.fetch(&url).await?.served("the download")?;
    world.das.download_url = Some(url);
    if world.environment.wire().das.ro_ib_erased_after == RoIbErasedAfter::Deletion {
        let deletion = second.delete_file(&retrieval.ack).await?;
        deletion.served("the deletion")?;
    }
    Ok(())
}

#[given(expr = "another office has retrieved the document of the PCT service as well")]
async fn another_has_retrieved(world: &mut World) -> Step {
    let other = world.office_other_than(Who::AnotherClient).await?;
    let identity = world.das.document()?.identity;
    let retrieval = other.retrieved(&world.environment, &identity).await?;
    world.das.other_retrieval = Some(retrieval);
    Ok(())
}

#[when(expr = "another office downloads its own copy")]
async fn another_downloads(world: &mut World) -> Step {
    let other = world.office_other_than(Who::AnotherClient).await?;
    let retrieval = world.das.other_retrieval()?;
    world.das.answer = Some(other.download(&retrieval).await?);
    Ok(())
}

#[when(expr = "the office of second filing uses its earlier download URL")]
async fn uses_earlier_url(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let url = world.das.download_url()?;
    world.das.answer = Some(second.fetch(&url).await?);
    Ok(())
}

#[when(expr = "somebody passes content off as a document of the International Bureau {}")]
async fn passes_off(world: &mut World, laundering: Laundering) -> Step {
    let (bureau, office) = (bureau(world).await?, world.first_office().await?);
    let registered = world.das.document()?.identity;
    let environment = &world.environment;
    let launderers = Launderers {
        environment,
        bureau: &bureau,
        office: &office,
    };
    office.registered_document(environment).await?;
    let (answer, content) = launderers.pass_off(&registered, laundering).await?;
    office.registered_document(environment).await?;
    world.pct.passed_off = content;
    world.das.answer = Some(answer);
    Ok(())
}

#[when(
    expr = "the International Bureau registers a document with a file and uploads the file afterwards"
)]
async fn registers_before_upload(world: &mut World) -> Step {
    let (bureau, office) = (bureau(world).await?, world.first_office().await?);
    let launderers = Launderers {
        environment: &world.environment,
        bureau: &bureau,
        office: &office,
    };
    let (answer, content) = launderers.register_before_upload().await?;
    world.pct.passed_off = content;
    world.das.answer = Some(answer);
    Ok(())
}

#[when(
    expr = "an office reports an uploaded file as the document that the PCT service was asked for"
)]
async fn passes_through_the_transit_zone(world: &mut World) -> Step {
    let (bureau, office) = (bureau(world).await?, world.first_office().await?);
    let retrieval = world.das.retrieval()?;
    let launderers = Launderers {
        environment: &world.environment,
        bureau: &bureau,
        office: &office,
    };
    let passed = launderers.pass_through_the_transit_zone(&retrieval.ack, &retrieval.identity);
    let (answer, content) = passed.await?;
    world.pct.passed_off = content;
    world.das.answer = Some(answer);
    Ok(())
}

#[when(
    expr = "an office with a digital library registers a document of the International Bureau as its own"
)]
async fn registers_as_its_own(world: &mut World) -> Step {
    // An office that keeps documents itself may register without content.
    let set_up = world.environment.set_up_of_office();
    world.environment.office_server(set_up).await?;
    let (bureau, office) = (bureau(world).await?, world.first_office().await?);
    let environment = &world.environment;
    let launderers = Launderers {
        environment,
        bureau: &bureau,
        office: &office,
    };
    let answer = attempt(
        async || Ok(office.registered_document(environment).await?.answer),
        async || launderers.register_as_kept_by_the_office().await,
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

#[then(expr = "none of that content is stored")]
async fn nothing_is_stored(world: &mut World) -> Step {
    let found = whereabouts(&world.environment, &world.pct.passed_off).await?;
    demand(world, found.is_empty(), "content that is nowhere", &found)
}

#[then(expr = "the document is in transit and nowhere else")]
async fn is_in_transit_only(world: &mut World) -> Step {
    let content = world.pct.document()?.content;
    let found = whereabouts(&world.environment, &content).await?;
    demand(
        world,
        found == ["transit"],
        "a document that is in transit",
        &found,
    )
}

#[then(expr = "the document is nowhere at DAS")]
async fn is_nowhere(world: &mut World) -> Step {
    let content = world.pct.document()?.content;
    let found = whereabouts(&world.environment, &content).await?;
    demand(
        world,
        found.is_empty(),
        "a document that is nowhere",
        &found,
    )
}

fn demand(world: &World, holds: bool, expected: &str, found: &[&str]) -> Step {
    if holds {
        return Ok(());
    }
    let found = if found.is_empty() {
        "nowhere".to_owned()
    } else {
        format!("in: {}", found.join(", "))
    };
    let finding = Finding::new(expected, found);
    Err(Stop::violated(match &world.das.answer {
        Some(answer) => finding.at(answer.exchange.number),
        None => finding,
    }))
}

#[then(expr = "the PCT service was asked once")]
fn was_asked_once(world: &mut World) -> Step {
    was_asked(world, 1)
}

#[then(expr = "the PCT service was asked twice")]
fn was_asked_twice(world: &mut World) -> Step {
    was_asked(world, 2)
}

fn was_asked(world: &World, times: usize) -> Step {
    let asked = asked(&world.environment);
    if asked.len() == times {
        return Ok(());
    }
    let count = |times: usize| match times {
        1 => "asked 1 time".to_owned(),
        times => format!("asked {times} times"),
    };
    let finding = Finding::new(count(times), count(asked.len()));
    Err(Stop::violated(match asked.last() {
        Some(last) => finding.at(last.number),
        None => finding,
    }))
}
