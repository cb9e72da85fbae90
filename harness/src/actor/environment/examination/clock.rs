//! Whether the clock of a host agrees with ours: assertions and tokens are dated, and refused where it does not.

use jiff::SignedDuration;
use mock_kit::Clock;

use super::answer::call;
use super::metadata;
use crate::error::ConfigurationError;
use crate::target::{Check, Target};

/// How far two clocks may be apart. What is dated further ahead is refused by profiles of FAPI.
const TOLERATED: SignedDuration = SignedDuration::from_secs(60);
/// What the whole seconds of a date and the way of the answer may add up to.
const BLUR: SignedDuration = SignedDuration::from_secs(5);

/// Compares the clock of a host with that of the run, where the host has told its time. `standing` is by how much the run's is ahead of the
/// machine's.
pub(super) fn check(
    target: &Target,
    key: &[&str],
    ahead: Option<SignedDuration>,
    standing: SignedDuration,
) -> Option<Check> {
    let apart = ahead?.saturating_sub(standing);
    let known = judge(apart).map_err(|difference| too_far(target, key, &difference));
    Some(Check::new(key, "compare its clock with ours", known))
}

/// By how much the run's clock is ahead of the machine's: as much as that of whoever issues tokens, where it can be moved and may have been.
pub(super) async fn standing(
    target: &Target,
    http: &reqwest::Client,
    checks: &mut Vec<Check>,
) -> SignedDuration {
    let Some(url) = metadata::issuing(target).filter(|_| target.clock.is_some()) else {
        return SignedDuration::ZERO;
    };
    let answer = call(target, http, &url, &["clock"]).await;
    let ahead = answer.ok().and_then(|answer| answer.ahead);
    let Some(ahead) = ahead.filter(|ahead| ahead.abs() > BLUR) else {
        return SignedDuration::ZERO;
    };
    let found = format!("{}, which goes by it", difference(ahead));
    checks.push(Check::new(&["clock"], "see where it stands", Ok(found)));
    ahead
}

/// The clock of a run that stands there.
pub(super) fn standing_at(standing: SignedDuration) -> Clock {
    let clock = Clock::system();
    if !standing.is_zero() {
        clock.advance(standing);
    }
    clock
}

/// How the other clock stands to ours; an error where that is too far away.
fn judge(ahead: SignedDuration) -> Result<String, String> {
    let difference = difference(ahead);
    if ahead.abs() > TOLERATED {
        return Err(difference);
    }
    if ahead.abs() <= BLUR {
        return Ok("agrees with ours".to_owned());
    }
    Ok(difference)
}

fn difference(ahead: SignedDuration) -> String {
    let side = if ahead.is_negative() {
        "behind"
    } else {
        "ahead of"
    };
    format!("{} s {side} ours", ahead.abs().as_secs())
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
