//! A running resource with two customers, and the means to call it.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use jiff::Timestamp;
use josekit::jwk::KeyPair as _;
use josekit::jws::ES256;
use mock_kit::tls::{ClientIdentity, Manners, TestAuthority, http_client, http_client_as};
use mock_kit::{Clock, ListenerSettings};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::call::{Answer, Call, Certificate, ORIGIN, TOKEN};
use super::stand_in::StandIn;
use crate::resource::{Credentials, Handle, Protection, Settings, spawn};

/// The resource as the authorization server knows it.
pub const RESOURCE: &str = "accounts-api";
/// The customer who uses the client.
pub const ALICE: &str = "alice";
/// Somebody else.
pub const BOB: &str = "bob";
/// When everything happens.
const NOW: &str = "2026-03-01T12:00:00Z";

/// What a resource can be asked to look at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rules {
    pub sender_constrained: bool,
    pub consent: bool,
}

/// Everything: the rules of FDX.
pub const STRICT: Rules = Rules {
    sender_constrained: true,
    consent: true,
};

pub struct Bench {
    pub handle: Handle,
    pub stand_in: StandIn,
    pub clock: Clock,
    callers: Callers,
}

/// Clients with their certificates.
struct Callers {
    own: ClientIdentity,
    with_own: reqwest::Client,
    with_another: reqwest::Client,
    with_none: reqwest::Client,
}

impl Bench {
    pub async fn plain() -> Self {
        Self::with(Rules::default()).await
    }

    pub async fn strict() -> Self {
        Self::with(STRICT).await
    }

    pub async fn with(rules: Rules) -> Self {
        let authority = TestAuthority::new().unwrap();
        let clock = Clock::frozen_at(NOW.parse().unwrap());
        let pair = ES256.generate_key_pair().unwrap();
        let stand_in = StandIn::spawn(&authority, &clock, pair.to_jwk_public_key()).await;
        let credentials = Credentials {
            client_id: RESOURCE.to_owned(),
            key: pair.to_jwk_private_key(),
        };
        let settings = settings(rules, &authority, &clock, &stand_in, credentials);
        let bench = Self {
            handle: spawn(settings).await.unwrap(),
            callers: Callers::new(&authority),
            stand_in,
            clock,
        };
        bench.stand_in.know(TOKEN, bench.facts(&json!({})));
        bench
    }

    /// What the authorization server says of a token of Alice's that is good for everything, but for these members. `null` takes one away.
    pub fn facts(&self, but: &Value) -> Value {
        let mut facts = json!({
            "active": true, "token_type": "Bearer", "sub": ALICE, "client_id": "app",
            "scope": "openid accounts payments", "exp": self.clock.unix_now() + 600,
            "cnf": { "x5t#S256": thumbprint(self.callers.own.certificate()) },
            "authorization_details": details(&json!([{ "dataClusters": ["accounts", "payments"] }])),
        });
        for (name, value) in but.as_object().unwrap() {
            facts[name] = value.clone();
        }
        facts
            .as_object_mut()
            .unwrap()
            .retain(|_, value| !value.is_null());
        facts
    }

    /// A token of which the authorization server says the same but for these members.
    pub fn token(&self, name: &str, but: &Value) -> String {
        self.stand_in.know(name, self.facts(but));
        name.to_owned()
    }

    /// The id of an account.
    pub fn account_of(&self, customer: &str, index: usize) -> String {
        self.handle.accounts(customer)[index].account_id.clone()
    }

    pub fn order(&self, customer: &str) -> Value {
        json!({ "accountId": self.account_of(customer, 0), "payee": "The baker", "amount": 1250 })
    }

    pub fn commit(&self, fault: &str) {
        self.handle.control().faults.activate(fault).unwrap();
    }

    pub fn behave(&self) {
        self.handle.control().faults.clear();
    }

    /// Somebody without a certificate.
    pub fn anybody(&self) -> &reqwest::Client {
        &self.callers.with_none
    }

    pub async fn send(&self, call: Call) -> Answer {
        let address = self.handle.base().join(call.target.trim_start_matches('/'));
        let http = self.callers.with(call.certificate);
        let mut request = http.request(call.method, address.unwrap());
        for authorization in call.authorization {
            request = request.header("authorization", authorization);
        }
        for (name, value) in call.fields {
            request = request.header(name, value);
        }
        let answer = request.body(call.body.unwrap_or_default()).send();
        let answer = answer.await.unwrap();
        Answer {
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            octets: answer.bytes().await.unwrap().to_vec(),
        }
    }

    pub async fn status(&self, call: Call) -> u16 {
        self.send(call).await.status
    }

    pub async fn outcome(&self, call: Call) -> String {
        self.send(call).await.outcome()
    }

    /// The payments made, as control shows them.
    pub async fn payments(&self) -> usize {
        let shown = self.handle.control().inspect().await;
        shown["payments"].as_array().unwrap().len()
    }
}

impl Callers {
    fn new(authority: &TestAuthority) -> Self {
        let trust = [authority.pem()];
        let own = ClientIdentity::self_signed("app").unwrap();
        let another = ClientIdentity::self_signed("app").unwrap();
        Self {
            with_own: http_client_as("app", &own, &trust).unwrap(),
            with_another: http_client_as("app", &another, &trust).unwrap(),
            with_none: http_client(&trust).unwrap(),
            own,
        }
    }

    fn with(&self, certificate: Certificate) -> &reqwest::Client {
        match certificate {
            Certificate::Own => &self.with_own,
            Certificate::Another => &self.with_another,
            Certificate::None => &self.with_none,
        }
    }
}

/// A consent object with these resources.
pub fn details(resources: &Value) -> Value {
    json!([{ "type": "fdx.v1.0", "consentRequest": { "durationType": "ONE_TIME", "resources": resources } }])
}

/// The second at which everything happens.
pub fn now() -> i64 {
    NOW.parse::<Timestamp>().unwrap().as_second()
}

/// A JWT with these claims, signed by nobody.
pub fn jwt(claims: &Value) -> String {
    jwt_of("PS256", claims)
}

/// The same under an algorithm of this name.
pub fn jwt_of(algorithm: &str, claims: &Value) -> String {
    let part = |value: &Value| Base64UrlUnpadded::encode_string(value.to_string().as_bytes());
    format!(
        "{}.{}.AAAA",
        part(&json!({ "alg": algorithm })),
        part(claims)
    )
}

fn thumbprint(certificate: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(&Sha256::digest(certificate))
}

fn settings(
    rules: Rules,
    authority: &TestAuthority,
    clock: &Clock,
    stand_in: &StandIn,
    credentials: Credentials,
) -> Settings {
    let manners = Manners {
        asks_for_certificates: true,
        ..Manners::default()
    };
    let identity = authority.identity_for(&["localhost"]).unwrap();
    let identity = identity.in_manner(manners).unwrap();
    Settings {
        listener: ListenerSettings::ephemeral(Some(identity)),
        clock: clock.clone(),
        issuer: stand_in.issuer.clone(),
        trust: vec![authority.pem().to_owned()],
        credentials,
        sender_constrained: rules.sender_constrained,
        consent: rules.consent,
        accounts: protection("accounts"),
        payments: protection("payments"),
        customers: vec![ALICE.to_owned(), BOB.to_owned()],
        origins: vec![ORIGIN.parse().unwrap()],
    }
}

/// A scope value stands for the data cluster of the same name.
fn protection(scope: &str) -> Protection {
    Protection {
        scope: scope.to_owned(),
        data_cluster: scope.to_owned(),
    }
}
