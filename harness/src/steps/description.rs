//! The description of the exchange API. Whether answers keep to it is judged by invariants, by our description or the operator's; the
//! steps only make sure that there was something to judge.

use cucumber::then;

use crate::invariants::description::{BODY, OFFICE, PCT, ROWS, STATUS};
use crate::invariants::{self, Judgement};
use crate::stop::{Step, Stop};
use crate::world::World;

#[then(expr = "the statuses of DAS have been held against its description")]
fn statuses(world: &mut World) -> Step {
    held(world, STATUS)
}

#[then(expr = "the bodies of DAS have been held against its description")]
fn bodies(world: &mut World) -> Step {
    held(world, BODY)
}

#[then(expr = "the answers of the office have been held against the description")]
fn answers_of_the_office(world: &mut World) -> Step {
    held(world, OFFICE)
}

#[then(expr = "the answers of the PCT service have been held against the description")]
fn answers_of_the_pct_service(world: &mut World) -> Step {
    held(world, PCT)
}

fn held(world: &World, requirement: &str) -> Step {
    let scene = world.environment.scene();
    let exchanges = world.environment.exchanges();
    let mut rows = ROWS.iter().filter(|row| row.requirement == requirement);
    let is_judged =
        rows.any(|row| invariants::judge(row, &exchanges, &scene) != Judgement::NotConcerned);
    if is_judged || !exchanges.iter().any(|exchange| exchange.judged) {
        return Ok(());
    }
    Err(Stop::inconclusive(
        "there was no answer that the description knows",
    ))
}
