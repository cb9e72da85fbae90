//! A running client with its counterparts, and a browser.

use josekit::jwk::Jwk;
use mock_kit::tls::{ClientIdentity, TestAuthority, http_client};
use mock_kit::{Clock, ListenerSettings};
use serde_json::Value;
use url::Url;

use super::run::{Run, Sent};
use super::sealing::{self, CLIENT_RSA};
use super::situation::{Delivery, SILVER, Situation};
use super::stand_in::StandIn;
use crate::client::{Handle, Keys, Settings, spawn};
use crate::settings::{Algorithm, ResponseOption};

/// The client as the authorization server knows it.
pub const CLIENT: &str = "budget-app";
/// When everything happens.
const NOW: &str = "2026-03-01T12:00:00Z";

pub struct Bench {
    pub handle: Handle,
    pub stand_in: StandIn,
    /// Another authorization server that the client deals with.
    pub other_server: StandIn,
    pub signing: Jwk,
    pub identity: ClientIdentity,
    pub browser: reqwest::Client,
    situation: Situation,
}

/// What a browser was told.
pub struct Answer {
    pub status: u16,
    pub location: Option<Url>,
    pub cookie: Option<String>,
    pub body: String,
}

impl Bench {
    pub async fn with(situation: Situation) -> Self {
        let authority = TestAuthority::new().unwrap();
        let clock = Clock::frozen_at(NOW.parse().unwrap());
        let decryption = situation.encrypted.map(sealing::decryption_key);
        let stand_in =
            StandIn::spawn(&authority, &clock, situation.clone(), decryption.clone()).await;
        let signing = if situation.signs_with_rsa {
            CLIENT_RSA.clone()
        } else {
            sealing::ec("of-the-client")
        };
        let identity = ClientIdentity::self_signed(CLIENT).unwrap();
        let other_server =
            StandIn::spawn(&authority, &clock, situation.clone(), decryption.clone()).await;
        let other = TestAuthority::new().unwrap();
        let trusted = if situation.trusted {
            &authority
        } else {
            &other
        };
        let usual = (stand_in.issuer.clone(), trusted.pem().to_owned());
        let (issuer, trust) = situation.server.clone().unwrap_or(usual);
        let handle = spawn(Settings {
            listener: ListenerSettings::ephemeral(Some(
                authority.identity_for(&["localhost"]).unwrap(),
            )),
            clock,
            issuer,
            other_issuers: vec![other_server.issuer.clone()],
            resource: stand_in.resource.clone(),
            trust: vec![trust],
            client_id: CLIENT.to_owned(),
            keys: Keys {
                signing: signing.clone(),
                decryption,
            },
            identity: identity.clone(),
            authentication: situation.authentication,
            scope: situation.scope.to_owned(),
            authorization_details: None,
            acr: situation.needs_silver.then(|| SILVER.to_owned()),
            algorithms: vec![Algorithm::Es256, Algorithm::Ps256, Algorithm::EdDsa],
            request: situation.request,
            response: situation.response,
        });
        Self {
            handle: handle.await.unwrap(),
            stand_in,
            other_server,
            signing,
            identity,
            browser: http_client(&[authority.pem()]).unwrap(),
            situation,
        }
    }

    pub fn commit(&self, fault: &str) {
        self.handle.control().faults.activate(fault).unwrap();
    }

    /// One authorization from its start to its end.
    pub async fn run(&self) -> Run {
        let before = self.stand_in.journal.entries().len();
        let start = self.get("start", None).await;
        let mut outcome = start.body.clone();
        if let Some(address) = &start.location {
            let response = self.stand_in.respond(address);
            outcome = self.deliver(&response, start.cookie.as_deref()).await.body;
        }
        let entries = self.stand_in.journal.entries().into_iter().skip(before);
        Run {
            asked: start
                .location
                .as_ref()
                .map(|address| self.stand_in.understood(address)),
            authorization: start.location,
            cookie: start.cookie,
            outcome: serde_json::from_str(&outcome).unwrap_or_default(),
            sent: entries.map(Sent::from).collect(),
        }
    }

    async fn deliver(&self, response: &[(String, String)], cookie: Option<&str>) -> Answer {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(response);
        if self.situation.delivery == Delivery::Twice {
            form.append_pair("state", "another");
        }
        let encoded = form.finish();
        let (path, cookie) = match self.situation.delivery {
            Delivery::WithoutSession => ("callback", None),
            Delivery::Elsewhere => ("elsewhere", cookie),
            Delivery::OtherRedirectUri => ("callback/1", cookie),
            Delivery::Usual | Delivery::Twice => ("callback", cookie),
        };
        if self.situation.response == ResponseOption::CodeIdToken {
            return self.post(path, cookie, encoded).await;
        }
        self.get(&format!("{path}?{encoded}"), cookie).await
    }

    pub async fn get(&self, path: &str, cookie: Option<&str>) -> Answer {
        let address = self.handle.base().join(path).unwrap();
        answered(self.browser.get(address), cookie).await
    }

    pub async fn post(&self, path: &str, cookie: Option<&str>, form: String) -> Answer {
        let address = self.handle.base().join(path).unwrap();
        let request = self.browser.post(address).body(form);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        answered(request, cookie).await
    }

    /// The path that the other server is to send its response to.
    pub async fn redirect_uri_at_the_other_server(&self) -> String {
        let start = format!("start?issuer={}", self.other_server.issuer);
        let authorization = self.get(&start, None).await.location.unwrap();
        let asked = self.other_server.understood(&authorization);
        let redirect_uri: Url = asked["redirect_uri"].as_str().unwrap().parse().unwrap();
        redirect_uri.path().to_owned()
    }

    /// What is shown to whoever controls the client.
    pub async fn inspect(&self) -> Value {
        self.handle.control().inspect().await
    }
}

async fn answered(mut request: reqwest::RequestBuilder, cookie: Option<&str>) -> Answer {
    if let Some(cookie) = cookie {
        request = request.header("cookie", cookie);
    }
    let answer = request.send().await.unwrap();
    let field = |name: &str| {
        answer
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
    };
    let cookie = field("set-cookie").map(|set| set.split(';').next().unwrap().to_owned());
    Answer {
        status: answer.status().as_u16(),
        location: field("location").map(|address| address.parse().unwrap()),
        cookie,
        body: answer.text().await.unwrap(),
    }
}
