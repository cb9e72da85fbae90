//! Whether the times in an assertion were reckoned from UTC.

/// The farthest expiry that raises no question, in seconds.
const USUAL_LIFETIME: i64 = 60;
/// How far clocks may differ, and how long an assertion may be on its way, in seconds.
const LEEWAY: i64 = 60;
/// The steps in which time zones differ, in seconds.
const STEP: i64 = 1800;
/// The widest difference of a time zone from UTC, in such steps: 14 hours.
const STEPS: i64 = 28;

/// What the times in an assertion tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reckoning {
    /// Nothing speaks against UTC.
    Utc,
    /// A time lies this many minutes beside UTC, for which a time zone is the only reason.
    Beside(i64),
    /// The expiry lies this many minutes beside the usual one, which a long lifetime explains as well.
    Unclear(i64),
}

impl Reckoning {
    /// Judges by how far ahead of the arrival the times `iat` and `exp` lie, in seconds.
    ///
    /// An assertion is issued now, so its `iat` tells. Without one, an expiry in the past has a time zone as its reason; one that
    /// lies far ahead may be meant.
    pub fn of(issued: Option<i64>, expires: Option<i64>) -> Self {
        let issued_beside = issued.and_then(|ahead| minutes_beside(ahead, -LEEWAY, LEEWAY));
        if let Some(minutes) = issued_beside {
            return Self::Beside(minutes);
        }
        match expires.and_then(|ahead| minutes_beside(ahead, 1, USUAL_LIFETIME)) {
            Some(minutes) if minutes < 0 => Self::Beside(minutes),
            Some(minutes) if issued.is_none() => Self::Unclear(minutes),
            _ => Self::Utc,
        }
    }
}

/// Minutes of the time zone without which this time would lie between `least` and `most`, if there is one.
fn minutes_beside(ahead: i64, least: i64, most: i64) -> Option<i64> {
    let mut steps = (-STEPS..=STEPS).filter(|step| *step != 0);
    let zone = steps.find(|step| (least..=most).contains(&ahead.saturating_sub(step * STEP)))?;
    Some(zone * STEP / 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_lifetime_from_a_clock_ahead_is_no_time_zone() {
        assert_eq!(Reckoning::of(Some(1), Some(3601)), Reckoning::Utc);
        assert_eq!(Reckoning::of(None, Some(3601)), Reckoning::Unclear(60));
        assert_eq!(Reckoning::of(None, Some(1000)), Reckoning::Utc);
    }

    #[test]
    fn the_time_of_issue_tells_the_zone() {
        assert_eq!(Reckoning::of(Some(32_399), None), Reckoning::Beside(540));
        assert_eq!(Reckoning::of(Some(-3600), Some(10)), Reckoning::Beside(-60));
        assert_eq!(Reckoning::of(Some(-5), Some(10)), Reckoning::Utc);
    }

    #[test]
    fn an_expiry_in_the_past_by_a_zone_was_reckoned_in_it() {
        for issued in [None, Some(0)] {
            let west = Reckoning::of(issued, Some(-36_000 + 10));
            assert_eq!(west, Reckoning::Beside(-600));
        }
        assert_eq!(Reckoning::of(None, Some(-5)), Reckoning::Utc);
    }
}
