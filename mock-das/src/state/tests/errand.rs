//! An errand goes forward and never back.

use jiff::SignedDuration;
use proptest::prelude::*;

use crate::state::errand::Progress;

const STARTED: Progress = Progress::Forwarding { missed: 0 };

/// What can happen to an errand.
#[derive(Clone, Copy, Debug)]
enum Event {
    Acknowledged,
    Announced,
    Missed,
    Spoilt,
}

fn rank(progress: Progress) -> u8 {
    match progress {
        Progress::Forwarding { .. } => 0,
        Progress::Acknowledged => 1,
        Progress::Fetching { .. } => 2,
    }
}

fn after(progress: Progress, event: Event) -> Option<Progress> {
    match event {
        Event::Acknowledged => Some(progress.acknowledge()),
        Event::Announced => Some(progress.announce().unwrap_or(progress)),
        Event::Missed => Some(progress.miss().0),
        Event::Spoilt if progress.is_fetching() => progress.spoil(),
        Event::Spoilt => Some(progress),
    }
}

proptest! {
    #[test]
    fn an_errand_never_goes_back(events in prop::collection::vec(0..4_u8, 0..24)) {
        let mut progress = STARTED;
        for event in events {
            let event = match event {
                0 => Event::Acknowledged,
                1 => Event::Announced,
                2 => Event::Missed,
                _ => Event::Spoilt,
            };
            let Some(next) = after(progress, event) else {
                break;
            };
            prop_assert!(rank(next) >= rank(progress), "{progress:?} {event:?} {next:?}");
            progress = next;
        }
    }
}

#[test]
fn a_second_announcement_says_nothing_new() {
    let fetching = STARTED.announce();
    assert_eq!(fetching.and_then(Progress::announce), None);
    assert_eq!(fetching.map(Progress::acknowledge), fetching);
}

#[test]
fn content_is_transferred_three_times_at_most() {
    let mut progress = STARTED.announce();
    for _ in 0..2 {
        progress = progress.and_then(Progress::spoil);
        assert!(progress.is_some());
    }
    assert_eq!(progress.and_then(Progress::spoil), None);
}

#[test]
fn the_wait_grows_up_to_an_hour() {
    let mut progress = STARTED;
    let waits: Vec<SignedDuration> = (0..6)
        .map(|_| {
            let (next, wait) = progress.miss();
            progress = next;
            wait
        })
        .collect();
    assert!(waits.is_sorted());
    assert_eq!(waits.last(), Some(&SignedDuration::from_hours(1)));
}
