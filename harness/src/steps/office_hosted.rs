//! Documents that an office keeps in its own digital library: registered, reported on, delivered.

use cucumber::{given, then, when};

use crate::actor::Party;
use crate::actor::environment::clients::Who;
use crate::actor::environment::facts::Availability;
use crate::actor::office::answer::Answer;
use crate::actor::office::attempt::{attempt, attempt_first};
use crate::actor::office::hosted::{
    CitedId, Obstacle, Said, fetches, forwarded, identity_of, named_at_das,
};
use crate::actor::office::identity::Identity;
use crate::actor::office::registration::registration_body;
use crate::actor::office::{Office, WELL_BEYOND};
use crate::named::named;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

named! {
    /// How the digital library of an office puts DAS to the test.
    pub enum Conduct {
        /// A changed octet.
        Corrupt = "serves corrupt content",
        /// Half of the content as if it were all.
        Truncated = "serves half of the content",
        /// A connection that ends too soon.
        BreaksOff = "breaks off every download",
        /// A checksum that is not that of the content.
        OtherChecksum = "announces another checksum",
        /// An address at another host.
        OtherHost = "names an address at another host",
        /// Server errors only.
        OutOfOrder = "is out of order",
        /// A notification that overtakes the answer that it refers to.
        Overtakes = "reports before it has answered",
        /// An error in the place of an acknowledgement.
        Refuses = "refuses every request",
        /// Files of the transit zone.
        TransitZone = "passes its documents through the transit zone",
    }
}

impl Conduct {
    fn faults(self) -> &'static [&'static str] {
        match self {
            Self::Corrupt => &["serves-corrupt-content"],
            Self::Truncated => &["office-truncates-the-content"],
            Self::BreaksOff => &["breaks-off-downloads"],
            Self::OtherChecksum => &["office-states-a-wrong-checksum"],
            Self::OtherHost => &["office-hands-out-urls-under-another-name"],
            Self::OutOfOrder => &["office-is-out-of-order"],
            Self::Overtakes => &["notifies-before-its-own-answer", "cites-its-own-id"],
            Self::Refuses => &["answers-with-an-error"],
            Self::TransitZone => &[],
        }
    }
}

#[given(expr = "the office keeps a document in its own digital library")]
async fn keeps(world: &mut World) -> Step {
    let environment = &world.environment;
    let set_up = environment.set_up_of_office();
    environment.office_server(set_up).await?;
    let kept = environment.kept_at_office(set_up, Availability::Available);
    world.office_hosted.kept = Some(kept.await?);
    Ok(())
}

#[given(expr = "the office has registered a document that it keeps itself")]
async fn has_registered(world: &mut World) -> Step {
    registers(world).await?;
    let answer = world.das.answer()?;
    answer.served("the registration without content").map(drop)
}

#[when(expr = "the office registers a document that it keeps itself")]
async fn registers(world: &mut World) -> Step {
    keeps(world).await?;
    let office = world.first_office().await?;
    let kept = world.office_hosted.kept()?;
    let identity = identity_of(&world.environment, &kept);
    let answer = office
        .register_without_content(&world.environment, &identity)
        .await?;
    let document = named_at_das(&world.environment, &kept, answer.clone(), identity);
    world.das.document = Some(document.await?);
    world.das.answer = Some(answer);
    Ok(())
}

#[when(expr = "an office without a digital library registers a document without content")]
async fn registers_without_library(world: &mut World) -> Step {
    let office = world.office_other_than(Who::Client).await?;
    let environment = &world.environment;
    let answer = attempt(
        async || Ok(office.registered_document(environment).await?.answer),
        async || {
            let identity = Identity::fresh(environment, &office);
            office
                .register_without_content(environment, &identity)
                .await
        },
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

/// The control is a replacement that is legal: of a document that DAS keeps.
#[when(expr = "the office replaces the content that it keeps itself")]
async fn replaces(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let identity = world.das.document()?.identity;
    let environment = &world.environment;
    let answer = attempt(
        async || {
            let hosted = office.registered_document(environment).await?;
            replace(world, &office, &hosted.identity).await
        },
        async || replace(world, &office, &identity).await,
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

async fn replace(world: &World, office: &Office, identity: &Identity) -> Result<Answer, Stop> {
    let file = office.accepted_file(&world.environment).await?;
    let body = registration_body(identity, Some(&file.file_id));
    office.correct(&world.environment, &body).await
}

#[given(expr = "the digital library of the office {}")]
async fn conducts_itself(world: &mut World, conduct: Conduct) -> Step {
    world.office_hosted.fetches = fetches(&world.environment).len();
    for fault in conduct.faults() {
        let told = world.environment.stimulate(Party::OfficeServer, fault);
        told.await?;
    }
    if conduct == Conduct::TransitZone {
        let set_up = world.environment.set_up_of_office();
        world.environment.upload_from_office(set_up).await?;
    }
    Ok(())
}

/// The office has the request, and leaves it to us to report on it.
#[given(expr = "the office has been asked for a document that it keeps itself")]
pub async fn has_been_asked(world: &mut World) -> Step {
    has_registered(world).await?;
    for fault in ["never-answers", "office-hands-urls-too-early"] {
        let told = world.environment.stimulate(Party::OfficeServer, fault);
        told.await?;
    }
    is_asked(world).await
}

/// The office of second filing requests the document, and the request arrives at the office of first filing.
pub async fn is_asked(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let retrieval = second.requested(&world.das.document()?.identity).await?;
    let found = forwarded(&world.environment, &retrieval.ack).await?;
    let found = found.ok_or_else(|| Stop::inconclusive("DAS did not forward the retrieval"))?;
    world.das.retrieval = Some(retrieval);
    world.office_hosted.forwarded = Some(found);
    Ok(())
}

#[when(expr = "the office reports that the document is ready")]
async fn reports_ready(world: &mut World) -> Step {
    report(world, CitedId::Das, Said::Ready).await
}

#[when(expr = "the office reports that the document is ready, citing {}")]
async fn reports_ready_citing(world: &mut World, id: CitedId) -> Step {
    report(world, id, Said::Ready).await
}

#[given(expr = "the office has reported that the document is ready")]
async fn has_reported(world: &mut World) -> Step {
    reports_ready(world).await?;
    world.das.answer()?.served("the report").map(drop)
}

#[given(expr = "the office of second filing has received the document")]
async fn has_received(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let ack = world.das.retrieval()?.ack;
    let state = second.settled_retrieval(&world.environment, &ack).await?;
    if state.has_succeeded() {
        return Ok(());
    }
    let why = format!("the retrieval ended as {}", state.word);
    Err(Stop::inconclusive(why))
}

#[when(expr = "the office reports the document as {}")]
async fn reports_obstacle(world: &mut World, obstacle: Obstacle) -> Step {
    report(world, CitedId::Das, Said::Failed(obstacle)).await
}

/// Reports on the forwarded retrieval.
pub async fn report(world: &mut World, id: CitedId, said: Said) -> Step {
    let office = world.first_office().await?;
    let cited = world.office_hosted.forwarded()?.cited(id)?;
    let identity = world.das.document()?.identity;
    world.das.answer = Some(office.report(&cited, &identity, &said).await?);
    Ok(())
}

#[when(expr = "the office reports on a request that does not exist")]
async fn reports_on_nothing(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let known = world.office_hosted.forwarded()?.das_ack;
    let identity = world.das.document()?.identity;
    let absent = crate::randomness::identifier();
    let answer = attempt(
        async || office.report(&known, &identity, &Said::Ready).await,
        async || office.report(&absent, &identity, &Said::Ready).await,
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

#[when(expr = "an office that was not asked reports that the document is ready")]
async fn stranger_reports(world: &mut World) -> Step {
    let office = world.first_office().await?;
    let stranger = world.office_other_than(Who::Client).await?;
    let cited = world.office_hosted.forwarded()?.das_ack;
    let identity = world.das.document()?.identity;
    let answer = attempt_first(
        async || stranger.report(&cited, &identity, &Said::Ready).await,
        async || office.report(&cited, &identity, &Said::Ready).await,
    );
    world.das.answer = Some(answer.await?);
    Ok(())
}

#[then(expr = "DAS takes the report")]
fn takes_the_report(world: &mut World) -> Step {
    let expected = "DAS takes the report of the office that it asked";
    world.das.demand_served(expected).map(drop)
}

#[then(expr = "the office of second filing gets the document")]
async fn gets_the_document(world: &mut World) -> Step {
    let second = world.second_office().await?;
    let retrieval = world.das.retrieval()?;
    let state = second.settled_retrieval(&world.environment, &retrieval.ack);
    let state = state.await?;
    let expected = "the content that the office keeps, octet by octet";
    if state.has_failed() {
        let received = format!("the retrieval ended in error: {}", state.item);
        return Err(Stop::violated(state.poll.finding(expected, received)));
    }
    let answer = second.download(&retrieval).await?;
    if answer.is_served() && answer.octets() == world.das.document()?.content() {
        return Ok(());
    }
    let received = format!("{answer} with {} octets", answer.octets().len());
    Err(Stop::violated(answer.finding(expected, received)))
}

#[then(regex = r"^the retrieval fails with the detail code (-\d+)$")]
async fn fails_with(world: &mut World, code: i64) -> Step {
    let expected = format!("the retrieval fails with the code {code}, which the office gave");
    let second = world.second_office().await?;
    let ack = world.das.retrieval()?.ack;
    let state = second.settled_retrieval(&world.environment, &ack).await?;
    let poll = state.poll.clone();
    if state.has_failed() {
        let late = Answer::late(poll.exchange, &state.item);
        return super::answer::demand_code(&late, code, &expected);
    }
    Err(Stop::violated(poll.finding(&expected, state.word)))
}

#[given(expr = "the time for a report has passed")]
async fn time_has_passed(world: &mut World) -> Step {
    let deadline = world.environment.wire().das.forwarding_deadline;
    world.environment.advance(deadline + WELL_BEYOND).await
}

#[then(expr = "nothing of the document is stored but in the transit zone")]
async fn is_stored_in_transit_only(world: &mut World) -> Step {
    let held = world.environment.inspect(Party::Das).await?;
    let checksum = world.das.document()?.file.made.checksum;
    for place in ["library", "archive", "upload"] {
        let objects = held["storage"][place]
            .as_array()
            .cloned()
            .unwrap_or_default();
        if objects
            .iter()
            .any(|object| object["checksum"] == checksum.as_str())
        {
            return Err(Stop::violated(Finding::new(
                "no copy of the document outside the transit zone",
                format!("a copy in the {place}"),
            )));
        }
    }
    Ok(())
}
