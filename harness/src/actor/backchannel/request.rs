//! An authentication request before it travels: its parameters, how they are wrapped, and what proves who sends them.

use serde_json::{Map, Value};

use super::flow::BackchannelFlow;
use crate::actor::Party;
use crate::actor::environment::Environment;
use crate::actor::environment::clients::OauthClient;
use crate::actor::oauth_client::answer::Answer;
use crate::actor::oauth_client::{authenticating, knock, role_of};
use crate::actor::parameters;
use crate::exchange::call::Call;
use crate::stop::Stop;

type Form = Vec<(String, String)>;

/// What proves who sends a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// What the client is registered with.
    Own,
    /// This assertion.
    Assertion(String),
    /// Nothing but the name of the client.
    NameAlone,
    /// The assertion of the client, within the signed request.
    WithinTheRequest,
}

/// How a request travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Envelope {
    /// As a form, by POST (CIBA, 7.1).
    Form,
    /// As JSON, by POST.
    Json,
    /// In the query of a GET.
    Query,
}

/// An authentication request; it can still be changed.
#[derive(Debug, Clone)]
pub struct BackchannelRequest {
    signed: bool,
    parameters: Vec<(String, Value)>,
    beside: Form,
    object: Option<String>,
    repeated: Option<&'static str>,
    proof: Proof,
    envelope: Envelope,
}

impl BackchannelRequest {
    /// A request that says nothing yet.
    pub fn new(signed: bool) -> Self {
        Self {
            signed,
            parameters: Vec::new(),
            beside: Vec::new(),
            object: None,
            repeated: None,
            proof: Proof::Own,
            envelope: Envelope::Form,
        }
    }

    /// The same with one value for a parameter, in its old place where it had one.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        parameters::set(&mut self.parameters, name, value.into());
        self
    }

    /// The same without a parameter.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        parameters::remove(&mut self.parameters, name);
        self
    }

    /// The same with a parameter beside the signed request.
    #[must_use]
    pub fn with_beside(mut self, name: &str, value: impl Into<String>) -> Self {
        self.beside.push((name.to_owned(), value.into()));
        self
    }

    /// The same with all of its parameters beside the signed request too.
    #[must_use]
    pub fn with_everything_beside(mut self) -> Self {
        let all = self.parameters.iter();
        self.beside = all
            .map(|(name, value)| (name.clone(), text(value)))
            .collect();
        self
    }

    /// The same, signed.
    #[must_use]
    pub fn signed(self) -> Self {
        Self {
            signed: true,
            ..self
        }
    }

    /// The same, not signed.
    #[must_use]
    pub fn unsigned(self) -> Self {
        Self {
            signed: false,
            ..self
        }
    }

    /// The same with this text in the place of its signed request.
    #[must_use]
    pub fn with_object(self, object: String) -> Self {
        Self {
            signed: true,
            object: Some(object),
            ..self
        }
    }

    /// The same with a parameter sent twice.
    #[must_use]
    pub fn repeating(self, name: &'static str) -> Self {
        Self {
            repeated: Some(name),
            ..self
        }
    }

    /// The same with another proof of who sends it.
    #[must_use]
    pub fn proved_by(self, proof: Proof) -> Self {
        Self { proof, ..self }
    }

    /// The same in another envelope.
    #[must_use]
    pub fn in_envelope(self, envelope: Envelope) -> Self {
        Self { envelope, ..self }
    }

    /// The parameters of which a signed request is made.
    pub fn parameters(&self) -> impl Iterator<Item = (&str, &Value)> {
        let parameters = self.parameters.iter();
        parameters.map(|(name, value)| (name.as_str(), value))
    }

    /// A parameter that is a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        let mut parameters = self.parameters();
        let (_, value) = parameters.find(|(known, _)| *known == name)?;
        value.as_str()
    }

    /// Sends it; where a certificate is the proof, a request without proof goes without it.
    pub async fn send(
        &self,
        environment: &Environment,
        flow: &BackchannelFlow,
    ) -> Result<Answer, Stop> {
        let client = &flow.client;
        if self.proof == Proof::NameAlone && client.credential.is_certificate() {
            let bare = without_certificate(client);
            return self.send_as(environment, flow, &bare).await;
        }
        self.send_as(environment, flow, client).await
    }

    /// Sends it over a connection of this client.
    pub async fn send_as(
        &self,
        environment: &Environment,
        flow: &BackchannelFlow,
        client: &OauthClient,
    ) -> Result<Answer, Stop> {
        let sender = environment.sender_as(role_of(client.who), client)?;
        knock(&sender, self.call(flow)).await
    }

    fn call(&self, flow: &BackchannelFlow) -> Call {
        let (party, mut endpoint) = (Party::AuthorizationServer, flow.endpoint.clone());
        let form = self.form(flow);
        match self.envelope {
            Envelope::Form => Call::post_form(party, endpoint, &form),
            Envelope::Json => {
                let members: Map<String, Value> = form
                    .into_iter()
                    .map(|(name, value)| (name, Value::from(value)))
                    .collect();
                Call::json(party, "POST", endpoint, &Value::Object(members))
            }
            Envelope::Query => {
                endpoint.query_pairs_mut().extend_pairs(form);
                Call::get(party, endpoint)
            }
        }
    }

    fn form(&self, flow: &BackchannelFlow) -> Form {
        let mut form = self.beside.clone();
        if self.signed {
            form.push(("request".to_owned(), self.object(flow)));
        } else {
            form.extend(
                self.parameters
                    .iter()
                    .map(|(name, value)| (name.clone(), text(value))),
            );
        }
        let repeated = form
            .iter()
            .find(|(name, _)| Some(name.as_str()) == self.repeated);
        form.extend(repeated.cloned());
        form.extend(self.proof(flow));
        form
    }

    fn object(&self, flow: &BackchannelFlow) -> String {
        let mut draft = flow.draft(self);
        if self.proof == Proof::WithinTheRequest {
            for (name, value) in authenticating(&flow.client, &flow.server.issuer, flow.now, None) {
                draft = draft.with_claim(&name, value);
            }
        }
        let made = || draft.signed_by(&flow.client.key);
        self.object.clone().unwrap_or_else(made)
    }

    fn proof(&self, flow: &BackchannelFlow) -> Form {
        let given = match &self.proof {
            Proof::Own => None,
            Proof::Assertion(assertion) => Some(assertion.as_str()),
            Proof::NameAlone => {
                return vec![("client_id".to_owned(), flow.client.client_id.clone())];
            }
            Proof::WithinTheRequest => return Vec::new(),
        };
        authenticating(&flow.client, &flow.server.issuer, flow.now, given)
    }
}

/// The same client over connections on which it shows no certificate.
pub fn without_certificate(client: &OauthClient) -> OauthClient {
    OauthClient {
        identity: None,
        ..client.clone()
    }
}

fn text(value: &Value) -> String {
    let text = value.as_str().map(str::to_owned);
    text.unwrap_or_else(|| value.to_string())
}
