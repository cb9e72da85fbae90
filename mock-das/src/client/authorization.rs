//! How the client gets its access tokens: from the server that it was set up with, and from nobody whom that server names instead.

use http::Method;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use url::{Url, form_urlencoded};

use super::Client;
use super::answer::{Answer, details};
use super::call::{Call, Leg};
use super::error::ClientError;
use super::faults::authorization as faulty;
use crate::checks::token_claims::same_issuer;
use crate::state::later;

/// How long before its expiry a token is not used any more.
const MARGIN: SignedDuration = SignedDuration::from_secs(60);
/// What a request to the token endpoint is for.
const GET_TOKEN: &str = "get an access token";

/// An access token that was verified.
#[derive(Clone, Debug)]
pub struct HeldToken {
    text: String,
    good_until: Timestamp,
}

impl HeldToken {
    /// Its text.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// The endpoints of the authorization server.
#[derive(Clone, Debug)]
pub struct Endpoints {
    token: Url,
    /// Where its keys are.
    pub keys: Url,
}

impl Client {
    /// An access token that is good for a while, a new one if need be.
    pub(super) async fn access_token(&mut self) -> Result<String, ClientError> {
        let now = self.settings.clock.now();
        if let Some(held) = &self.held
            && now < held.good_until
        {
            return Ok(held.text.clone());
        }
        let fetched = self.fetch_token().await?;
        self.held = Some(fetched.clone());
        Ok(fetched.text)
    }

    /// Has the next call fetch another token.
    pub(super) fn forget_token(&mut self) {
        self.held = None;
    }

    async fn fetch_token(&self) -> Result<HeldToken, ClientError> {
        let endpoints = self.endpoints().await?;
        let answer = self
            .line
            .send(&self.token_request(&endpoints.token)?)
            .await?;
        let body = answer.json();
        if !answer.status.is_success() {
            return Err(refused(GET_TOKEN, &answer));
        }
        let text = body.get("access_token").and_then(Value::as_str);
        let text = text.ok_or(ClientError::AccessToken("there is none in the answer"))?;
        if !is_bearer(&body) {
            return Err(ClientError::AccessToken("it is no bearer token"));
        }
        self.verify_token(text, &endpoints).await?;
        let lifetime = body.get("expires_in").and_then(Value::as_i64).unwrap_or(0);
        let usable = SignedDuration::from_secs(lifetime).saturating_sub(MARGIN);
        Ok(HeldToken {
            text: text.to_owned(),
            good_until: later(self.settings.clock.now(), usable),
        })
    }

    /// What the discovery document says, if it is the server's own (OpenID Connect Discovery, 4.3) and names endpoints of its host.
    async fn endpoints(&self) -> Result<Endpoints, ClientError> {
        let issuer = self.settings.issuer.as_str().trim_end_matches('/');
        let url = Url::parse(&format!("{issuer}/.well-known/openid-configuration"));
        let url = url.map_err(|_| ClientError::Metadata("the issuer is no URL"))?;
        let what = "read the metadata of the authorization server";
        let document = self.read_document(what, url).await?;
        let named = document.get("issuer").and_then(Value::as_str);
        let own = named.is_some_and(|named| same_issuer(named, &self.settings.issuer));
        if !own && !self.faults.commits(&faulty::BELIEVES_ANY_ISSUER) {
            return Err(ClientError::Metadata("they are of another issuer"));
        }
        Ok(Endpoints {
            token: self.own_endpoint(&document, "token_endpoint")?,
            keys: self.own_endpoint(&document, "jwks_uri")?,
        })
    }

    /// A JSON document of the authorization server.
    pub(super) async fn read_document(
        &self,
        what: &'static str,
        url: Url,
    ) -> Result<Value, ClientError> {
        let call = Call::new(what, Leg::AuthorizationServer, Method::GET, url);
        let answer = self.line.send(&call).await?;
        if !answer.status.is_success() {
            return Err(refused(what, &answer));
        }
        Ok(answer.json())
    }

    fn own_endpoint(&self, document: &Value, member: &str) -> Result<Url, ClientError> {
        let url = document.get(member).and_then(Value::as_str);
        let url = url.and_then(|text| Url::parse(text).ok());
        let url = url.ok_or(ClientError::Metadata("an endpoint is missing"))?;
        let own = url.origin() == self.settings.issuer.origin();
        let follows = self.faults.commits(&faulty::FOLLOWS_ANOTHER_TOKEN_ENDPOINT);
        if url.scheme() != "https" || !(own || follows) {
            return Err(ClientError::Metadata("an endpoint is at another host"));
        }
        Ok(url)
    }

    /// The token request of the seed: POST, four parameters, nothing else.
    fn token_request(&self, endpoint: &Url) -> Result<Call, ClientError> {
        let mut parameters = vec![
            ("grant_type", "client_credentials".to_owned()),
            ("scope", self.settings.scope.clone()),
            (
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer".to_owned(),
            ),
            ("client_assertion", self.assertion(endpoint)?),
        ];
        self.bend_request(&mut parameters);
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&parameters)
            .finish();
        let (method, url) = self.bent_address(endpoint, &form);
        let call = Call::new(GET_TOKEN, Leg::AuthorizationServer, method, url);
        if call.method == Method::GET {
            return Ok(call);
        }
        Ok(call.with("application/x-www-form-urlencoded", form))
    }

    fn bent_address(&self, endpoint: &Url, form: &str) -> (Method, Url) {
        let mut url = endpoint.clone();
        let by_get = self.faults.commits(&faulty::ASKS_BY_GET);
        if by_get || self.faults.commits(&faulty::ASSERTS_IN_THE_QUERY) {
            url.set_query(Some(form));
        }
        if self.faults.commits(&faulty::ADDS_A_PASSWORD) {
            // What stands before the host travels as Basic authentication.
            let _ = url
                .set_username("office")
                .and_then(|()| url.set_password(Some("horse")));
        }
        (if by_get { Method::GET } else { Method::POST }, url)
    }

    fn bend_request(&self, parameters: &mut Vec<(&'static str, String)>) {
        if self.faults.commits(&faulty::ASKS_FOR_ANOTHER_GRANT) {
            "urn:ietf:params:oauth:grant-type:jwt-bearer".clone_into(&mut parameters[0].1);
        }
        if self.faults.commits(&faulty::ASKS_WITHOUT_SCOPE) {
            parameters.retain(|(name, _)| *name != "scope");
        }
        if self.faults.commits(&faulty::OMITS_THE_ASSERTION_TYPE) {
            parameters.retain(|(name, _)| *name != "client_assertion_type");
        }
        if self.faults.commits(&faulty::ADDS_A_SECRET) {
            parameters.push(("client_secret", "correct horse battery staple".to_owned()));
        }
        if self.faults.commits(&faulty::DISCLOSES_ITS_PRIVATE_KEY) {
            parameters.push(("client_key", self.settings.private_key_pem.clone()));
        }
    }
}

fn is_bearer(body: &Value) -> bool {
    let kind = body.get("token_type").and_then(Value::as_str);
    kind.is_some_and(|kind| kind.eq_ignore_ascii_case("bearer"))
}

/// A refusal, with what the answer says about it.
pub(super) fn refused(what: &'static str, answer: &Answer) -> ClientError {
    ClientError::Refused {
        what,
        status: answer.status,
        details: details(&answer.json()),
    }
}
