//! An authorization request before it travels: its parameters, and how they travel.

use p256::SecretKey;
use sha2::{Digest as _, Sha256};
use url::Url;

use super::flow::Flow;
use crate::actor::Party;
use crate::actor::environment::Environment;
use crate::actor::environment::clients::OauthClient;
use crate::actor::forge::encoding::base64url;
use crate::actor::oauth_client::answer::Answer;
use crate::actor::oauth_client::{authenticating, post, role_of};
use crate::actor::parameters;
use crate::exchange::call::Call;
use crate::stop::Stop;

/// How a request travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carriage {
    /// In the query.
    Plain,
    /// In the query as a signed request object (RFC 9101, 5.1).
    ByValue,
    /// Pushed as plain parameters (RFC 9126, 2).
    Pushed,
    /// Pushed as a signed request object (RFC 9126, 3).
    PushedObject,
}

impl Carriage {
    /// Whether it goes past the browser.
    pub fn is_pushed(self) -> bool {
        matches!(self, Self::Pushed | Self::PushedObject)
    }

    /// Whether it is signed.
    pub fn is_signed(self) -> bool {
        matches!(self, Self::ByValue | Self::PushedObject)
    }
}

/// What a client makes up for one request.
#[derive(Debug, Clone)]
pub struct OneTime {
    /// Ties the answer to the browser.
    pub state: String,
    /// Ties the ID token to the request.
    pub nonce: String,
    /// The secret behind the code challenge (RFC 7636, 4.1).
    pub verifier: String,
}

impl OneTime {
    /// New values.
    pub fn fresh() -> Self {
        let octets: [u8; 32] = crate::randomness::octets();
        Self {
            state: crate::randomness::identifier(),
            nonce: crate::randomness::identifier(),
            verifier: base64url(&octets),
        }
    }

    /// The challenge of the method S256 (RFC 7636, 4.2).
    pub fn challenge(&self) -> String {
        base64url(&Sha256::digest(self.verifier.as_bytes()))
    }
}

type Parameters = Vec<(String, String)>;

/// An authorization request; it can still be changed.
#[derive(Debug, Clone)]
pub struct AuthorizationRequest {
    /// How it travels.
    pub carriage: Carriage,
    /// What was made up for it.
    pub one_time: OneTime,
    pushed_by: Option<OauthClient>,
    assertion: Option<String>,
    unproven: bool,
    repeats: bool,
    parameters: Parameters,
    beside: Parameters,
    object: Option<String>,
}

/// Where a request has got to.
#[derive(Debug)]
pub enum Carried {
    /// It lies at this address, which a browser can open.
    At(Url),
    /// It was pushed and refused.
    Refused(Box<Answer>),
}

impl AuthorizationRequest {
    /// A request that says nothing yet.
    pub fn new(carriage: Carriage, one_time: OneTime) -> Self {
        Self {
            carriage,
            one_time,
            pushed_by: None,
            assertion: None,
            unproven: false,
            repeats: false,
            parameters: Vec::new(),
            beside: Vec::new(),
            object: None,
        }
    }

    /// The same with one value for a parameter, in its old place where it had one.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        parameters::set(&mut self.parameters, name, value.into());
        self
    }

    /// The same without a parameter.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        parameters::remove(&mut self.parameters, name);
        self
    }

    /// The same with a parameter that stands beside the request object, or beside the `request_uri`.
    #[must_use]
    pub fn with_beside(mut self, name: &str, value: impl Into<String>) -> Self {
        parameters::remove(&mut self.beside, name);
        self.beside.push((name.to_owned(), value.into()));
        self
    }

    /// The same with this text in the place of its request object.
    #[must_use]
    pub fn with_object(mut self, object: String) -> Self {
        self.object = Some(object);
        self
    }

    /// The same, with its last parameter sent twice: the request object, where it is in one.
    #[must_use]
    pub fn repeating_a_parameter(mut self) -> Self {
        self.repeats = true;
        self
    }

    /// The same, pushed with the credentials of this client.
    #[must_use]
    pub fn pushed_by(mut self, client: OauthClient) -> Self {
        self.pushed_by = Some(client);
        self
    }

    /// The same, pushed with nothing but the name of the client.
    #[must_use]
    pub fn pushed_by_name_alone(mut self) -> Self {
        self.unproven = true;
        self
    }

    /// The same, pushed with this assertion.
    #[must_use]
    pub fn pushed_with(mut self, assertion: String) -> Self {
        self.assertion = Some(assertion);
        self
    }

    /// The same in another carriage.
    #[must_use]
    pub fn carried_by(mut self, carriage: Carriage) -> Self {
        self.carriage = carriage;
        self
    }

    /// The value of a parameter.
    pub fn value(&self, name: &str) -> Option<&str> {
        let mut named = self.parameters.iter().filter(|(known, _)| known == name);
        named.next().map(|(_, value)| value.as_str())
    }

    /// The parameters of which a request object is made.
    pub fn inside(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parameters
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Brings it to where a browser can open it.
    pub async fn carry(&self, environment: &Environment, flow: &Flow) -> Result<Carried, Stop> {
        if !self.carriage.is_pushed() {
            return self
                .address(flow, &self.in_the_query(flow))
                .map(Carried::At);
        }
        let answer = self.push(environment, flow).await?;
        match answer.text("request_uri") {
            Some(reference) if answer.succeeded() => {
                self.by_reference(flow, reference).map(Carried::At)
            }
            _ => Ok(Carried::Refused(Box::new(answer))),
        }
    }

    /// Pushes it (RFC 9126, 2.1).
    pub async fn push(&self, environment: &Environment, flow: &Flow) -> Result<Answer, Stop> {
        let endpoint = flow.server.pushed_requests()?.clone();
        let call = Call::post_form(Party::AuthorizationServer, endpoint, &self.form(flow));
        self.send(environment, flow, call).await
    }

    /// Pushes it by GET, its parameters in the query.
    pub async fn push_by_get(
        &self,
        environment: &Environment,
        flow: &Flow,
    ) -> Result<Answer, Stop> {
        let mut endpoint = flow.server.pushed_requests()?.clone();
        endpoint.query_pairs_mut().extend_pairs(self.form(flow));
        let call = Call::get(Party::AuthorizationServer, endpoint);
        self.send(environment, flow, call).await
    }

    async fn send(
        &self,
        environment: &Environment,
        flow: &Flow,
        call: Call,
    ) -> Result<Answer, Stop> {
        let client = self.sender(flow);
        post(environment, role_of(client.who), client, call).await
    }

    fn sender<'a>(&'a self, flow: &'a Flow) -> &'a OauthClient {
        self.pushed_by.as_ref().unwrap_or(&flow.client)
    }

    fn form(&self, flow: &Flow) -> Parameters {
        let mut form = self.beside.clone();
        if self.carriage.is_signed() {
            form.push(("request".to_owned(), self.object(flow, &flow.client.key)));
        } else {
            form.extend(self.parameters.clone());
        }
        self.repeat(&mut form);
        let client = self.sender(flow);
        if self.unproven {
            form.push(("client_id".to_owned(), client.client_id.clone()));
        } else {
            let (issuer, assertion) = (&flow.server.issuer, self.assertion.as_deref());
            form.extend(authenticating(client, issuer, flow.now, assertion));
        }
        form
    }

    /// The address of a request that was pushed: a browser brings no more than two parameters (RFC 9126, 4).
    pub fn by_reference(&self, flow: &Flow, reference: &str) -> Result<Url, Stop> {
        let own = [
            ("client_id".to_owned(), flow.client.client_id.clone()),
            ("request_uri".to_owned(), reference.to_owned()),
        ];
        self.address(flow, &own)
    }

    fn in_the_query(&self, flow: &Flow) -> Parameters {
        if !self.carriage.is_signed() {
            let mut parameters = self.parameters.clone();
            self.repeat(&mut parameters);
            return parameters;
        }
        // FAPI 1.0 Advanced, 5.2.3, item 9: three parameters are repeated outside.
        let repeated = ["response_type", "client_id", "scope"];
        let mut outside: Parameters = repeated
            .into_iter()
            .filter_map(|name| Some((name.to_owned(), self.value(name)?.to_owned())))
            .collect();
        outside.push(("request".to_owned(), self.object(flow, &flow.client.key)));
        self.repeat(&mut outside);
        outside
    }

    fn repeat(&self, sent: &mut Parameters) {
        sent.extend(sent.last().filter(|_| self.repeats).cloned());
    }

    fn object(&self, flow: &Flow, key: &SecretKey) -> String {
        let made = || flow.object_draft(self).signed_by(key);
        self.object.clone().unwrap_or_else(made)
    }

    fn address(&self, flow: &Flow, own: &[(String, String)]) -> Result<Url, Stop> {
        let mut address = flow.server.authorization()?.clone();
        let beside = self.beside.iter().filter(|_| !self.carriage.is_pushed());
        let replaced = |name: &str| {
            !self.carriage.is_pushed() && self.beside.iter().any(|(beside, _)| beside == name)
        };
        let own = own.iter().filter(|(name, _)| !replaced(name));
        address.query_pairs_mut().extend_pairs(own.chain(beside));
        Ok(address)
    }
}
