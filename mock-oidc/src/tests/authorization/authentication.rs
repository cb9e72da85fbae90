//! How clients prove who they are, what they may be registered with, and what tokens are bound to.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use josekit::jws::{HS256, JwsSigner as _};
use mock_kit::tls::{ClientIdentity, TestAuthority, http_client};
use openssl::bn::BigNumRef;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::rsa::{Padding, Rsa};
use openssl::sign::{RsaPssSaltlen, Signer};
use serde_json::json;
use url::Url;

use super::bench::{Bank, Party};
use crate::checks::assertion_type::JWT_BEARER;
use crate::tests::bench::{Answer, claims};
use crate::{Authentication, Client, ClientKeys};

const SECRET: &str = "a secret of no less than 32 octets";
const BY_NAME: [(&str, &str); 3] = [
    ("grant_type", "client_credentials"),
    ("client_id", "one"),
    ("scope", "accounts"),
];

async fn by_certificate(bank: &Bank, party: &Party) -> u16 {
    bank.post_bare(party, "/access_token", &BY_NAME)
        .await
        .status
}

async fn by_secret(bank: &Bank, secret: &str) -> Answer {
    let encode = |text: &str| Base64UrlUnpadded::encode_string(text.as_bytes());
    let claims = json!({
        "iss": "one", "sub": "one", "aud": bank.issuer(), "exp": bank.clock.unix_now() + 60,
        "jti": mock_kit::entropy::identifier(),
    });
    let input = format!(
        "{}.{}",
        encode(r#"{"alg":"HS256"}"#),
        encode(&claims.to_string())
    );
    let mac = HS256
        .signer_from_bytes(secret)
        .unwrap()
        .sign(input.as_bytes())
        .unwrap();
    let assertion = format!("{input}.{}", Base64UrlUnpadded::encode_string(&mac));
    let mut form = BY_NAME.to_vec();
    form.extend([
        ("client_assertion_type", JWT_BEARER),
        ("client_assertion", &assertion),
    ]);
    bank.post_bare(&bank.one, "/access_token", &form).await
}

#[tokio::test]
async fn a_certificate_proves_its_subject_if_a_trusted_authority_made_it() {
    let bank = Bank::advanced().await;
    let subject_dn = "CN=one".to_owned();
    bank.set_authentication(&bank.one, Authentication::TlsClientAuth { subject_dn });
    assert_eq!(by_certificate(&bank, &bank.one).await, 200);
    let foreign = TestAuthority::new()
        .unwrap()
        .client_identity("one")
        .unwrap();
    let stranger = Party::showing("one", foreign, &bank.authority);
    for (fault, party) in [
        ("accepts-certificates-of-other-subjects", &bank.two),
        ("accepts-certificates-of-strangers", &stranger),
    ] {
        assert_eq!(by_certificate(&bank, party).await, 401, "{fault}");
        bank.commit(fault);
        assert_eq!(by_certificate(&bank, party).await, 200, "{fault}");
        bank.behave();
    }
}

#[tokio::test]
async fn a_self_signed_certificate_proves_whoever_registered_it() {
    let bank = Bank::advanced().await;
    let identity = ClientIdentity::self_signed("one").unwrap();
    let certificate_pem = identity.pem().to_owned();
    let party = Party::showing("one", identity, &bank.authority);
    let method = Authentication::SelfSignedTlsClientAuth { certificate_pem };
    bank.set_authentication(&bank.one, method);
    assert_eq!(by_certificate(&bank, &party).await, 200);
    assert_eq!(by_certificate(&bank, &bank.one).await, 401);
    bank.commit("accepts-any-self-signed-certificate");
    assert_eq!(by_certificate(&bank, &bank.one).await, 200);
    bank.behave();
    let bare = Party {
        http: http_client(&[bank.authority.pem()]).unwrap(),
        ..Party::new("one", &bank.authority)
    };
    assert_eq!(by_certificate(&bank, &bare).await, 401);
    bank.commit("accepts-tls-clients-without-certificate");
    bank.commit("serves-token-requests-without-certificate");
    assert_eq!(by_certificate(&bank, &bare).await, 200);
}

#[tokio::test]
async fn a_secret_proves_its_client_where_that_is_on_offer() {
    let method = || Authentication::ClientSecretJwt {
        secret: SECRET.to_owned(),
    };
    let bank = Bank::baseline().await;
    bank.set_authentication(&bank.one, method());
    assert_eq!(by_secret(&bank, SECRET).await.status, 200);
    let wrong = "another secret of no less than 32 octets";
    assert_eq!(by_secret(&bank, wrong).await.status, 401);
    bank.commit("accepts-wrong-macs");
    assert_eq!(by_secret(&bank, wrong).await.status, 200);
    let bank = Bank::advanced().await;
    bank.set_authentication(&bank.one, method());
    assert_eq!(by_secret(&bank, SECRET).await.status, 401);
    bank.commit("accepts-client-secret-jwt-where-it-is-barred");
    assert_eq!(by_secret(&bank, SECRET).await.status, 200);
}

#[tokio::test]
async fn public_clients_are_served_where_they_are_on_offer_and_never_for_themselves() {
    let form = [
        ("grant_type", "authorization_code"),
        ("client_id", "one"),
        ("code", "unknown"),
    ];
    for (bank, honest, fault, bent) in [
        (
            Bank::baseline().await,
            "invalid_grant",
            "refuses-public-clients",
            "invalid_client",
        ),
        (
            Bank::advanced().await,
            "invalid_client",
            "serves-public-clients",
            "invalid_grant",
        ),
    ] {
        bank.set_authentication(&bank.one, Authentication::Public);
        let refused = bank.post_bare(&bank.one, "/access_token", &form).await;
        assert_eq!(refused.outcome().1, honest, "{fault}");
        bank.commit(fault);
        let refused = bank.post_bare(&bank.one, "/access_token", &form).await;
        assert_eq!(refused.outcome().1, bent, "{fault}");
    }
    let bank = Bank::baseline().await;
    bank.set_authentication(&bank.one, Authentication::Public);
    let refused = bank.post_bare(&bank.one, "/access_token", &BY_NAME).await;
    assert_eq!(refused.outcome().1, "unauthorized_client");
}

#[tokio::test]
async fn conflicting_client_ids_are_an_invalid_client() {
    let bank = Bank::advanced().await;
    let form = [("grant_type", "client_credentials"), ("client_id", "two")];
    let refused = bank.post(&bank.one, "/access_token", &form).await;
    assert_eq!(refused.outcome(), (401, "invalid_client".to_owned()));
    bank.commit("misnames-conflicting-client-ids");
    let refused = bank.post(&bank.one, "/access_token", &form).await;
    assert_eq!(refused.outcome(), (400, "invalid_request".to_owned()));
}

#[tokio::test]
async fn tokens_are_bound_to_the_certificate_and_its_absence_is_refused() {
    let bank = Bank::advanced().await;
    let form = [("grant_type", "client_credentials"), ("scope", "accounts")];
    let bare = Party {
        key: crate::tests::bench::ClientKeyPair::generate(),
        http: http_client(&[bank.authority.pem()]).unwrap(),
        ..Party::new("one", &bank.authority)
    };
    let assertion = || bank.assertion(&bank.one, &bank.issuer());
    let without = async || {
        let assertion = assertion();
        let mut form = form.to_vec();
        form.extend([
            ("client_assertion_type", JWT_BEARER),
            ("client_assertion", &assertion),
        ]);
        bank.post_bare(&bare, "/access_token", &form).await
    };
    assert_eq!(
        without().await.outcome(),
        (400, "invalid_request".to_owned())
    );
    bank.commit("serves-token-requests-without-certificate");
    assert_eq!(without().await.status, 200);
    bank.behave();
    let bound = async || {
        let token = bank
            .post(&bank.one, "/access_token", &form)
            .await
            .access_token();
        (
            claims(&token)["cnf"]["x5t#S256"].clone(),
            bank.introspect(&token).await["cnf"].clone(),
        )
    };
    let (honest, told) = bound().await;
    assert_eq!(told["x5t#S256"], honest);
    bank.commit("hides-the-binding-at-introspection");
    assert!(bound().await.1.is_null());
    bank.commit("binds-tokens-to-another-certificate");
    assert_ne!(bound().await.0, honest);
    bank.commit("issues-unbound-tokens");
    assert!(bound().await.0.is_null());
}

#[tokio::test]
async fn what_others_can_guess_or_listen_at_is_registered_only_with_the_fault_of_that_kind() {
    let bank = Bank::baseline().await;
    for (fault, address) in [
        (
            "registers-plain-http-redirects",
            "http://one.example/callback",
        ),
        ("registers-private-use-schemes", "com.example.app:/callback"),
        ("registers-loopback-redirects", "http://127.0.0.1/callback"),
    ] {
        let client = || Client {
            redirect_uris: vec![Url::parse(address).unwrap()],
            ..bank.one.registration()
        };
        assert!(bank.register(client()).is_err(), "{fault}");
        bank.commit(fault);
        assert!(bank.register(client()).is_ok(), "{fault}");
    }
    let mut request = bank.one.request();
    request.as_object_mut().unwrap().remove("response_mode");
    request["redirect_uri"] = json!("http://127.0.0.1:50123/callback");
    assert!(
        bank.leads_to_a_code(&request).await,
        "any port of a loopback redirect"
    );
    let weak = || Client {
        authentication: Authentication::ClientSecretJwt {
            secret: "short".to_owned(),
        },
        ..bank.two.registration()
    };
    assert!(bank.register(weak()).is_err());
    bank.commit("registers-weak-secrets");
    assert!(bank.register(weak()).is_ok());
}

#[tokio::test]
async fn an_assertion_has_a_name_and_is_good_for_once() {
    let bank = Bank::advanced().await;
    let ask = async |assertion: &str| {
        let mut form = BY_NAME.to_vec();
        form.extend([
            ("client_assertion_type", JWT_BEARER),
            ("client_assertion", assertion),
        ]);
        bank.post_bare(&bank.one, "/access_token", &form)
            .await
            .status
    };
    let assertion = bank.assertion(&bank.one, &bank.issuer());
    assert_eq!((ask(&assertion).await, ask(&assertion).await), (200, 401));
    bank.commit("accepts-repeated-assertions");
    assert_eq!(ask(&assertion).await, 200);
    bank.behave();
    let mut nameless = claims(&assertion);
    nameless.as_object_mut().unwrap().remove("jti");
    let nameless = bank.one.sign(&nameless);
    assert_eq!(ask(&nameless).await, 401);
    bank.commit("accepts-assertions-without-jti");
    assert_eq!(ask(&nameless).await, 200);
}

#[tokio::test]
async fn an_rsa_key_of_1024_bits_proves_nobody() {
    let bank = Bank::advanced().await;
    let key = Rsa::generate(1024).unwrap();
    let member = |number: &BigNumRef| Base64UrlUnpadded::encode_string(&number.to_vec());
    let jwk = json!({ "kty": "RSA", "n": member(key.n()), "e": member(key.e()) });
    let keys = ClientKeys::Jwks(json!({ "keys": [jwk] }));
    let client = Client {
        keys,
        ..bank.one.registration()
    };
    bank.register(client).unwrap();
    let key = PKey::from_rsa(key).unwrap();
    let mut signer = Signer::new(MessageDigest::sha256(), &key).unwrap();
    signer.set_rsa_padding(Padding::PKCS1_PSS).unwrap();
    signer
        .set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH)
        .unwrap();
    let claims = bank.assertion(&bank.one, &bank.issuer());
    let header = Base64UrlUnpadded::encode_string(br#"{"alg":"PS256"}"#);
    let input = format!("{header}.{}", claims.split('.').nth(1).unwrap());
    let signature = signer.sign_oneshot_to_vec(input.as_bytes()).unwrap();
    let assertion = format!("{input}.{}", Base64UrlUnpadded::encode_string(&signature));
    let mut form = BY_NAME.to_vec();
    form.extend([
        ("client_assertion_type", JWT_BEARER),
        ("client_assertion", &assertion),
    ]);
    let ask = async || {
        let answer = bank.post_bare(&bank.one, "/access_token", &form).await;
        answer.status
    };
    assert_eq!(ask().await, 401);
    bank.commit("accepts-short-rsa-keys");
    assert_eq!(ask().await, 200);
}
