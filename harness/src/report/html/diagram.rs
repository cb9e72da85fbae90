//! The exchanges of a scenario as a sequence diagram: a lane for each party, and down the page what they say to each other.

use maud::{Markup, html};

use super::super::model::ScenarioResult;
use super::super::wording;
use super::anchor;
use crate::exchange::model::ExchangeRecord;

/// From one lane to the next. All lengths are in pixels.
const LANE: usize = 176;
/// What the names of the parties take.
const HEAD: usize = 40;
/// An exchange: its request and, below it, what came of that.
const EXCHANGE: usize = 46;
/// From the lane to the text beside it.
const INDENT: usize = 8;
/// A letter of the fixed-width type.
const LETTER: usize = 7;
/// How many letters of the name of a party fit on a line.
const NAME: usize = 22;
/// More exchanges than this are folded.
const LONG: usize = 16;
/// More lanes than this take the whole width of the page.
const MANY: usize = 5;

/// The diagram of a scenario in which anything was sent, behind one line if it is long. Those exchanges stand out that show a finding.
/// `linked` says whether the exchanges are told in full on the page.
pub(super) fn of(scenario: &ScenarioResult, linked: bool) -> Markup {
    let exchanges = &scenario.exchanges;
    let diagram = Diagram {
        lanes: lanes(exchanges),
        scenario,
        linked,
    };
    let broad = diagram.lanes.len() > MANY;
    html! {
        @if exchanges.len() > LONG {
            details.sequence.broad[broad] {
                summary { "Sequence diagram of " (exchanges.len()) " exchanges" }
                (diagram.drawn())
            }
        } @else if !exchanges.is_empty() {
            div.sequence.broad[broad] { (diagram.drawn()) }
        }
    }
}

/// The parties, in the order in which they come in.
fn lanes(exchanges: &[ExchangeRecord]) -> Vec<&str> {
    let mut lanes = Vec::new();
    for party in exchanges.iter().flat_map(|said| [&said.from, &said.to]) {
        if !lanes.contains(&party.as_str()) {
            lanes.push(party);
        }
    }
    lanes
}

struct Diagram<'a> {
    lanes: Vec<&'a str>,
    scenario: &'a ScenarioResult,
    linked: bool,
}

impl Diagram<'_> {
    fn drawn(&self) -> Markup {
        let width = self.lanes.len() * LANE;
        let height = HEAD + self.scenario.exchanges.len() * EXCHANGE + INDENT;
        // Within a picture a link could not be reached.
        let role = if self.linked { "group" } else { "img" };
        html! {
            div.wide tabindex="0" {
                svg role=(role) aria-label=(self.in_words()) width=(width) height=(height)
                    viewBox=(format!("0 0 {width} {height}")) {
                    @for party in &self.lanes { (self.lane(party, height)) }
                    @for (row, said) in self.scenario.exchanges.iter().enumerate() {
                        (self.exchange(said, HEAD + row * EXCHANGE))
                    }
                }
            }
        }
    }

    fn in_words(&self) -> String {
        format!(
            "Sequence diagram of {} exchanges between {}; the list below it says the same",
            self.scenario.exchanges.len(),
            self.lanes.join(", ")
        )
    }

    /// Where a party has its lane.
    fn place(&self, party: &str) -> usize {
        let before = self.lanes.iter().take_while(|lane| **lane != party);
        before.count() * LANE + LANE / 2
    }

    fn lane(&self, party: &str, height: usize) -> Markup {
        let x = self.place(party);
        let (upper, lower) = two_lines(party);
        html! {
            path.lane d=(format!("M{x} {HEAD}V{height}")) {}
            @if !upper.is_empty() { text.party x=(x) y="14" { (upper) } }
            text.party x=(x) y="30" { (lower) }
        }
    }

    fn exchange(&self, said: &ExchangeRecord, top: usize) -> Markup {
        let (from, to) = (self.place(&said.from), self.place(&said.to));
        let (request, answer) = (top + EXCHANGE / 2, top + EXCHANGE - 2);
        let x = from.min(to) + INDENT;
        let room = (from.abs_diff(to).max(LANE) - 2 * INDENT) / LETTER;
        let what = html! { text x=(x) y=(request - 5) { (request_label(said, room)) } };
        html! {
            g.shown[self.shows_a_finding(said)] {
                @if self.linked {
                    a href=(anchor::to(&anchor::exchange(&self.scenario.id, said.number))) { (what) }
                } @else { (what) }
                path d=(arrow(from, to, request)) {}
                text x=(x) y=(answer - 5) { (fitting(&wording::answer(said), room)) }
                path.answer d=(arrow(to, from, answer)) {}
            }
        }
    }

    fn shows_a_finding(&self, said: &ExchangeRecord) -> bool {
        let mut findings = self.scenario.findings.iter();
        findings.any(|finding| finding.exchange == Some(said.number))
    }
}

/// The name of a party, broken where it would reach into the next lane.
fn two_lines(party: &str) -> (&str, &str) {
    if party.chars().count() <= NAME {
        return ("", party);
    }
    let ends = party.match_indices(' ').map(|(end, _)| end);
    let end = ends.take_while(|end| *end <= NAME).last();
    end.map_or(("", party), |end| (&party[..end], &party[end + 1..]))
}

fn request_label(said: &ExchangeRecord, room: usize) -> String {
    let start = format!("{} {} ", said.number, said.request.method);
    let rest = room.saturating_sub(start.chars().count());
    start + &ending(path(&said.request.url), rest)
}

/// What of a URL tells one operation from another.
fn path(url: &str) -> &str {
    let beyond_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = beyond_scheme
        .find('/')
        .map_or("/", |at| &beyond_scheme[at..]);
    path.split(['?', '#']).next().unwrap_or(path)
}

/// The beginning of a text, as far as it fits.
fn fitting(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    let kept = text.chars().take(room.saturating_sub(1));
    kept.chain(['…']).collect()
}

/// The end of a path, as many of its segments as fit.
fn ending(path: &str, room: usize) -> String {
    if path.chars().count() <= room {
        return path.to_owned();
    }
    let starts = path.match_indices('/').map(|(start, _)| start);
    let mut endings = starts.map(|start| format!("…{}", &path[start..]));
    let last = endings.clone().next_back().unwrap_or_default();
    let fits = endings.find(|ending| ending.chars().count() <= room);
    fits.unwrap_or_else(|| fitting(&last, room))
}

/// An arrow at this height; a party that speaks to itself gets a loop.
fn arrow(from: usize, to: usize, y: usize) -> String {
    match from.cmp(&to) {
        std::cmp::Ordering::Less => format!("M{from} {y}H{to}m-7 -4l7 4l-7 4"),
        std::cmp::Ordering::Greater => format!("M{from} {y}H{to}m7 -4l-7 4l7 4"),
        std::cmp::Ordering::Equal => format!("M{from} {}h{LANE}v3H{to}m7 -4l-7 4l7 4", y - 3),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_keeps_what_tells_operations_apart() {
        let url = "https://localhost:1/am/oauth2/access_token?a=/b";
        assert_eq!(path(url), "/am/oauth2/access_token");
        assert_eq!(ending(path(url), 16), "…/access_token");
        assert_eq!(ending("/upload/‹signed-url:5424…›", 12), "…/‹signed-u…");
        assert_eq!(path("https://localhost:1"), "/");
        assert_eq!(fitting("the connection was reset", 9), "the conn…");
    }

    #[test]
    fn long_names_take_two_lines() {
        assert_eq!(two_lines("DAS"), ("", "DAS"));
        let name = "client of the International Bureau";
        assert_eq!(two_lines(name), ("client of the", "International Bureau"));
    }

    #[test]
    fn arrows_point_at_whom_they_reach() {
        assert_eq!(arrow(90, 270, 60), "M90 60H270m-7 -4l7 4l-7 4");
        assert_eq!(arrow(270, 90, 60), "M270 60H90m7 -4l-7 4l7 4");
    }
}
