//! What the resource owner answers to the pages: who it is, then yes or no.

use axum::extract::{Request, State};
use axum::response::Response;
use subtle::ConstantTimeEq as _;

use super::authorization::{opened, refuse};
use super::{Server, pushed_request};
use crate::addresses::{CONSENT_PATH, LOGIN_PATH};
use crate::authorization::failure::{Failure, RequestError};
use crate::authorization::granting;
use crate::authorization_server::AuthorizationServer;
use crate::checks::form::Form;
use crate::faults::authorization_response::{MISNAMES_A_DENIAL, OVERRIDES_A_DENIAL};
use crate::faults::page::{LETS_ANYBODY_LOG_IN, SKIPS_THE_CONSENT_PAGE};
use crate::received::Received;
use crate::registration::disclosure;
use crate::settings::User;
use crate::state::interaction::{AwaitingConsent, AwaitingLogin, Interaction};
use crate::{browser, pages};

/// Takes the login form.
pub async fn log_in(State(server): Server, request: Request) -> Response {
    let Ok(received) = Received::from(request).await else {
        return lost(&server);
    };
    let Ok(form) = Form::read(&received, &server.faults) else {
        return lost(&server);
    };
    match taken(&server, &received, &form) {
        Some(Interaction::AwaitingLogin(awaiting)) => logged_in(&server, awaiting, &form).await,
        _ => lost(&server),
    }
}

/// Takes the consent form.
pub async fn decide(State(server): Server, request: Request) -> Response {
    let Ok(received) = Received::from(request).await else {
        return lost(&server);
    };
    let Ok(form) = Form::read(&received, &server.faults) else {
        return lost(&server);
    };
    let approved = match form.get("decision") {
        Some("approve") => true,
        Some("deny") => false,
        _ => return lost(&server),
    };
    match taken(&server, &received, &form) {
        Some(Interaction::AwaitingConsent(awaiting)) => conclude(&server, awaiting, approved).await,
        _ => lost(&server),
    }
}

/// The interaction that the form names, taken out of the table; only the browser that began it may go on.
fn taken(
    server: &AuthorizationServer,
    received: &Received,
    form: &Form<'_>,
) -> Option<Interaction> {
    let name = form.get(pages::INTERACTION)?;
    let browser = browser::of(&received.head.headers)?;
    let mut state = server.state();
    state.interactions.purge(server.clock.unix_now());
    let own = state.interactions.get_mut(name)?.browser().as_bytes();
    bool::from(own.ct_eq(browser.as_bytes()))
        .then(|| state.interactions.remove(name))
        .flatten()
}

fn lost(server: &AuthorizationServer) -> Response {
    server.note("the form belongs to no open page of this browser".to_owned());
    let told = "This page is no longer open. Please start again.";
    pages::refusal("invalid_request", told, &server.faults)
}

async fn logged_in(
    server: &AuthorizationServer,
    awaiting: AwaitingLogin,
    form: &Form<'_>,
) -> Response {
    let Some(user) = user(server, form) else {
        let interaction = opened(server, Interaction::AwaitingLogin(awaiting));
        let action = server.addresses.below(LOGIN_PATH);
        return pages::login(&action, &interaction, true, &server.faults);
    };
    let awaiting = awaiting.logged_in(user, server.clock.unix_now());
    if server.faults.commits(&SKIPS_THE_CONSENT_PAGE) {
        return conclude(server, awaiting, true).await;
    }
    let request = awaiting.request.clone();
    let interaction = opened(server, Interaction::AwaitingConsent(awaiting));
    let action = server.addresses.below(CONSENT_PATH);
    let recipient = disclosure::of_recipient(server, &request);
    pages::consent(&action, &interaction, &request, &recipient, &server.faults)
}

fn user(server: &AuthorizationServer, form: &Form<'_>) -> Option<User> {
    let given = |name| form.get(name).unwrap_or_default();
    let mut users = server.users.iter();
    let known = users.find(|user| user.username == given("username"))?;
    let same = known
        .password
        .as_bytes()
        .ct_eq(given("password").as_bytes());
    (bool::from(same) || server.faults.commits(&LETS_ANYBODY_LOG_IN)).then(|| known.clone())
}

/// The end of an interaction, at which a pushed request is used up (RFC 9126, 7.3).
async fn conclude(
    server: &AuthorizationServer,
    awaiting: AwaitingConsent,
    approved: bool,
) -> Response {
    if !pushed_request::used_up(server, &awaiting.request) {
        return refuse(server, RequestError::RequestUri.into()).await;
    }
    let reply = awaiting.request.reply.clone();
    let answered = if approved || server.faults.commits(&OVERRIDES_A_DENIAL) {
        granting::answer(server, awaiting)
            .await
            .map_err(RequestError::from)
    } else if server.faults.commits(&MISNAMES_A_DENIAL) {
        Err(RequestError::MisnamedDenial)
    } else {
        Err(RequestError::Denied)
    };
    match answered {
        Ok(response) => response,
        Err(error) => {
            let reply = Some(reply);
            refuse(server, Failure { error, reply }).await
        }
    }
}
