//! What the steps about a registering party remember.

use serde_json::Value;

use super::World;
use crate::actor::driver::Done;
use crate::actor::registration::portfolio::Way;
use crate::exchange::model::Exchange;
use crate::oracle::compact::Compact;
use crate::stop::Stop;

/// Typed memory of one scenario.
#[derive(Debug, Default)]
pub struct RegisteringPartyState {
    /// How its recipient comes to the provider.
    pub way: Option<Way>,
    /// How it ended when the party was to act.
    pub done: Option<Done>,
}

impl RegisteringPartyState {
    /// How the party ended that does not say it has done all, so that nobody knows what it had not come to yet.
    pub fn broken_off(&self) -> Option<&str> {
        let done = self.done.as_ref().filter(|done| !done.all);
        done.map(|done| done.how.as_str())
    }
}

/// What a registering party has sent to one endpoint.
#[derive(Debug)]
pub struct Sent {
    /// The exchange.
    pub exchange: Exchange,
    /// The metadata of a registration, or the claims of a request object.
    pub content: Value,
}

impl Sent {
    /// What the server has told in its answer.
    pub fn told(&self) -> Value {
        let response = self.exchange.response.as_ref();
        let body = response.map(|response| response.body.as_slice());
        serde_json::from_slice(body.unwrap_or_default()).unwrap_or_default()
    }
}

/// A registration that is read, updated or deleted.
#[derive(Debug)]
pub struct Managed {
    /// The exchange.
    pub exchange: Exchange,
    /// What the server has told when it was registered.
    pub told: Value,
}

/// Whether the request goes to where the registration is managed.
fn is_managed_at(exchange: &Exchange, told: &Value) -> bool {
    told["registration_client_uri"].as_str() == Some(exchange.request.url.as_str())
}

impl World {
    /// How the recipient comes to the provider.
    pub fn way(&self) -> Result<Way, Stop> {
        let missing = || Stop::harness("no registering party is set up in this scenario");
        self.registering_party.way.ok_or_else(missing)
    }

    /// The registrations that the registering party has asked for.
    pub fn registrations_sent(&self) -> Result<Vec<Sent>, Stop> {
        let registering = |exchange: &Exchange| {
            exchange.request.method == "POST" && exchange.request.url.ends_with("/register")
        };
        self.sent("a registration", registering, |exchange| {
            serde_json::from_slice(&exchange.request.body).ok()
        })
    }

    /// The authorization requests that it has pushed.
    pub fn requests_pushed(&self) -> Result<Vec<Sent>, Stop> {
        let pushing = |exchange: &Exchange| exchange.request.url.ends_with("/par");
        self.sent("a pushed request", pushing, |exchange| {
            let form = url::form_urlencoded::parse(&exchange.request.body);
            let object = form.into_owned().find(|(name, _)| name == "request");
            let claims = Compact::read(&object?.1).ok()?.claims;
            Some(Value::Object(claims))
        })
    }

    /// What it has read, updated and deleted, each with what it was told at the registration (RFC 7592, 2).
    pub fn managements(&self) -> Result<Vec<Managed>, Stop> {
        let told = self.registrations_sent()?.into_iter();
        let told: Vec<Value> = told.map(|sent| sent.told()).collect();
        let received = self.environment.received_from_registering_party();
        let managed: Vec<Managed> = received
            .into_iter()
            .filter_map(|exchange| {
                let own = |told: &&Value| is_managed_at(&exchange, told);
                let told = told.iter().find(own)?.clone();
                Some(Managed { exchange, told })
            })
            .collect();
        if managed.is_empty() {
            return Err(self.has_not("managed a registration"));
        }
        Ok(managed)
    }

    fn sent(
        &self,
        what: &str,
        is_one: impl Fn(&Exchange) -> bool,
        content: impl Fn(&Exchange) -> Option<Value>,
    ) -> Result<Vec<Sent>, Stop> {
        let received = self.environment.received_from_registering_party();
        let fitting = received.into_iter().filter(is_one);
        let sent: Vec<Sent> = fitting
            .filter_map(|exchange| {
                let content = content(&exchange)?;
                Some(Sent { exchange, content })
            })
            .collect();
        if sent.is_empty() {
            return Err(self.has_not(&format!("sent {what}")));
        }
        Ok(sent)
    }

    /// What the registering party has not come to, with how it ended where it did not say that it was done.
    pub fn has_not(&self, what: &str) -> Stop {
        let how = self.registering_party.broken_off();
        let how = how.map(|how| format!(": {how}")).unwrap_or_default();
        Stop::inconclusive(format!("the registering party has not {what}{how}"))
    }
}
