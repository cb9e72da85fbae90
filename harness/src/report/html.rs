//! One page that stands alone: no script, no font or picture from elsewhere. It leads with what failed.

mod anchor;
pub(super) mod comparison;
mod diagram;
mod exchange;
mod filter;
mod findings;
mod requirements;
mod scenarios;
mod summary;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Format, RunResult, wording};
use crate::error::HarnessError;
use crate::requirement::RequirementId;
use crate::verdict::Verdict;

pub(super) const FORMAT: Format = Format {
    name: "HTML",
    file: "index.html",
    render,
};

/// The style sheet, for light and dark screens and for paper.
const STYLE: &str = include_str!("../../../reports/templates/report.css");

#[expect(
    clippy::unnecessary_wraps,
    reason = "every format may fail, this one does not"
)]
fn render(result: &RunResult) -> Result<String, HarnessError> {
    Ok(page(result).into_string())
}

fn page(result: &RunResult) -> Markup {
    let title = format!("DAS conformance: {}", wording::outcome(result));
    let style = [STYLE, &filter::style(result)].concat();
    let content = html! {
        (heading(result))
        (navigation(result))
        main #content {
            (findings::section(result))
            (known_gaps(result))
            (description(result))
            (requirements::section(result))
            (scenarios::section(result))
            (departures(result))
        }
        (colophon(result))
    };
    document(&title, &style, &content)
}

/// A whole document, which begins with a link past its heading.
fn document(title: &str, style: &str, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(style)) }
            }
            body {
                a.skip href="#content" { "Skip to the content" }
                (content)
            }
        }
    }
}

fn heading(result: &RunResult) -> Markup {
    html! {
        header.page {
            p.eyebrow { "DAS conformance report" }
            h1 class=(format!("outcome {}", result.exit)) { (capitalised(result.exit.meaning())) }
            @if let Some(details) = wording::details(result) { p.judged { (capitalised(&details)) "." } }
            p.judged { "Judged: " (wording::judged(result)) "." }
            @if result.interrupted { p.partial { "Ended " (wording::INTERRUPTED) "." } }
            @if result.partial { p.partial { (capitalised(wording::PARTIAL)) "." } }
            (tally(result))
            (summary::by_role(result))
        }
    }
}

/// How the requirements came out: a bar for the eye, and the same in words.
fn tally(result: &RunResult) -> Markup {
    let counts = &result.totals.requirements;
    html! {
        div.bar aria-hidden="true" {
            @for (verdict, count) in counts { span class=(verdict) style=(format!("flex-grow: {count}")) {} }
        }
        ul.tally aria-label="Requirements by verdict" {
            @for (verdict, count) in counts {
                li { span.count { (count) } " " (label(*verdict)) }
            }
        }
        @if !result.totals.untested.is_empty() { p.reasons { "Untested: " (wording::untested(result)) "." } }
    }
}

fn navigation(result: &RunResult) -> Markup {
    html! {
        nav.parts aria-label="Parts of this report" {
            a href="#findings" { "Findings" }
            @if !result.known_gaps.is_empty() { a href="#known-gaps" { "Known gaps" } }
            @if result.description.is_some() { a href="#description" { "Description" } }
            a href="#requirements" { "Requirements" }
            a href="#scenarios" { "Scenarios" }
            @if !result.profile.departures.is_empty() { a href="#departures" { "Profile" } }
        }
    }
}

fn known_gaps(result: &RunResult) -> Markup {
    html! {
        @if !result.known_gaps.is_empty() {
            section #known-gaps {
                h2 { "Known gaps" }
                table {
                    caption { "Failures that the target lists with a reason" }
                    thead { tr { th scope="col" { "What" } th scope="col" { "State" } th scope="col" { "Reason" } } }
                    tbody {
                        @for gap in &result.known_gaps {
                            tr {
                                th scope="row" { (gap.subject) }
                                td { @if gap.stale { strong { "stale: it no longer fails" } } @else { "open" } }
                                td { (gap.reason) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn departures(result: &RunResult) -> Markup {
    let profile = &result.profile;
    let other = profile.starts_from.as_deref().unwrap_or_default();
    html! {
        @if !profile.departures.is_empty() {
            section #departures {
                h2 { "What the profile decides" }
                table {
                    caption { "Where the authorization server of " (profile.name) " differs from that of " (other) }
                    thead { tr { th scope="col" { "Setting" } th scope="col" { (profile.name) } th scope="col" { (other) } } }
                    tbody {
                        @for departure in &profile.departures {
                            tr {
                                th scope="row" { (departure.setting) }
                                td { (departure.here) }
                                td { (departure.there) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn description(result: &RunResult) -> Markup {
    html! {
        @if let Some(record) = &result.description {
            section #description {
                h2 { "Description" }
                p { (wording::described_by(record)) }
                @for (heading, lines) in wording::description(record) {
                    h3 { (heading) " " span.count { (lines.len()) } }
                    @if !lines.is_empty() { ul { @for line in lines { li { (line) } } } }
                }
            }
        }
    }
}

fn colophon(result: &RunResult) -> Markup {
    let row = |name: &str, value: String| html! { div { dt { (name) } dd { (value) } } };
    html! {
        footer {
            dl {
                (row("Made by", format!("{} {}", result.tool.name, result.tool.version)))
                (row("Profile", format!("{}, {} {}", result.profile.title, result.profile.name, result.profile.version)))
                (row("Requirement rows", result.registry_version.clone()))
                (row("Began", result.started_at.to_string()))
                (row("Ended", result.finished_at.to_string()))
                (row("Exit code", format!("{}, {}", result.exit_code, result.exit)))
                @if !result.seeds.is_empty() { (row("Seed of randomness", wording::seeds(result))) }
                @for (reason, count) in &result.left_out { (row("Not run", format!("{count} scenarios: {reason}"))) }
            }
            p { "Secrets are replaced by commitments under a key that was thrown away: equal secrets look equal, and no more." }
        }
    }
}

/// A verdict in words and colour.
fn label(verdict: Verdict) -> Markup {
    html! { span class=(format!("verdict {verdict}")) { (verdict) } }
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

/// A requirement by its id; what the profile does not demand has no row to lead to.
fn requirement_link(result: &RunResult, id: &RequirementId) -> Markup {
    let known = result.requirements.iter().any(|row| row.id == *id);
    html! {
        @if known { a.id href=(format!("#{id}")) { (id) } } @else { span.id { (id) } }
    }
}
