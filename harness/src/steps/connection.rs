//! With whom WIPO talks, by the certificates that they show.

use cucumber::{given, then, when};
use jiff::SignedDuration;

use crate::actor::Party;
use crate::actor::environment::office_client::WrongCertificate;
use crate::named::named;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// How often DAS is given the time to try again, a minute each.
const MINUTES: u32 = 20;

named! {
    /// Whom WIPO calls.
    pub enum Called {
        /// The office of first filing.
        Office = "the office that keeps the document",
        /// The PCT service.
        Pct = "the PCT service",
    }
}

impl Called {
    fn party(self) -> Party {
        match self {
            Self::Office => Party::OfficeServer,
            Self::Pct => Party::Pct,
        }
    }
}

#[given(expr = "{} now shows a certificate {}")]
async fn shows(world: &mut World, called: Called, wrong: WrongCertificate) -> Step {
    world.das.impostor = Some(called.party());
    world.das.calls_before = calls(world, called.party());
    let environment = &world.environment;
    environment
        .show_certificate(called.party(), Some(wrong))
        .await
}

/// What comes in while the certificate is wrong is kept apart from what comes in later.
#[when(
    expr = "the office of second filing requests the document, and later the certificate is the right one"
)]
async fn requests(world: &mut World) -> Step {
    let impostor = world.das.impostor;
    let impostor = impostor.ok_or_else(|| Stop::harness("nobody shows a wrong certificate"))?;
    let second = world.second_office().await?;
    let identity = world.das.document()?.identity;
    world.das.retrieval = Some(second.requested(&identity).await?);
    world.environment.patience(0).await?;
    world.das.calls_under_wrong_certificate = calls(world, impostor) - world.das.calls_before;
    let before = calls(world, impostor);
    world.environment.show_certificate(impostor, None).await?;
    for _ in 0..MINUTES {
        if calls(world, impostor) > before {
            break;
        }
        world
            .environment
            .advance(SignedDuration::from_mins(1))
            .await?;
    }
    world.das.calls_under_right_certificate = calls(world, impostor) - before;
    Ok(())
}

#[then(expr = "DAS has sent something to {} only under the right certificate")]
fn only_under_the_right_one(world: &mut World, called: Called) -> Step {
    if world.das.calls_under_wrong_certificate > 0 {
        let expected = "nothing sent over a connection whose certificate is wrong";
        let received = format!("a request to {}", called.name());
        return Err(Stop::violated(Finding::new(expected, received)));
    }
    if world.das.calls_under_right_certificate == 0 {
        let why = "DAS did not call under the right certificate either";
        return Err(Stop::inconclusive(why));
    }
    Ok(())
}

fn calls(world: &World, party: Party) -> usize {
    world.environment.received(party).len()
}
