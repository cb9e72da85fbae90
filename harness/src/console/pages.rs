//! The pages.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse as _, Response};
use http::{StatusCode, header};
use maud::{Markup, html};
use mock_kit::control::shown;
use mock_kit::{Control, ControlHandle, Credential, Fault, Terms};
use serde_json::Value;

use super::door::Session;
use super::parts::{self, form, page};
use super::{PATH, Shared, das, live};

/// The console.
pub(super) async fn index(
    State(console): State<Shared>,
    Extension(session): Extension<Session>,
) -> Html<String> {
    whole(&console.control, &session, None).await
}

/// The console after a form that cannot be carried out.
pub(super) async fn again(console: &Shared, session: &Session, problem: &str) -> Response {
    let shown = whole(&console.control, session, Some(problem)).await;
    (StatusCode::UNPROCESSABLE_ENTITY, shown).into_response()
}

async fn whole(control: &Control, session: &Session, problem: Option<&str>) -> Html<String> {
    let content = html! {
        header {
            h1 { "Served environment" }
            nav aria-label="Sections" {
                @for (place, name) in sections(control) { a href=(format!("#{place}")) { (name) } }
            }
            p.live {
                a href=(PATH) { "Refresh" }
                button type="button" id="pause" aria-pressed="false" hidden { "Pause" }
                span id="told" role="status" {}
            }
        }
        main {
            @if let Some(problem) = problem { p.problem role="alert" { (problem) } }
            (clock(control, session))
            (faults(control, session))
            (live::rest(control).await)
            (credentials(&control.credentials))
        }
    };
    page("Console", &content)
}

/// The sections to which the head of the page leads: those of DAS where there is one.
fn sections(control: &Control) -> impl Iterator<Item = (&'static str, &'static str)> {
    let has_das = control.party(live::DAS).is_some();
    let first = [
        ("clock", "Clock"),
        ("faults", "Faults"),
        ("exchanges", "Exchanges"),
    ];
    let of_das = has_das.then_some(das::SECTIONS).into_iter().flatten();
    let last = [("parties", "Parties"), ("credentials", "Credentials")];
    first.into_iter().chain(of_das).chain(last)
}

/// What moves by itself, without the rest.
pub(super) async fn live(State(console): State<Shared>) -> Html<String> {
    let first = console.control.parties.first();
    let parts = html! {
        @if let Some(party) = first { (live::time(&party.clock)) }
        (live::rest(&console.control).await)
    };
    Html(parts.into_string())
}

fn clock(control: &Control, session: &Session) -> Markup {
    let Some(party) = control.parties.first() else {
        return html! {};
    };
    html! {
        section aria-labelledby="clock" {
            h2 id="clock" { "Clock" }
            (live::time(&party.clock))
            (form(session, "clock", &html! {
                button name="action" value="freeze" { "Freeze" }
                button name="action" value="run" { "Let run" }
            }))
            (form(session, "clock", &html! {
                label { "Advance by " input name="amount" inputmode="numeric" value="1" size="6" required; }
                label { span.unseen { "Unit" } select name="unit" {
                    @for unit in ["seconds", "minutes", "hours", "days"] { option selected[unit == "hours"] { (unit) } }
                } }
                button name="action" value="advance" { "Advance" }
            }))
        }
    }
}

fn faults(control: &Control, session: &Session) -> Markup {
    let parties = control.parties.iter();
    let committed: Vec<_> = parties
        .flat_map(|party| {
            party
                .faults
                .terms()
                .into_iter()
                .map(move |(name, terms)| (party, name, terms))
        })
        .collect();
    html! {
        section aria-labelledby="faults" {
            h2 id="faults" { "Faults" }
            @if committed.is_empty() { p.none { "Every party behaves." } }
            ul.faults {
                @for (party, name, terms) in &committed { li { (in_force(session, party, name, terms)) } }
            }
            (form(session, "faults", &choice(control)))
        }
    }
}

fn in_force(session: &Session, party: &ControlHandle, name: &str, terms: &Terms) -> Markup {
    form(
        session,
        "faults/stop",
        &html! {
            input type="hidden" name="party" value=(party.party);
            input type="hidden" name="fault" value=(name);
            span { (party.party) ": " strong { (name) } (told(terms)) }
            button aria-label=(format!("Stop {name} of {}", party.party)) { "Stop" }
        },
    )
}

fn told(terms: &Terms) -> Markup {
    html! {
        @if terms.once { ", once" }
        @if let Some(client) = &terms.client { ", towards " (client) }
    }
}

/// What is to be committed, by whom and when.
fn choice(control: &Control) -> Markup {
    let mut names: Vec<&Fault> = control
        .parties
        .iter()
        .flat_map(|party| party.faults.rows().iter().copied())
        .collect();
    names.sort_by_key(|fault| fault.name);
    names.dedup_by_key(|fault| fault.name);
    html! {
        label { "Party " select name="party" {
            @for party in &control.parties { option { (party.party) } }
        } }
        label { "Fault " input name="fault" list="names" required autocomplete="off" size="32"; }
        datalist id="names" { @for fault in names { option value=(fault.name) {} } }
        fieldset {
            legend { "When" }
            label { input type="radio" name="occasion" value="always" checked; " until it is stopped" }
            label { input type="radio" name="occasion" value="once"; " once" }
        }
        label { "Towards the client " input name="client" placeholder="anybody" autocomplete="off"; }
        button { "Commit" }
    }
}

fn credentials(all: &[Credential]) -> Markup {
    html! {
        section aria-labelledby="credentials" {
            h2 id="credentials" { "Credentials" }
            dl {
                @for (place, one) in all.iter().enumerate() {
                    div {
                        dt { (one.name) }
                        dd {
                            code id=(format!("credential-{place}")) { (one.value) }
                            button type="button" data-copies=(format!("credential-{place}")) aria-label=(format!("Copy {}", one.name)) hidden { "Copy" }
                        }
                    }
                }
            }
        }
    }
}

/// One party: what it holds, and which faults it can commit.
pub(super) async fn party(
    State(console): State<Shared>,
    Extension(session): Extension<Session>,
    Path(name): Path<String>,
) -> Response {
    let Some(party) = console.control.party(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let content = html! {
        header { h1 { (name) } p { a href=(PATH) { "Console" } } }
        main {
            section aria-labelledby="state" {
                h2 id="state" { "State" }
                pre { (pretty(&party.inspect().await)) }
                (form(&session, "reset", &html! {
                    input type="hidden" name="party" value=(name);
                    button { "Forget state, journal and faults" }
                }))
            }
            section aria-labelledby="catalogue" {
                h2 id="catalogue" { "Faults that it can commit" }
                dl { @for fault in party.faults.rows() { div { dt { (fault.name) } dd { (fault.summary.trim()) " " small { (fault.violates.join(", ")) } } } } }
            }
        }
    };
    page(&name, &content).into_response()
}

/// One exchange.
pub(super) async fn exchange(
    State(console): State<Shared>,
    Path((name, number)): Path<(String, u64)>,
) -> Response {
    let party = console.control.party(&name);
    let Some(exchange) = party.and_then(|party| party.journal.entry(number)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let whole = shown(&exchange);
    let title = format!("{} at {name}, number {number}", exchange.method);
    let content = html! {
        header { h1 { (title) } p { a href=(PATH) { "Console" } } }
        main {
            dl {
                div { dt { "Target" } dd { code { (exchange.target) } } }
                div { dt { "At" } dd { time datetime=(exchange.at) { (exchange.at) } } }
                div { dt { "Status" } dd { (exchange.status.as_u16()) } }
                @if let Some(tls) = &exchange.tls { div { dt { "TLS" } dd { (tls.version) ", " (tls.suite) } } }
            }
            @for part in ["request", "response"] {
                section aria-labelledby=(part) {
                    h2 id=(part) { @if part == "request" { "Request" } @else { "Response" } }
                    (message(&whole[part]))
                }
            }
        }
    };
    page(&title, &content).into_response()
}

fn message(message: &Value) -> Markup {
    let fields = message["headers"].as_array().cloned().unwrap_or_default();
    let body = &message["body"];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    html! {
        dl.fields { @for field in &fields { div { dt { (text(&field["name"])) } dd { code { (text(&field["value"])) } } } } }
        p { (body["octets"]) " octets" }
        @if let Some(hash) = body["sha256"].as_str() { p { "A document with the SHA-256 " code { (hash) } } }
        @if let Some(octets) = body["base64"].as_str() { pre { (octets) } }
        @if let Some(content) = body["text"].as_str().filter(|content| !content.is_empty()) { pre { (readable(content)) } }
    }
}

/// JSON with line breaks, anything else as it is.
fn readable(text: &str) -> String {
    match serde_json::from_str::<Value>(text) {
        Ok(value) if value.is_object() || value.is_array() => pretty(&value),
        _ => text.to_owned(),
    }
}

fn pretty(value: &Value) -> String {
    format!("{value:#}")
}

/// The style sheet.
pub(super) async fn style() -> Response {
    (
        [(header::CONTENT_TYPE, "text/css; charset=utf-8")],
        parts::STYLE,
    )
        .into_response()
}

/// The script.
pub(super) async fn script() -> Response {
    let kind = "text/javascript; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], parts::SCRIPT).into_response()
}
