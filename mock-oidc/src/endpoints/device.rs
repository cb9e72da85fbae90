//! The authentication device for a person: a page that shows what clients ask for over the back channel (CIBA, 8).

use axum::extract::{Request, State};
use axum::response::Response;
use subtle::ConstantTimeEq as _;

use super::Server;
use crate::addresses::{DEVICE_DECISION_PATH, DEVICE_PATH};
use crate::authorization_server::AuthorizationServer;
use crate::backchannel::decision::{self, Decision};
use crate::checks::form::Form;
use crate::faults::backchannel_request::HIDES_BINDING_MESSAGES;
use crate::pages::{self, Asked};
use crate::received::Received;
use crate::settings::User;
use crate::state::interaction::PATIENCE;

/// Asks who is there.
pub async fn open(State(server): Server) -> Response {
    let action = server.addresses.below(DEVICE_PATH);
    pages::device_login(&action, &server.faults)
}

/// Shows what waits for the user who logs in.
pub async fn log_in(State(server): Server, request: Request) -> Response {
    let Ok(received) = Received::from(request).await else {
        return lost(&server);
    };
    let Ok(form) = Form::read(&received, &server.faults) else {
        return lost(&server);
    };
    match user(&server, &form) {
        Some(user) => {
            let action = server.addresses.below(DEVICE_DECISION_PATH);
            pages::device(&action, &waiting(&server, user), &server.faults)
        }
        None => open(State(server)).await,
    }
}

/// Takes the decision about one request.
pub async fn decide(State(server): Server, request: Request) -> Response {
    let Ok(received) = Received::from(request).await else {
        return lost(&server);
    };
    let Ok(form) = Form::read(&received, &server.faults) else {
        return lost(&server);
    };
    let decision = match form.get("decision") {
        Some("approve") => Decision::Approve,
        Some("deny") => Decision::Deny,
        _ => return lost(&server),
    };
    let shown = form.get(pages::INTERACTION).unwrap_or_default();
    let auth_req_id = server.state().shown_requests.remove(shown);
    match auth_req_id {
        Some(auth_req_id) if decision::take(&server, &auth_req_id, decision) => {
            pages::device_done(&server.faults)
        }
        _ => lost(&server),
    }
}

fn lost(server: &AuthorizationServer) -> Response {
    let told = "There is nothing left to decide here.";
    pages::refusal("invalid_request", told, &server.faults)
}

fn user<'a>(server: &'a AuthorizationServer, form: &Form<'_>) -> Option<&'a User> {
    let given = |name| form.get(name).unwrap_or_default();
    let mut users = server.users.iter();
    let known = users.find(|user| user.username == given("username"))?;
    let password = known.password.as_bytes();
    bool::from(password.ct_eq(given("password").as_bytes())).then_some(known)
}

/// The open requests for the user, each under a name that is good for one decision.
fn waiting(server: &AuthorizationServer, user: &User) -> Vec<Asked> {
    let now = server.clock.unix_now();
    let hidden = server.faults.commits(&HIDES_BINDING_MESSAGES);
    let mut state = server.state();
    state.shown_requests.purge(now);
    let requests = state.authentication_requests.iter();
    let open = requests
        .filter(|(_, request)| request.is_open(now) && request.wish.user.subject == user.subject);
    let shown: Vec<_> = open
        .map(|(auth_req_id, request)| {
            let wish = &request.wish;
            let message = wish.binding_message.clone().filter(|_| !hidden);
            let asked = Asked {
                interaction: mock_kit::entropy::identifier(),
                client_id: wish.client.client_id.clone(),
                binding_message: message,
                scope: wish.scope.clone(),
            };
            (auth_req_id.clone(), asked)
        })
        .collect();
    for (auth_req_id, asked) in &shown {
        let (name, until) = (asked.interaction.clone(), now + PATIENCE);
        state
            .shown_requests
            .insert(name, auth_req_id.clone(), until);
    }
    shown.into_iter().map(|(_, asked)| asked).collect()
}
