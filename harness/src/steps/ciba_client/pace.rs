//! How long the client waits between two polls (CIBA, 7.3, 10.1 and 11).

use cucumber::then;

use crate::stop::{Step, Stop};
use crate::world::World;

#[then(expr = "the client waits for {int} seconds or more between two polls")]
fn waits(world: &mut World, seconds: i64) -> Step {
    let gaps = gaps(world)?;
    match gaps.iter().find(|gap| **gap < seconds) {
        None => Ok(()),
        Some(gap) => {
            let expected = format!("{seconds} s or more between two polls");
            world.blame_ciba_client(&expected, format!("polled again after {gap} s"))
        }
    }
}

/// CIBA, 11: by five seconds each time, from an interval of five seconds.
#[then("the client waits longer each time")]
fn waits_longer(world: &mut World) -> Step {
    let gaps = gaps(world)?;
    let too_short = gaps.iter().zip(2..).find(|(gap, nth)| **gap < 5 * nth);
    match too_short {
        None => Ok(()),
        Some((gap, nth)) => {
            let expected = format!("{} s or more before the next poll", 5 * nth);
            world.blame_ciba_client(&expected, format!("polled again after {gap} s"))
        }
    }
}

#[then("no poll begins before the answer to the one before")]
fn does_not_overlap(world: &mut World) -> Step {
    let run = world.last_run()?;
    if run.polls.is_empty() {
        let why = format!("the client did not poll: {}", run.told());
        return Err(Stop::inconclusive(why));
    }
    if run.overlaps {
        return world.blame_ciba_client("one poll at a time", "2 polls at once");
    }
    Ok(())
}

fn gaps(world: &World) -> Result<Vec<i64>, Stop> {
    let run = world.last_run()?;
    let gaps = run.gaps();
    if gaps.is_empty() {
        let why = format!("the client did not poll twice: {}", run.told());
        return Err(Stop::inconclusive(why));
    }
    Ok(gaps)
}
