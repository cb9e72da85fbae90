//! A server with two clients and one user, and a browser that fills in its pages.

use std::collections::BTreeMap;

use jiff::Timestamp;
use mock_kit::tls::{ClientIdentity, Manners, Suites, TestAuthority, http_client_as};
use mock_kit::{Clock, ListenerSettings, entropy};
use serde_json::{Map, Value, json};
use url::{Url, form_urlencoded};

use crate::checks::assertion_type::JWT_BEARER;
use crate::testing::NOW;
use crate::tests::bench::{Answer, ClientKeyPair, claims};
use crate::{
    Authentication, Client, ClientKeys, ClientStatus, Handle, RegistrationError, Settings, User,
    Variant, spawn,
};

/// The verifier of RFC 7636, appendix B, and its challenge.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
pub const ACR: &str = "urn:mace:incommon:iap:silver";

/// A client with what it holds.
pub struct Party {
    pub client_id: &'static str,
    pub key: ClientKeyPair,
    pub identity: ClientIdentity,
    pub http: reqwest::Client,
}

impl Party {
    pub fn new(client_id: &'static str, authority: &TestAuthority) -> Self {
        let identity = authority.client_identity(client_id).unwrap();
        Self::showing(client_id, identity, authority)
    }

    pub fn showing(
        client_id: &'static str,
        identity: ClientIdentity,
        authority: &TestAuthority,
    ) -> Self {
        Self {
            client_id,
            key: ClientKeyPair::generate(),
            http: http_client_as(client_id, &identity, &[authority.pem()]).unwrap(),
            identity,
        }
    }

    pub fn redirect_uri(&self) -> String {
        format!("https://{}.example/callback", self.client_id)
    }

    pub fn registration(&self) -> Client {
        let scopes = ["openid", "accounts", "transactions"];
        Client {
            redirect_uris: vec![Url::parse(&self.redirect_uri()).unwrap()],
            ..Client::machine(
                self.client_id,
                ClientKeys::Jwks(self.key.key_set()),
                scopes.map(str::to_owned).to_vec(),
            )
        }
    }

    /// A good request by JARM, as parameters.
    pub fn request(&self) -> Value {
        json!({
            "client_id": self.client_id, "redirect_uri": self.redirect_uri(),
            "response_type": "code", "response_mode": "jwt", "scope": "openid accounts",
            "state": "the State", "nonce": "the-nonce-of-this-request",
            "code_challenge": CHALLENGE, "code_challenge_method": "S256",
        })
    }

    pub fn sign(&self, claims: &Value) -> String {
        self.key
            .jwt(&json!({ "alg": "ES256", "kid": "key-1" }), claims)
    }

    /// The parameters that send these claims by value.
    pub fn by_value(&self, claims: &Value) -> Value {
        json!({ "client_id": self.client_id, "request": self.sign(claims) })
    }
}

/// A running server with its clients.
pub struct Bank {
    pub handle: Handle,
    pub clock: Clock,
    pub authority: TestAuthority,
    pub one: Party,
    pub two: Party,
}

/// A browser with its cookie.
#[derive(Default)]
pub struct Browser {
    cookie: Option<String>,
}

/// What a client hears of its request.
#[derive(Debug)]
pub struct Heard {
    /// The address that the browser is sent to, without fields.
    pub address: String,
    /// Whether the fields stand in the fragment.
    pub in_fragment: bool,
    /// The fields as they were sent.
    pub sent: BTreeMap<String, String>,
    /// The fields that count: those in the response JWT where there is one.
    pub fields: Map<String, Value>,
}

impl Heard {
    pub fn text(&self, name: &str) -> &str {
        self.fields
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    pub fn code(&self) -> &str {
        self.text("code")
    }

    fn read(location: &str) -> Self {
        let mark = location.find(['?', '#']).unwrap();
        let encoded = &location.as_bytes()[mark + 1..];
        let sent: BTreeMap<_, _> = form_urlencoded::parse(encoded).into_owned().collect();
        let fields = match sent.get("response") {
            Some(response) => claims(response).as_object().unwrap().clone(),
            None => sent
                .iter()
                .map(|(name, value)| (name.clone(), json!(value)))
                .collect(),
        };
        Self {
            address: location[..mark].to_owned(),
            in_fragment: location[mark..].starts_with('#'),
            sent,
            fields,
        }
    }
}

/// The value of the hidden field of a page.
fn hidden(page: &str) -> String {
    let (_, rest) = page.split_once(r#"name="interaction" value=""#).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

fn action(page: &str) -> String {
    let (_, rest) = page.split_once(r#"action=""#).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

impl Bank {
    pub async fn with(variant: Variant) -> Self {
        let authority = TestAuthority::new().unwrap();
        let manners = Manners {
            asks_for_certificates: true,
            suites: Suites::All,
        };
        let identity = authority.identity_for(&["localhost"]).unwrap();
        let clock = Clock::frozen_at(Timestamp::from_second(NOW).unwrap());
        let (one, two) = (Party::new("one", &authority), Party::new("two", &authority));
        let settings = Settings {
            listener: ListenerSettings::ephemeral(Some(identity.in_manner(manners).unwrap())),
            variant,
            clock: clock.clone(),
            trust: vec![authority.pem().to_owned()],
            clients: vec![one.registration(), two.registration()],
            users: vec![User {
                username: "erika".to_owned(),
                password: "a secret".to_owned(),
                subject: "user-1".to_owned(),
                user_code: None,
            }],
        };
        Self {
            handle: spawn(settings).await.unwrap(),
            clock,
            authority,
            one,
            two,
        }
    }

    pub async fn advanced() -> Self {
        Self::with(Variant::fapi1_advanced()).await
    }

    pub async fn baseline() -> Self {
        Self::with(Variant::fapi1_baseline()).await
    }

    pub async fn fdx() -> Self {
        Self::with(Variant::fdx()).await
    }

    pub fn commit(&self, fault: &str) {
        self.handle.control().faults.activate(fault).unwrap();
    }

    pub fn behave(&self) {
        self.handle.control().faults.clear();
    }

    pub fn register(&self, client: Client) -> Result<(), RegistrationError> {
        self.handle.register(client)
    }

    pub fn set_status(&self, status: ClientStatus) {
        let client = self.one.registration();
        self.register(Client { status, ..client }).unwrap();
    }

    pub fn set_authentication(&self, party: &Party, authentication: Authentication) {
        let client = party.registration();
        let client = Client {
            authentication,
            ..client
        };
        self.register(client).unwrap();
    }

    pub fn issuer(&self) -> String {
        self.handle.issuer().as_str().to_owned()
    }

    /// The same in a request object that is good for now.
    pub fn object_claims(&self, party: &Party) -> Value {
        let now = self.clock.unix_now();
        let mut claims = party.request();
        let also =
            json!({ "iss": party.client_id, "aud": self.issuer(), "nbf": now, "exp": now + 300 });
        claims
            .as_object_mut()
            .unwrap()
            .extend(also.as_object().unwrap().clone());
        claims
    }

    pub fn assertion(&self, party: &Party, audience: &str) -> String {
        let claims = json!({
            "iss": party.client_id, "sub": party.client_id, "aud": audience,
            "exp": self.clock.unix_now() + 60, "jti": entropy::identifier(),
        });
        party.sign(&claims)
    }

    /// Sends a form as `party`, authenticated by its key.
    pub async fn post(&self, party: &Party, path: &str, form: &[(&str, &str)]) -> Answer {
        let assertion = self.assertion(party, &self.issuer());
        let mut form = form.to_vec();
        form.extend([
            ("client_assertion_type", JWT_BEARER),
            ("client_assertion", &assertion),
        ]);
        self.post_bare(party, path, &form).await
    }

    pub async fn post_bare(&self, party: &Party, path: &str, form: &[(&str, &str)]) -> Answer {
        let address = format!("{}{path}", self.issuer());
        Answer::of(party.http.post(address).form(form).send().await.unwrap()).await
    }

    pub async fn push(&self, party: &Party, claims: &Value) -> Answer {
        let object = party.sign(claims);
        let form = [("request", object.as_str()), ("client_id", party.client_id)];
        self.post(party, "/par", &form).await
    }

    /// The parameters that take up a pushed request.
    pub async fn pushed(&self, party: &Party, claims: &Value) -> Value {
        let answer = self.push(party, claims).await.json();
        json!({ "client_id": party.client_id, "request_uri": answer["request_uri"] })
    }

    pub async fn open(&self, browser: &mut Browser, parameters: &Value) -> Answer {
        let mut address = self.handle.authorization_endpoint().unwrap();
        for (name, value) in parameters.as_object().unwrap() {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            address.query_pairs_mut().append_pair(name, &text);
        }
        let answer = Answer::of(self.one.http.get(address).send().await.unwrap()).await;
        if !answer.header("set-cookie").is_empty() {
            let pair = answer.header("set-cookie").split(';').next();
            browser.cookie = pair.map(str::to_owned);
        }
        answer
    }

    pub async fn fill_in(&self, browser: &Browser, page: &str, form: &[(&str, &str)]) -> Answer {
        let interaction = hidden(page);
        let mut form = form.to_vec();
        form.push(("interaction", &interaction));
        let cookie = browser.cookie.clone().unwrap_or_default();
        let request = self.one.http.post(action(page)).form(&form);
        Answer::of(request.header("cookie", cookie).send().await.unwrap()).await
    }

    pub async fn log_in(&self, browser: &Browser, page: &str) -> Answer {
        let form = [("username", "erika"), ("password", "a secret")];
        self.fill_in(browser, page, &form).await
    }

    /// What the client hears after the user approved or denied; nothing where a page refuses the request.
    pub async fn decided(&self, parameters: &Value, decision: &str) -> Option<Heard> {
        let mut browser = Browser::default();
        let mut answer = self.open(&mut browser, parameters).await;
        if answer.text.contains(r#"name="password""#) {
            answer = self.log_in(&browser, &answer.text).await;
        }
        if answer.text.contains(r#"name="decision""#) {
            answer = self
                .fill_in(&browser, &answer.text, &[("decision", decision)])
                .await;
        }
        (answer.status == 303).then(|| Heard::read(answer.header("location")))
    }

    pub async fn approved(&self, parameters: &Value) -> Option<Heard> {
        self.decided(parameters, "approve").await
    }

    /// Whether these parameters lead to a code.
    pub async fn leads_to_a_code(&self, parameters: &Value) -> bool {
        let heard = self.approved(parameters).await;
        heard.is_some_and(|heard| !heard.code().is_empty())
    }

    /// A code for a good request of `party` by value.
    pub async fn code(&self, party: &Party) -> String {
        let parameters = party.by_value(&self.object_claims(party));
        self.approved(&parameters).await.unwrap().code().to_owned()
    }

    pub async fn redeem(&self, party: &Party, code: &str) -> Answer {
        let address = party.redirect_uri();
        self.redeem_with(
            party,
            code,
            &[("redirect_uri", &address), ("code_verifier", VERIFIER)],
        )
        .await
    }

    pub async fn redeem_with(&self, party: &Party, code: &str, also: &[(&str, &str)]) -> Answer {
        let mut form = vec![("grant_type", "authorization_code"), ("code", code)];
        form.extend(also);
        self.post(party, "/access_token", &form).await
    }

    /// The token response for a fresh code.
    pub async fn tokens(&self, party: &Party) -> Value {
        let code = self.code(party).await;
        let answer = self.redeem(party, &code).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    }

    pub async fn refresh(&self, party: &Party, token: &str, also: &[(&str, &str)]) -> Answer {
        let mut form = vec![("grant_type", "refresh_token"), ("refresh_token", token)];
        form.extend(also);
        self.post(party, "/access_token", &form).await
    }

    pub async fn introspect(&self, token: &str) -> Value {
        self.post(&self.one, "/introspect", &[("token", token)])
            .await
            .json()
    }

    pub async fn userinfo(&self, party: &Party, token: &str) -> Answer {
        let request = party.http.get(format!("{}/userinfo", self.issuer()));
        let request = request.header("authorization", format!("bearer {token}"));
        Answer::of(request.send().await.unwrap()).await
    }
}

/// A text member.
pub fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_default()
}
