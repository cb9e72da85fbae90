//! How a web client and its resource are registered: their names, their keys, and as whom they show themselves.

use std::sync::LazyLock;

use josekit::jwk::Jwk;
use josekit::jwk::alg::ec::EcCurve;
use mock_kit::tls::{ClientCertificate, ClientIdentity};
use mock_oidc::client::{self, RequestForm};
use openssl::x509::X509;
use serde_json::{Value, json};
use url::Url;

use crate::actor::authorization::request::Carriage;
use crate::actor::web_client::set_up::SetUp;
use crate::requirement::wire::ResponseOption;
use crate::stop::{Step, Stop};
use crate::target::WebClientUnderTest;

/// An RSA key, which takes long to make.
static RSA_KEY: LazyLock<Result<Jwk, String>> =
    LazyLock::new(|| Jwk::generate_rsa_key(2048).map_err(|error| error.to_string()));

pub(super) fn enrolled(
    client_id: &str,
    set_up: &SetUp,
    identity: &ClientIdentity,
    key_set: &Value,
    redirect_uri: Option<Url>,
) -> mock_oidc::Client {
    let keys = mock_oidc::ClientKeys::Jwks(key_set.clone());
    let scopes = set_up.scope.clone();
    let certificate = identity.pem().to_owned();
    mock_oidc::Client {
        authentication: authentication(set_up.keys.proves_by_certificate, certificate),
        redirect_uris: redirect_uri.into_iter().collect(),
        encrypts_id_tokens: set_up.keys.decrypts,
        ..mock_oidc::Client::machine(client_id, keys, scopes)
    }
}

pub(super) fn authentication(
    by_certificate: bool,
    certificate_pem: String,
) -> mock_oidc::Authentication {
    if by_certificate {
        return mock_oidc::Authentication::SelfSignedTlsClientAuth { certificate_pem };
    }
    mock_oidc::Authentication::PrivateKeyJwt
}

/// What a client that is not ours has no keys for cannot be judged.
pub(super) fn demand_keys(guest: &WebClientUnderTest, set_up: &SetUp) -> Step {
    if set_up.keys.decrypts && !guest.decrypts() {
        return Err(Stop::not_applicable(
            "the client takes no encrypted ID tokens",
        ));
    }
    if set_up.keys.proves_by_certificate && !guest.proves_by_certificate {
        return Err(Stop::not_applicable(
            "the client proves who it is in another way",
        ));
    }
    if set_up.knows_two_servers && guest.elsewhere.is_none() {
        return Err(Stop::not_applicable(
            "the client deals with one authorization server only",
        ));
    }
    Ok(())
}

pub(super) fn thumbprint(certificate_pem: &str) -> Option<String> {
    let certificate = X509::from_pem(certificate_pem.as_bytes()).ok()?;
    let octets = certificate.to_der().ok()?;
    Some(ClientCertificate(octets.into()).thumbprint())
}

pub(in super::super) fn client_keys(set_up: &SetUp) -> Result<client::Keys, Stop> {
    let signing = if set_up.keys.signs_with_rsa {
        rsa_key()?
    } else {
        elliptic_key()?
    };
    let decryption = set_up.keys.decrypts.then(rsa_key).transpose()?;
    Ok(client::Keys {
        signing: named_key(signing, "signing"),
        decryption: decryption.map(|key| named_key(key, "decryption")),
    })
}

pub(in super::super) fn key_set(keys: &client::Keys) -> Result<Value, Stop> {
    let mut public = vec![published(&keys.signing, "sig")?];
    if let Some(key) = &keys.decryption {
        public.push(published(key, "enc")?);
    }
    Ok(json!({ "keys": public }))
}

fn elliptic_key() -> Result<Jwk, Stop> {
    Jwk::generate_ec_key(EcCurve::P256).map_err(Stop::harness_bug)
}

fn rsa_key() -> Result<Jwk, Stop> {
    RSA_KEY.clone().map_err(Stop::harness_bug)
}

fn named_key(mut key: Jwk, name: &str) -> Jwk {
    key.set_key_id(name);
    key
}

fn published(key: &Jwk, purpose: &str) -> Result<Jwk, Stop> {
    let mut public = key.to_public_key().map_err(Stop::harness_bug)?;
    public.set_key_id(key.key_id().unwrap_or_default());
    public.set_key_use(purpose);
    Ok(public)
}

pub(in super::super) fn form(carriage: Carriage) -> RequestForm {
    match carriage {
        Carriage::Plain => RequestForm::Plain,
        Carriage::ByValue => RequestForm::SignedObject,
        Carriage::Pushed => RequestForm::Pushed,
        Carriage::PushedObject => RequestForm::PushedObject,
    }
}

pub(in super::super) fn response(option: ResponseOption) -> mock_oidc::ResponseOption {
    match option {
        ResponseOption::Code => mock_oidc::ResponseOption::Code,
        ResponseOption::CodeJwt => mock_oidc::ResponseOption::CodeJwt,
        ResponseOption::CodeIdToken => mock_oidc::ResponseOption::CodeIdToken,
    }
}
