//! The exchanges of a scenario as a script of curl commands.
//!
//! What an answer brought and a later request needs is taken from the answer anew; every other secret is a variable that the script
//! asks for, unless it is set. What a party under test sent itself is told and not repeated.

mod variables;

use std::fmt::{self, Write as _};

use serde_json::Value;
use url::Url;

use self::variables::{Brought, Variables, literal};
use super::model::ScenarioResult;
use crate::actor::Party;
use crate::exchange::model::{ExchangeRecord, RequestRecord};

/// What a request says goes to curl by its standard input: whatever stands in arguments is seen by everybody on the machine.
const HEAD: &str = r#"# Set CA_FILE to the authority of the servers, CLIENT_CERTIFICATE and CLIENT_KEY to PEM files where a certificate is shown.
set -euo pipefail
tls=()
[ -z "${CA_FILE:-}" ] || tls+=(--cacert "$CA_FILE")
[ -z "${CLIENT_CERTIFICATE:-}" ] || tls+=(--cert "${CLIENT_CERTIFICATE//:/\\:}" --key "$CLIENT_KEY")
unset_yet() { echo "nobody is there to be asked: set $1" >&2; exit 2; }
ask() { [ -n "${!1:-}" ] || read -rp "$1: " "$1" || unset_yet "$1"; }
ask_secret() { [ -n "${!1:-}" ] || { read -rsp "$1: " "$1" && echo >&2; } || unset_yet "$1"; }
setting() {
    local text=$2
    text=${text//\\/\\\\} text=${text//\"/\\\"} text=${text//$'\n'/\\n} text=${text//$'\r'/\\r} text=${text//$'\t'/\\t}
    printf '%s = "%s"\n' "$1" "$text"
}
settings() { while (($#)); do setting "$1" "$2"; shift 2; done; }
send() {
    answer=$(settings "$@" | curl --disable --config - --silent --show-error --globoff --proto '=https,http' --max-redirs 0 \
        "${tls[@]}" --write-out '%{stderr}%{http_code}\n')
    printf '%s\n' "$answer"
}
"#;

/// The script; bash runs it, with curl and jq.
pub fn script(scenario: &ScenarioResult) -> String {
    let mut out = String::new();
    // Writing into a string cannot fail.
    let _ = write(&mut out, scenario);
    out
}

fn write(out: &mut String, scenario: &ScenarioResult) -> fmt::Result {
    writeln!(out, "#!/usr/bin/env bash")?;
    writeln!(out, "# {}", one_line(&scenario.title))?;
    writeln!(out, "# {}:{}", scenario.path, scenario.line)?;
    out.push_str(HEAD);
    let mut variables = Variables::default();
    bases(out, &mut variables, &scenario.exchanges)?;
    for (index, exchange) in scenario.exchanges.iter().enumerate() {
        told(out, exchange)?;
        if is_ours(exchange) {
            let (sent, later) = scenario.exchanges.split_at(index + 1);
            request(out, &mut variables, exchange)?;
            take(out, &mut variables, exchange, [sent, later])?;
        }
    }
    Ok(())
}

/// Where each party was, each a variable: the parties of a built-in run are gone.
fn bases(out: &mut String, variables: &mut Variables, exchanges: &[ExchangeRecord]) -> fmt::Result {
    for exchange in exchanges.iter().filter(|exchange| is_ours(exchange)) {
        let url = Url::parse(&exchange.request.url).ok();
        let base = url.map(|url| url.origin().ascii_serialization());
        if let Some((base, name)) = base.and_then(|base| variables.base(base, &exchange.to)) {
            writeln!(out, "[[ -n ${{{name}:-}} ]] || {name}={}", literal(&base))?;
        }
    }
    Ok(())
}

/// Whether the judge sent it, through its HTTP client.
fn is_ours(exchange: &ExchangeRecord) -> bool {
    !exchange.raw && !Party::ALL.iter().any(|party| exchange.from == party.name())
}

fn told(out: &mut String, exchange: &ExchangeRecord) -> fmt::Result {
    let answered = exchange.response.as_ref().map_or_else(
        || "nothing came back".to_owned(),
        |response| format!("was answered with {}", response.status),
    );
    let ExchangeRecord {
        number, from, to, ..
    } = exchange;
    writeln!(out, "\n# {number}: {from} → {to}, {answered}")?;
    if exchange.raw {
        writeln!(
            out,
            "# It was written octet by octet, which curl cannot do."
        )?;
    } else if !is_ours(exchange) {
        let RequestRecord { method, url, .. } = &exchange.request;
        writeln!(out, "# {from} sent it: {method} {}", one_line(url))?;
    }
    Ok(())
}

fn request(out: &mut String, variables: &mut Variables, exchange: &ExchangeRecord) -> fmt::Result {
    let words = words(variables, exchange);
    for wanted in variables.asked_for() {
        let ask = if wanted.is_file { "ask" } else { "ask_secret" };
        writeln!(out, "{ask} {}", wanted.name)?;
    }
    writeln!(out, "send {}", words.join(" \\\n    "))
}

/// The settings of curl, each with its value, the method first.
fn words(variables: &mut Variables, exchange: &ExchangeRecord) -> Vec<String> {
    let RequestRecord {
        method,
        url,
        headers,
        body,
    } = &exchange.request;
    let line = format!(
        "request {} url {}",
        variables.word(method),
        variables.word(url)
    );
    let mut words = vec![line];
    let is_sent = |name: &str| !name.eq_ignore_ascii_case("content-length");
    for (name, value) in headers.iter().filter(|(name, _)| is_sent(name)) {
        let field = variables.word(&format!("{name}: {value}"));
        words.push(format!("header {field}"));
    }
    if !body.is_empty() {
        let mut names = headers.iter().map(|(name, _)| name);
        if !names.any(|name| name.eq_ignore_ascii_case("content-type")) {
            words.push("header 'Content-Type:'".to_owned());
        }
        words.push(content(variables, exchange.number, body));
    }
    words
}

/// The body, or the file that it is to be read from where the report does not hold it in full.
fn content(variables: &mut Variables, number: u32, body: &str) -> String {
    if body.starts_with("‹binary, ") || body.contains("\n‹shortened: ") {
        format!("data-binary \"@${{{}}}\"", variables.file(number))
    } else {
        format!("data-raw {}", variables.word(body))
    }
}

/// Takes out of the answer what later requests need and none needed before.
fn take(
    out: &mut String,
    variables: &mut Variables,
    exchange: &ExchangeRecord,
    [sent, later]: [&[ExchangeRecord]; 2],
) -> fmt::Result {
    let answer = exchange.response.as_ref();
    let answer = answer.and_then(|response| serde_json::from_str::<Value>(&response.body).ok());
    let Some(answer) = answer else { return Ok(()) };
    let stands_in = |exchanges: &[ExchangeRecord], brought: &Brought| {
        let mut ours = exchanges.iter().filter(|exchange| is_ours(exchange));
        ours.any(|exchange| brought.stands_in(&exchange.request))
    };
    for brought in variables.brought(&answer) {
        if stands_in(later, &brought) && !stands_in(sent, &brought) {
            let Brought { path, .. } = &brought;
            let name = variables.learn(&brought);
            writeln!(out, "{name}=$(jq --raw-output {path} <<<\"$answer\")")?;
        }
    }
    Ok(())
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests;
