//! What the forms of the console do: the same as the control routes.

use std::collections::BTreeMap;

use axum::extract::{FromRequest, Request, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::{Extension, Form};
use http::StatusCode;
use jiff::SignedDuration;
use mock_kit::{Clock, Terms};

use super::door::Session;
use super::{PATH, Shared, pages};

/// Name of the field that every form of ours carries.
pub(super) const MARK: &str = "mark";

/// What a form of ours has sent.
pub(super) struct Fields(BTreeMap<String, String>);

impl Fields {
    fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }
}

impl FromRequest<Shared> for Fields {
    type Rejection = Response;

    async fn from_request(request: Request, console: &Shared) -> Result<Self, Response> {
        let session = request.extensions().get::<Session>().cloned();
        let read = Form::<BTreeMap<String, String>>::from_request(request, console).await;
        let Form(fields) = read.map_err(axum::response::IntoResponse::into_response)?;
        let mark = fields.get(MARK).map_or("", String::as_str);
        if session.is_some_and(|session| session.sent(mark)) {
            return Ok(Self(fields));
        }
        Err((StatusCode::FORBIDDEN, "the form is none of this session").into_response())
    }
}

/// The page again, without the form.
fn back() -> Response {
    Redirect::to(PATH).into_response()
}

/// Stops the clock of all parties, lets it run, or moves it.
pub(super) async fn clock(
    State(console): State<Shared>,
    Extension(session): Extension<Session>,
    fields: Fields,
) -> Response {
    let Some(party) = console.control.parties.first() else {
        return back();
    };
    if move_clock(&party.clock, &fields) {
        return back();
    }
    let problem = "Write the time to advance by as a whole number.";
    pages::again(&console, &session, problem).await
}

fn move_clock(clock: &Clock, fields: &Fields) -> bool {
    match fields.get("action") {
        "freeze" => clock.freeze(),
        "run" => clock.resume(),
        _ => match span(fields) {
            Some(span) => clock.advance(span),
            None => return false,
        },
    }
    true
}

fn span(fields: &Fields) -> Option<SignedDuration> {
    let amount: i64 = fields.get("amount").parse().ok()?;
    let seconds = match fields.get("unit") {
        "seconds" => 1,
        "minutes" => 60,
        "hours" => 3_600,
        "days" => 86_400,
        _ => return None,
    };
    Some(SignedDuration::from_secs(amount.checked_mul(seconds)?))
}

/// Has a party commit a fault.
pub(super) async fn commit(
    State(console): State<Shared>,
    Extension(session): Extension<Session>,
    fields: Fields,
) -> Response {
    let client = fields.get("client");
    let terms = Terms {
        once: fields.get("occasion") == "once",
        client: (!client.is_empty()).then(|| client.to_owned()),
    };
    let committed = console.control.party(fields.get("party"));
    let committed = committed.map(|party| party.faults.activate_on(fields.get("fault"), terms));
    if let Some(Ok(())) = committed {
        return back();
    }
    let (fault, party) = (fields.get("fault"), fields.get("party"));
    let problem = format!("{party} has no fault that is called “{fault}”.");
    pages::again(&console, &session, &problem).await
}

/// Has a party stop committing a fault.
pub(super) async fn stop(State(console): State<Shared>, fields: Fields) -> Response {
    if let Some(party) = console.control.party(fields.get("party")) {
        // What has ended by itself meanwhile needs no end.
        let _ = party.faults.deactivate(fields.get("fault"));
    }
    back()
}

/// Has a party forget what exchanges made.
pub(super) async fn reset(State(console): State<Shared>, fields: Fields) -> Response {
    if let Some(party) = console.control.party(fields.get("party")) {
        party.reset();
    }
    back()
}
