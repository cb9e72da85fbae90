//! Reading the accounts again.

use axum::extract::State;
use http::request::Parts;

use crate::client::browser::Browser;
use crate::client::grant::Grant;
use crate::client::outcome::Outcome;
use crate::client::session::Session;
use crate::client::stop::Stop;
use crate::client::web_client::{Shared, WebClient};

/// `POST /again`: with the tokens that the session holds. Where that fails they are dropped.
pub async fn read(State(client): State<Shared>, request: Parts) -> Outcome {
    let browser = Browser::of(&request);
    let Some((session, mut grant)) = held(&client, &browser) else {
        return Outcome::from(Stop::Session);
    };
    let outcome = Outcome::from(client.count_accounts(&mut grant, &browser).await);
    let mut state = client.state();
    state.conclude(grant.record, &outcome);
    if matches!(outcome, Outcome::Done { .. }) {
        state.sessions.insert(session, Session::Holding(grant));
    }
    outcome
}

/// Takes the tokens out of the session, so that a refresh token is used by one request at a time.
fn held(client: &WebClient, browser: &Browser) -> Option<(String, Box<Grant>)> {
    let session = browser.session.clone()?;
    let grant = client.state().take_grant(&session)?;
    Some((session, grant))
}
