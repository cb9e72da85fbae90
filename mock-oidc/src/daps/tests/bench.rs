//! A DAPS with one connector, and the connector's key.

use jiff::{SignedDuration, Timestamp};
use josekit::jwk::Jwk;
use josekit::jwk::KeyPair as _;
use josekit::jws::{ES256, JwsSigner as _};
use mock_kit::{Clock, ListenerSettings};
use openssl::asn1::{Asn1Object, Asn1OctetString, Asn1Time};
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::x509::{X509, X509Extension, X509NameBuilder};
use serde_json::{Map, Value, json};

use base64ct::{Base64UrlUnpadded, Encoding as _};

use crate::Algorithm;
use crate::daps::{Attributes, Edition, Enrolment, Handle, Settings, Variant, spawn};

/// When everything happens.
pub const NOW: i64 = 1_767_603_600;

/// A connector with its key.
pub struct Made {
    pub enrolment: Enrolment,
    pub key: Jwk,
}

/// A connector whose certificate has these key identifiers.
pub fn certificate(name: &str, subject_key: [u8; 20], authority_key: [u8; 20]) -> Made {
    let pair = ES256.generate_key_pair().unwrap();
    let key = PKey::private_key_from_pem(&pair.to_pem_private_key()).unwrap();
    let mut certificate = X509::builder().unwrap();
    certificate.set_version(2).unwrap();
    let mut subject = X509NameBuilder::new().unwrap();
    subject.append_entry_by_text("CN", name).unwrap();
    let subject = subject.build();
    certificate.set_subject_name(&subject).unwrap();
    certificate.set_issuer_name(&subject).unwrap();
    certificate
        .set_not_before(&Asn1Time::from_unix(NOW - 60).unwrap())
        .unwrap();
    certificate
        .set_not_after(&Asn1Time::from_unix(NOW + 60).unwrap())
        .unwrap();
    certificate.set_pubkey(&key).unwrap();
    let subject_key = [&[4, 20], &subject_key[..]].concat();
    let authority_key = [&[0x30, 22, 0x80, 20], &authority_key[..]].concat();
    for (id, value) in [("2.5.29.14", subject_key), ("2.5.29.35", authority_key)] {
        let id = Asn1Object::from_str(id).unwrap();
        let value = Asn1OctetString::new_from_bytes(&value).unwrap();
        let extension = X509Extension::new_from_der(&id, false, &value).unwrap();
        certificate.append_extension(extension).unwrap();
    }
    certificate.sign(&key, MessageDigest::sha256()).unwrap();
    let pem = certificate.build().to_pem().unwrap();
    Made {
        enrolment: Enrolment {
            certificate_pem: String::from_utf8(pem).unwrap(),
            attributes: attributes(),
        },
        key: pair.to_jwk_private_key(),
    }
}

/// What is known of every connector here.
pub fn attributes() -> Attributes {
    Attributes {
        security_profile: "idsc:BASE_SECURITY_PROFILE".to_owned(),
        referring_connector: Some("https://connector.invalid/".to_owned()),
        transport_certs_sha256: vec!["ab".repeat(32)],
        extended_guarantee: vec!["idsc:AUDIT_REMOTE_TRACING".to_owned()],
    }
}

/// A DAPS that knows one connector.
pub struct Bench {
    pub handle: Handle,
    pub key: Jwk,
    pub id: String,
}

impl Bench {
    pub async fn open(edition: Edition) -> Self {
        let made = certificate("one", [0xdd; 20], [0xcb; 20]);
        let settings = Settings {
            listener: ListenerSettings::ephemeral(None),
            clock: Clock::frozen_at(Timestamp::from_second(NOW).unwrap()),
            variant: variant(edition),
            connectors: vec![made.enrolment],
        };
        Self {
            handle: spawn(settings).await.unwrap(),
            key: made.key,
            id: format!("{}:keyid:{}", ["DD"; 20].join(":"), ["CB"; 20].join(":")),
        }
    }

    /// The claims of a request token with nothing wrong in it.
    pub fn claims(&self) -> Map<String, Value> {
        let claims = json!({
            "@context": "https://w3id.org/idsa/contexts/context.jsonld",
            "@type": "ids:DatRequestToken",
            "iss": self.id, "sub": self.id, "aud": self.handle.issuer(),
            "exp": NOW + 60, "iat": NOW, "nbf": NOW,
        });
        claims.as_object().unwrap().clone()
    }

    /// What the DAPS answers to a request token with these claims: its status and body.
    pub async fn ask(&self, claims: &Map<String, Value>) -> (u16, Value) {
        let assertion = signed(&self.key, claims);
        let scope = "ids_connector_attributes";
        self.ask_with(&[("client_assertion", &assertion), ("scope", scope)])
            .await
    }

    /// The same for these parameters beside those that say how is asked.
    pub async fn ask_with(&self, parameters: &[(&str, &str)]) -> (u16, Value) {
        let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
        let mut form = vec![
            ("grant_type", "client_credentials"),
            ("client_assertion_type", kind),
        ];
        form.extend_from_slice(parameters);
        let http = mock_kit::tls::http_client(&[]).unwrap();
        let request = http.post(self.handle.token_endpoint()).form(&form);
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let octets = answer.bytes().await.unwrap();
        (status, serde_json::from_slice(&octets).unwrap_or_default())
    }
}

/// A request token.
pub fn signed(key: &Jwk, claims: &Map<String, Value>) -> String {
    let part = |value: &Value| Base64UrlUnpadded::encode_string(value.to_string().as_bytes());
    let claims = Value::Object(claims.clone());
    let input = format!("{}.{}", part(&json!({ "alg": "ES256" })), part(&claims));
    let signature = ES256
        .signer_from_jwk(key)
        .unwrap()
        .sign(input.as_bytes())
        .unwrap();
    format!("{input}.{}", Base64UrlUnpadded::encode_string(&signature))
}

/// The claims of a DAT, unverified.
pub fn claims_of(dat: &str) -> Value {
    let claims = dat.split('.').nth(1).unwrap();
    serde_json::from_slice(&Base64UrlUnpadded::decode_vec(claims).unwrap()).unwrap()
}

fn variant(edition: Edition) -> Variant {
    Variant {
        edition,
        issuer_path: String::new(),
        token_path: "/token".to_owned(),
        algorithm: Algorithm::Es256,
        request_token_algorithms: vec![Algorithm::Es256],
        scope: "ids_connector_attributes".to_owned(),
        audience: "https://w3id.org/idsa/code/IDS_CONNECTORS_ALL".to_owned(),
        lifetime: SignedDuration::from_mins(1),
    }
}
