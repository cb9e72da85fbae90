//! The exchanges as an HTTP Archive 1.2, for the viewers of browsers and proxies: a page per scenario, an entry per exchange.
//!
//! Secrets are replaced as in every report. What the archive wants and nobody measured is `-1` or, where that is not allowed, 0.

use serde_json::{Value, json};
use url::Url;

use super::model::{FindingRecord, ScenarioResult};
use super::{Format, RunResult, wording};
use crate::error::HarnessError;
use crate::exchange::model::{ExchangeRecord, RequestRecord, ResponseRecord};

pub(super) const FORMAT: Format = Format {
    name: "HAR",
    file: "exchanges.har",
    render,
};

/// What an entry says of the version of HTTP, which is not recorded.
const HTTP_VERSION: &str = "unknown";

fn render(result: &RunResult) -> Result<String, HarnessError> {
    let failed = |error: serde_json::Error| HarnessError::Report {
        format: "HAR",
        reason: error.to_string(),
    };
    serde_json::to_string(&archive(result))
        .map(|text| text + "\n")
        .map_err(failed)
}

fn archive(result: &RunResult) -> Value {
    let entries = result.scenarios.iter().flat_map(|scenario| {
        let exchanges = scenario.exchanges.iter();
        exchanges.map(move |exchange| entry(scenario, exchange))
    });
    json!({
        "log": {
            "version": "1.2",
            "creator": { "name": result.tool.name, "version": result.tool.version },
            "pages": result.scenarios.iter().filter_map(page).collect::<Vec<_>>(),
            "entries": entries.collect::<Vec<_>>(),
            "comment": format!(
                "{}. Times are those of the run's clock; secrets are replaced.",
                wording::judged(result)
            ),
        }
    })
}

/// A scenario, unless nothing was sent in it.
fn page(scenario: &ScenarioResult) -> Option<Value> {
    let first = scenario.exchanges.iter().min_by_key(|each| each.at)?;
    Some(json!({
        "id": scenario.id,
        "title": format!("{} › {}", scenario.feature, scenario.title),
        "startedDateTime": first.at.to_string(),
        "pageTimings": {},
        "comment": scenario.verdict.name(),
    }))
}

fn entry(scenario: &ScenarioResult, exchange: &ExchangeRecord) -> Value {
    let mut entry = json!({
        "pageref": scenario.id,
        "startedDateTime": exchange.at.to_string(),
        "time": 0,
        "request": request(&exchange.request),
        "response": response(exchange),
        "cache": {},
        "timings": { "send": 0, "wait": 0, "receive": 0 },
        "comment": comment(scenario, exchange),
        "_from": exchange.from,
        "_to": exchange.to,
        "_raw": exchange.raw,
    });
    if let (Value::Object(members), Some(tls)) = (&mut entry, &exchange.tls) {
        members.insert("_tls".to_owned(), json!(tls));
    }
    entry
}

/// Who asked whom, and what was found here.
fn comment(scenario: &ScenarioResult, exchange: &ExchangeRecord) -> String {
    let shows = |finding: &&FindingRecord| finding.exchange == Some(exchange.number);
    let findings = scenario.findings.iter().filter(shows);
    let findings =
        findings.map(|finding| format!("{}: {}", finding.verdict, wording::difference(finding)));
    let who = format!("{} → {}", exchange.from, exchange.to);
    [who]
        .into_iter()
        .chain(findings)
        .collect::<Vec<_>>()
        .join("; ")
}

fn request(request: &RequestRecord) -> Value {
    let url: Option<Url> = request.url.parse().ok();
    let query = url.iter().flat_map(Url::query_pairs);
    let query = query.map(|(name, value)| json!({ "name": name, "value": value }));
    let mut record = json!({
        "method": request.method,
        "url": url.as_ref().map_or(request.url.as_str(), Url::as_str),
        "httpVersion": HTTP_VERSION,
        "cookies": [],
        "headers": fields(&request.headers),
        "queryString": query.collect::<Vec<_>>(),
        "headersSize": -1,
        "bodySize": size(&request.headers, &request.body),
    });
    if let (Value::Object(members), false) = (&mut record, request.body.is_empty()) {
        let body = json!({ "mimeType": media_type(&request.headers), "text": request.body });
        members.insert("postData".to_owned(), body);
    }
    record
}

/// What came back; status 0 where nothing did, with the error where browsers put it.
fn response(exchange: &ExchangeRecord) -> Value {
    let nothing = ResponseRecord {
        status: 0,
        headers: Vec::new(),
        body: String::new(),
    };
    let response = exchange.response.as_ref().unwrap_or(&nothing);
    let size = size(&response.headers, &response.body);
    let mut record = json!({
        "status": response.status,
        "statusText": "",
        "httpVersion": HTTP_VERSION,
        "cookies": [],
        "headers": fields(&response.headers),
        "content": {
            "size": size,
            "mimeType": media_type(&response.headers),
            "text": response.body,
        },
        "redirectURL": field(&response.headers, "location").unwrap_or_default(),
        "headersSize": -1,
        "bodySize": size,
    });
    if let (Value::Object(members), Some(failure)) = (&mut record, &exchange.failure) {
        members.insert("_error".to_owned(), json!(failure));
    }
    record
}

fn fields(headers: &[(String, String)]) -> Vec<Value> {
    let fields = headers
        .iter()
        .map(|(name, value)| json!({ "name": name, "value": value }));
    fields.collect()
}

fn field<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut headers = headers.iter();
    let found = headers.find(|(own, _)| own.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}

fn media_type(headers: &[(String, String)]) -> &str {
    field(headers, "content-type").unwrap_or_default()
}

/// What the sender said, as the body that is shown may be shortened and has other secrets; -1 where it said nothing.
fn size(headers: &[(String, String)], body: &str) -> i64 {
    let said = field(headers, "content-length").and_then(|length| length.parse().ok());
    said.unwrap_or(if body.is_empty() { 0 } else { -1 })
}
