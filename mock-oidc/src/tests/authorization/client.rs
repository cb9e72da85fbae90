//! The web client with this server and the sample resource: all three by themselves, over TLS.

use josekit::jwk::Jwk;
use josekit::jwk::alg::ec::EcCurve;
use mock_kit::ListenerSettings;
use mock_kit::tls::{ClientIdentity, Manners};
use reqwest::RequestBuilder;
use serde_json::{Value, json};
use url::Url;

use super::bench::{ACR, Bank, Heard};
use crate::client::{self, Keys, RequestForm};
use crate::resource::{self, Credentials, Protection};
use crate::{Algorithm, Client, ClientKeys, ResponseOption, Variant};

const CLIENT: &str = "app";
const RESOURCE: &str = "accounts-api";

/// One way through a profile.
#[derive(Clone, Debug)]
struct Way {
    variant: Variant,
    request: RequestForm,
    response: ResponseOption,
    details: Option<Value>,
    encrypted: bool,
}

impl Way {
    fn new(variant: Variant, request: RequestForm, response: ResponseOption) -> Self {
        Self {
            variant,
            request,
            response,
            details: None,
            encrypted: false,
        }
    }

    fn advanced(request: RequestForm, response: ResponseOption) -> Self {
        Self::new(Variant::fapi1_advanced(), request, response)
    }
}

async fn accounts_are_shown(ways: impl IntoIterator<Item = Way>) {
    for way in ways {
        let shown = format!("{:?} {:?} {}", way.request, way.response, way.encrypted);
        let said = said_at_the_end(way).await;
        assert_eq!(said, r#"{"outcome":"done","accounts":2}"#, "{shown}");
    }
}

#[tokio::test]
async fn a_client_reads_accounts_under_baseline() {
    let way = Way::new(
        Variant::fapi1_baseline(),
        RequestForm::Plain,
        ResponseOption::Code,
    );
    accounts_are_shown([way]).await;
}

#[tokio::test]
async fn a_client_reads_accounts_under_advanced_in_each_way() {
    let hybrid = Way::advanced(RequestForm::SignedObject, ResponseOption::CodeIdToken);
    let encrypted = Way {
        encrypted: true,
        ..hybrid.clone()
    };
    accounts_are_shown([
        hybrid,
        encrypted,
        Way::advanced(RequestForm::SignedObject, ResponseOption::CodeJwt),
        Way::advanced(RequestForm::PushedObject, ResponseOption::CodeIdToken),
        Way::advanced(RequestForm::PushedObject, ResponseOption::CodeJwt),
    ])
    .await;
}

/// Client and resource know the user by different names there.
#[tokio::test]
async fn a_client_reads_accounts_under_fdx_with_consent_in_detail() {
    let resources = json!([{ "resourceType": "ACCOUNT", "dataClusters": ["accounts"] }]);
    let consent = json!({ "durationType": "ONE_TIME", "resources": resources });
    let way = Way::new(
        Variant::fdx(),
        RequestForm::PushedObject,
        ResponseOption::CodeJwt,
    );
    let details = json!([{ "type": "fdx.v1.0", "consentRequest": consent }]);
    accounts_are_shown([Way {
        details: Some(details),
        ..way
    }])
    .await;
}

/// What the client says once its user has come back.
async fn said_at_the_end(way: Way) -> String {
    let bank = Bank::with(way.variant.clone()).await;
    let resource = resource_of(&bank, &way).await;
    let client = client_of(&bank, &way, resource.base()).await;
    let start = client.base().join("start").unwrap();
    let sent = bank.one.http.get(start).send().await.unwrap();
    let (location, cookie) = (field(&sent, "location"), field(&sent, "set-cookie"));
    let heard = bank.approved(&parameters(&location)).await.unwrap();
    let cookie = cookie.split(';').next().unwrap();
    let request = coming_back(&bank, &heard).header("cookie", cookie);
    request.send().await.unwrap().text().await.unwrap()
}

fn field(answer: &reqwest::Response, name: &str) -> String {
    let value = answer.headers().get(name).unwrap();
    value.to_str().unwrap().to_owned()
}

fn parameters(location: &str) -> Value {
    let asked = Url::parse(location).unwrap();
    let pairs = asked.query_pairs();
    pairs
        .map(|(name, value)| (name.into_owned(), json!(value)))
        .collect()
}

/// What stands in a fragment, a script of the client sends on in a form.
fn coming_back(bank: &Bank, heard: &Heard) -> RequestBuilder {
    let mut callback = Url::parse(&heard.address).unwrap();
    if heard.in_fragment {
        return bank.one.http.post(callback).form(&heard.sent);
    }
    callback.query_pairs_mut().extend_pairs(&heard.sent);
    bank.one.http.get(callback)
}

async fn resource_of(bank: &Bank, way: &Way) -> resource::Handle {
    let key = key("api");
    bank.register(Client {
        is_resource_server: true,
        ..registration(RESOURCE, &[public(&key, "sig")], &[])
    })
    .unwrap();
    let settings = resource::Settings {
        listener: listener(bank),
        clock: bank.clock.clone(),
        issuer: bank.issuer().parse().unwrap(),
        trust: trust(bank),
        credentials: Credentials {
            client_id: RESOURCE.to_owned(),
            key,
        },
        sender_constrained: way.variant.sender_constrained,
        consent: way.details.is_some(),
        accounts: protection("accounts"),
        payments: protection("payments"),
        customers: vec!["user-1".to_owned()],
        origins: Vec::new(),
    };
    resource::spawn(settings).await.unwrap()
}

async fn client_of(bank: &Bank, way: &Way, resource: &Url) -> client::Handle {
    let issuer: Url = bank.issuer().parse().unwrap();
    let (signing, decryption) = (key("signing"), key("decryption"));
    let keys = [public(&signing, "sig"), public(&decryption, "enc")];
    let settings = client::Settings {
        listener: listener(bank),
        clock: bank.clock.clone(),
        issuer: issuer.clone(),
        other_issuers: Vec::new(),
        resource: resource.clone(),
        trust: trust(bank),
        client_id: CLIENT.to_owned(),
        keys: Keys {
            signing,
            decryption: way.encrypted.then_some(decryption),
        },
        identity: ClientIdentity::self_signed(CLIENT).unwrap(),
        authentication: client::Authentication::PrivateKeyJwt,
        scope: "openid accounts".to_owned(),
        authorization_details: way.details.clone(),
        acr: Some(ACR.to_owned()),
        algorithms: vec![Algorithm::Ps256, Algorithm::Es256, Algorithm::EdDsa],
        request: way.request,
        response: way.response,
    };
    let handle = client::spawn(settings).await.unwrap();
    bank.register(Client {
        redirect_uris: vec![handle.redirect_uri(&issuer).unwrap().clone()],
        encrypts_id_tokens: way.encrypted,
        ..registration(CLIENT, &keys, &["openid", "accounts"])
    })
    .unwrap();
    handle
}

fn registration(client_id: &str, keys: &[Jwk], scopes: &[&str]) -> Client {
    let scopes = scopes.iter().map(|&scope| scope.to_owned()).collect();
    let keys = ClientKeys::Jwks(json!({ "keys": keys }));
    Client::machine(client_id, keys, scopes)
}

fn key(name: &str) -> Jwk {
    let mut key = Jwk::generate_ec_key(EcCurve::P256).unwrap();
    key.set_key_id(name);
    key
}

fn public(key: &Jwk, purpose: &str) -> Jwk {
    let mut public = key.to_public_key().unwrap();
    public.set_key_id(key.key_id().unwrap());
    public.set_key_use(purpose);
    public
}

fn listener(bank: &Bank) -> ListenerSettings {
    let asking = Manners {
        asks_for_certificates: true,
        ..Manners::default()
    };
    let identity = bank.authority.identity_for(&["localhost"]).unwrap();
    ListenerSettings::ephemeral(Some(identity.in_manner(asking).unwrap()))
}

fn trust(bank: &Bank) -> Vec<String> {
    vec![bank.authority.pem().to_owned()]
}

fn protection(scope: &str) -> Protection {
    Protection {
        scope: scope.to_owned(),
        data_cluster: scope.to_owned(),
    }
}
