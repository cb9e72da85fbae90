//! How a web client is set up: in which way it asks, as whom, and for what.

use super::asked::Asked;
use crate::actor::authorization::request::Carriage;
use crate::requirement::wire::{
    AuthorizationWire, PushedRequestRule, RequestObjectRule, ResponseOption,
};
use crate::stop::{Step, Stop};

/// Which keys a client has, and as whom it shows itself with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keys {
    /// Whether it proves who it is by its certificate, and not by assertions (RFC 8705, 2).
    pub proves_by_certificate: bool,
    /// Whether it signs with an RSA key, and not on an elliptic curve.
    pub signs_with_rsa: bool,
    /// Whether it has an RSA key for encrypted ID tokens (OpenID Connect Core, 10.2).
    pub decrypts: bool,
}

/// What a scenario is about, so that a client that asks in another way is not judged by it. In everything else one that is not ours asks
/// as it was built to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Subject {
    /// How requests travel.
    pub carriage: bool,
    /// How they are answered.
    pub response: bool,
}

/// How a client is set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetUp {
    /// What of it the scenario is about.
    pub subject: Subject,
    /// How its requests travel.
    pub carriage: Carriage,
    /// How it asks to be answered.
    pub response: ResponseOption,
    /// Its keys.
    pub keys: Keys,
    /// The scope values that it asks for.
    pub scope: Vec<String>,
    /// The level of assurance that it needs (OpenID Connect Core, 5.5.1.1).
    pub acr: Option<String>,
    /// Whether it deals with a second authorization server.
    pub knows_two_servers: bool,
}

impl SetUp {
    /// What the profile leaves to a client that wants nothing in particular.
    pub fn usual(wire: &AuthorizationWire) -> Self {
        let first = wire.responses.first().copied();
        let signs = wire.request_object == RequestObjectRule::Required;
        let carriage = match wire.pushed_requests {
            PushedRequestRule::Required if signs => Carriage::PushedObject,
            PushedRequestRule::Required => Carriage::Pushed,
            _ if signs => Carriage::ByValue,
            _ => Carriage::Plain,
        };
        Self {
            subject: Subject::default(),
            carriage,
            response: first.unwrap_or(ResponseOption::Code),
            keys: Keys {
                proves_by_certificate: false,
                signs_with_rsa: false,
                decrypts: false,
            },
            scope: wire.scopes.clone(),
            acr: None,
            knows_two_servers: false,
        }
    }

    /// What a client that is not ours is not asked to do cannot be judged: it asks as it was built to.
    pub fn demand_fit(&self, asked: &Asked) -> Step {
        let kind = asked.value("response_type").unwrap_or_default();
        let within_jwt = asked
            .value("response_mode")
            .is_some_and(|mode| mode.ends_with("jwt"));
        let response = match kind.as_str() {
            "code" if within_jwt => ResponseOption::CodeJwt,
            "code" => ResponseOption::Code,
            _ => ResponseOption::CodeIdToken,
        };
        let differences = [
            (
                self.subject.response && self.response != response,
                "another kind of response",
            ),
            (
                self.subject.carriage && self.carriage.is_pushed() != asked.is_pushed(),
                "authorization in another way",
            ),
            (
                self.acr.is_some() && asked.value("claims").is_none(),
                "no level of assurance",
            ),
            (
                self.asks_who() != asked.has_scope("openid"),
                "another scope",
            ),
        ];
        match differences.into_iter().find(|(differs, _)| *differs) {
            None => Ok(()),
            Some((_, what)) => Err(Stop::not_applicable(format!("the client asks for {what}"))),
        }
    }

    /// Whether it wants to know who the user is (OpenID Connect Core, 3.1.2.1).
    pub fn asks_who(&self) -> bool {
        self.scope.iter().any(|value| value == "openid")
    }
}
