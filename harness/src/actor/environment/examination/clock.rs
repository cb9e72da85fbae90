//! Whether the clock of a host agrees with ours: assertions and tokens are dated, and refused where it does not.

use jiff::SignedDuration;
use mock_kit::Clock;
use url::Url;

use super::answer::call;
use crate::error::ConfigurationError;
use crate::target::{Check, Target};

/// How far two clocks may be apart. What is dated further ahead is refused by profiles of FAPI.
const TOLERATED: SignedDuration = SignedDuration::from_secs(60);
/// What the whole seconds of a date and the way of the answer may add up to.
const BLUR: SignedDuration = SignedDuration::from_secs(5);

/// Compares them, where the host has told its time. A clock that can be moved may stand anywhere: ours is set by it.
pub(super) fn check(target: &Target, key: &[&str], ahead: Option<SignedDuration>) -> Option<Check> {
    let known = match judge(ahead?) {
        Err(difference) if target.clock.is_some() => {
            Ok(format!("{difference}, as it may be: it can be moved"))
        }
        judged => judged.map_err(|difference| too_far(target, key, &difference)),
    };
    Some(Check::new(key, "compare its clock with ours", known))
}

/// The clock of a run: that of the machine, or of the host at this address where the target's clock can be moved.
pub(super) async fn of(target: &Target, http: &reqwest::Client, url: &Url) -> Clock {
    let clock = Clock::system();
    if target.clock.is_none() {
        return clock;
    }
    let answer = call(target, http, url, &["clock"]).await;
    let ahead = answer.ok().and_then(|answer| answer.ahead);
    if let Some(ahead) = ahead.filter(|ahead| ahead.abs() > BLUR) {
        clock.advance(ahead);
    }
    clock
}

/// How the other clock stands to ours; an error where that is too far away.
fn judge(ahead: SignedDuration) -> Result<String, String> {
    let side = if ahead.is_negative() {
        "behind"
    } else {
        "ahead of"
    };
    let difference = format!("{} s {side} ours", ahead.abs().as_secs());
    if ahead.abs() > TOLERATED {
        return Err(difference);
    }
    if ahead.abs() <= BLUR {
        return Ok("agrees with ours".to_owned());
    }
    Ok(difference)
}

fn too_far(target: &Target, key: &[&str], difference: &str) -> ConfigurationError {
    let limit = TOLERATED.as_secs();
    target
        .blame(key, format!("the clock of this host is {difference}"))
        .fix(format!(
            "set both clocks by the same time server: they may be {limit} s apart"
        ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_is_tolerated_and_no_more() {
        let judged = |seconds| judge(SignedDuration::from_secs(seconds));
        assert_eq!(judged(-4), Ok("agrees with ours".to_owned()));
        assert_eq!(judged(60), Ok("60 s ahead of ours".to_owned()));
        assert_eq!(judged(-61), Err("61 s behind ours".to_owned()));
    }
}
