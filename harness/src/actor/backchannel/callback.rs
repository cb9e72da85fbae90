//! The notification endpoint of a client, played by us (CIBA, 9): it answers as the scenario wants.

use std::time::Duration;

use jiff::Timestamp;
use mock_kit::{Clock, HeldUp, ListenerSettings};
use serde_json::Value;
use url::Url;
use wiremock::ResponseTemplate;

use crate::actor::Party;
use crate::actor::counterparty::Scripted;
use crate::actor::environment::Environment;
use crate::actor::environment::received::Ear;
use crate::named::named;
use crate::stop::Stop;

/// Longer than any server waits for an answer.
const SILENCE: Duration = Duration::from_mins(10);
/// Where redirects lead to.
const ELSEWHERE: &str = "/elsewhere";

named! {
    /// How the endpoint answers.
    pub enum Callback {
        /// As it should.
        NoContent = "204",
        /// With a body that nobody asked for.
        Body = "200 and a body",
        /// With a redirect.
        MovedPermanently = "301",
        /// With a redirect.
        Found = "302",
        /// With a redirect that keeps the method.
        TemporaryRedirect = "307",
        /// With a redirect that keeps the method.
        PermanentRedirect = "308",
        /// It does not believe the server.
        Unauthorized = "401",
        /// It does not want to be told.
        Forbidden = "403",
        /// It is broken.
        Broken = "500",
        /// Not at all.
        Silence = "nothing",
    }
}

impl Callback {
    fn template(self) -> ResponseTemplate {
        match self {
            Self::NoContent => ResponseTemplate::new(204),
            Self::Body => {
                ResponseTemplate::new(200).set_body_string("thank you, whatever that was")
            }
            Self::MovedPermanently => redirect(301),
            Self::Found => redirect(302),
            Self::TemporaryRedirect => redirect(307),
            Self::PermanentRedirect => redirect(308),
            Self::Unauthorized => ResponseTemplate::new(401),
            Self::Forbidden => ResponseTemplate::new(403),
            Self::Broken => ResponseTemplate::new(500),
            Self::Silence => ResponseTemplate::new(204).set_delay(SILENCE),
        }
    }
}

fn redirect(status: u16) -> ResponseTemplate {
    ResponseTemplate::new(status).insert_header("Location", ELSEWHERE)
}

/// An endpoint with its journal.
#[derive(Debug)]
pub struct CallbackEndpoint {
    scripted: Scripted,
    url: Url,
    answer: Callback,
    /// Whoever calls an endpoint that says nothing is kept waiting.
    _held: Option<HeldUp>,
}

/// A notification as it arrived.
#[derive(Debug, Clone)]
pub struct Notification {
    /// The path that it was sent to.
    pub path: String,
    /// Its `Authorization` header field.
    pub authorization: Option<String>,
    /// Its media type.
    pub media_type: String,
    /// Its body, null where that was not JSON.
    pub body: Value,
}

impl Notification {
    /// A member of its body that is text.
    pub fn text(&self, member: &str) -> Option<&str> {
        self.body.get(member)?.as_str()
    }
}

impl CallbackEndpoint {
    /// Opens an endpoint that answers in this way.
    pub async fn open(
        settings: &ListenerSettings,
        clock: Clock,
        answer: Callback,
    ) -> Result<Self, Stop> {
        let silent = answer == Callback::Silence;
        let held = silent.then(|| clock.hold_callers_until(Timestamp::MAX));
        let scripted = Scripted::open(settings, clock, vec![answer.template()]).await?;
        let url = crate::actor::environment::join(scripted.base(), "notifications")?;
        Ok(Self {
            scripted,
            url,
            answer,
            _held: held,
        })
    }

    /// Its address.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Its journal, for the report: the authorization server alone is told of it.
    pub fn ear(&self) -> Ear {
        let caller = Party::AuthorizationServer;
        self.scripted
            .ear(Party::CibaClient, "notified client", caller, &self.url)
    }

    /// Waits until so many notifications have arrived; false when they do not in time.
    pub async fn wait_for(&self, environment: &Environment, count: usize) -> bool {
        if self.answer == Callback::Silence {
            return self.scripted.is_called(environment, count).await;
        }
        self.scripted.wait_for_calls(environment, count).await
    }

    /// Looks out for a moment whether so many notifications arrive: for those that should not.
    pub async fn has_soon(&self, environment: &Environment, count: usize) -> bool {
        self.scripted.has_calls_soon(environment, count).await
    }

    /// The notifications so far.
    pub fn received(&self) -> Vec<Notification> {
        let entries = self.scripted.entries();
        entries.iter().map(notification).collect()
    }
}

fn notification(entry: &mock_kit::Exchange) -> Notification {
    let header = |name: http::HeaderName| {
        let value = entry.request_headers.get(name);
        value.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    Notification {
        path: entry.target.clone(),
        authorization: header(http::header::AUTHORIZATION),
        media_type: header(http::header::CONTENT_TYPE).unwrap_or_default(),
        body: serde_json::from_slice(&entry.request_body.octets()).unwrap_or_default(),
    }
}
