//! The form in which outputs are compared with golden files: hosts by role, and no times, durations or commitments, which differ from
//! run to run. Nothing but tests uses it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::Timestamp;
use regex::Regex;
use url::Url;

use super::model::{RunResult, ScenarioResult};
use crate::exchange::model::ExchangeRecord;
use crate::randomness::Seed;

/// What differs from run to run in any text, and what stands for it.
static VOLATILE: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    let rows = [
        (r"‹([a-z-]+):[0-9a-f]{16}…›", "‹$1›"),
        (
            r"\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})",
            "TIME",
        ),
        (r"\b(localhost|127\.0\.0\.1|\[::1\]):\d{2,5}\b", "$1:PORT"),
        (r"\b\d+(?:\.\d+)? ?(?:ms|s|seconds)\b", "DURATION"),
        (r"\b1[6-9]\d{8}\b", "UNIXTIME"),
    ];
    let compiled = rows
        .into_iter()
        .filter_map(|(pattern, put)| Some((Regex::new(pattern).ok()?, put)));
    compiled.collect()
});

/// A text, such as a command's screen output, without what differs from run to run.
pub fn text(text: &str) -> String {
    VOLATILE
        .iter()
        .fold(text.to_owned(), |text, (pattern, put)| {
            pattern.replace_all(&text, *put).into_owned()
        })
}

/// A result without what differs from run to run.
pub fn result(result: &RunResult) -> RunResult {
    let hosts = hosts(result);
    let mut result = result.clone();
    result.started_at = Timestamp::UNIX_EPOCH;
    result.finished_at = Timestamp::UNIX_EPOCH;
    "REGISTRY".clone_into(&mut result.registry_version);
    "VERSION".clone_into(&mut result.tool.version);
    result.seeds.truncate(1);
    result.seeds.fill(Seed::default());
    for scenario in &mut result.scenarios {
        canonical_scenario(scenario, &|told| text(&by_role(told, &hosts)));
    }
    result
}

fn canonical_scenario(scenario: &mut ScenarioResult, canonical: &dyn Fn(&str) -> String) {
    scenario.duration_milliseconds = 0;
    scenario.note = scenario.note.as_deref().map(canonical);
    for finding in &mut scenario.findings {
        finding.expected = canonical(&finding.expected);
        finding.received = canonical(&finding.received);
        finding.hint = finding.hint.as_deref().map(canonical);
    }
    for exchange in &mut scenario.exchanges {
        canonical_exchange(exchange, canonical);
    }
}

fn canonical_exchange(exchange: &mut ExchangeRecord, canonical: &dyn Fn(&str) -> String) {
    exchange.at = Timestamp::UNIX_EPOCH;
    exchange.request.url = canonical(&exchange.request.url);
    exchange.request.body = canonical(&exchange.request.body);
    exchange.failure = exchange.failure.as_deref().map(canonical);
    let mut headers: Vec<_> = exchange.request.headers.iter_mut().collect();
    if let Some(response) = &mut exchange.response {
        response.body = canonical(&response.body);
        headers.extend(&mut response.headers);
    }
    for (_, value) in headers {
        *value = canonical(value);
    }
}

/// The authorities that were asked, with the role that answered there.
fn hosts(result: &RunResult) -> BTreeMap<String, String> {
    let exchanges = result
        .scenarios
        .iter()
        .flat_map(|scenario| &scenario.exchanges);
    let asked = exchanges.filter_map(|exchange| {
        let url: Url = exchange.request.url.parse().ok()?;
        let authority = format!("{}:{}", url.host_str()?, url.port()?);
        Some((
            authority,
            format!("{}.example", exchange.to.replace(' ', "-")),
        ))
    });
    asked.collect()
}

fn by_role(text: &str, hosts: &BTreeMap<String, String>) -> String {
    hosts
        .iter()
        .fold(text.to_owned(), |text, (authority, role)| {
            text.replace(authority, role)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_sound() {
        assert_eq!(VOLATILE.len(), 5);
    }

    #[test]
    fn what_differs_from_run_to_run_is_gone() {
        let told = "https://localhost:43211/a at 2026-11-21T20:00:00Z took 12 ms, ‹access-token:0123456789abcdef…›";
        assert_eq!(
            text(told),
            "https://localhost:PORT/a at TIME took DURATION, ‹access-token›"
        );
    }
}
