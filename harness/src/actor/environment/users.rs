//! What our own authorization server has for users: who they are, what they do on its pages, and how it listens.

use std::sync::LazyLock;

use mock_kit::tls::{Manners, ServerIdentity, Suites, TestAuthority};
use openssl::pkey::PKey;
use openssl::rsa::Rsa;

use super::facts::Login;
use crate::actor::user_agent::PageAct;
use crate::stop::Stop;

/// The user of every scenario.
pub const USERNAME: &str = "alice";
/// Her password.
pub const PASSWORD: &str = "correct horse battery staple";

/// Who she is, to every party of ours.
pub(super) const SUBJECT: &str = "user-1";

/// How a host listens that asks for client certificates: with no more than the suites of FAPI 1.0 Advanced, 8.5.
pub(super) const MUTUAL: Manners = Manners {
    asks_for_certificates: true,
    suites: Suites::RsaWithGcm,
};

/// Who can log in.
pub(super) fn user() -> mock_oidc::User {
    mock_oidc::User {
        username: USERNAME.to_owned(),
        password: PASSWORD.to_owned(),
        subject: SUBJECT.to_owned(),
        user_code: None,
    }
}

/// What users do on its pages.
pub(super) fn login() -> Login {
    let logging_in = PageAct::of(&[("username", USERNAME), ("password", PASSWORD)]);
    let deciding = |word| PageAct::of(&[("decision", word)]);
    Login {
        approving: vec![logging_in.clone(), deciding("approve")],
        denying: vec![logging_in.clone(), deciding("deny")],
        leaving: vec![logging_in],
        failing: vec![
            PageAct::of(&[("username", USERNAME), ("password", "a wrong guess")]),
            deciding("approve"),
        ],
        ..Login::default()
    }
}

/// Where the users of a client come back to.
pub fn redirect_uri(client_id: &str) -> String {
    format!("https://{client_id}.invalid/callback")
}

/// The identity of such a host of ours.
pub(super) fn mutual_identity(authority: &TestAuthority) -> Result<ServerIdentity, Stop> {
    let key = key_of_mutual_hosts()?;
    let identity = authority.identity_with_key(key, &["localhost", "127.0.0.1"]);
    identity
        .and_then(|identity| identity.in_manner(MUTUAL))
        .map_err(Stop::harness_bug)
}

/// The key of such hosts, as PEM; it is made once per process.
pub(super) fn key_of_mutual_hosts() -> Result<&'static str, Stop> {
    static RSA_KEY: LazyLock<Result<String, String>> =
        LazyLock::new(|| rsa_key().map_err(|error| error.to_string()));
    let key = RSA_KEY.as_ref().map_err(Stop::harness_bug)?;
    Ok(key)
}

/// A key of the kind that the suites of FAPI 1.0 Advanced, 8.5, need.
fn rsa_key() -> Result<String, openssl::error::ErrorStack> {
    let key = PKey::from_rsa(Rsa::generate(2048)?)?;
    let pem = key.private_key_to_pem_pkcs8()?;
    Ok(String::from_utf8_lossy(&pem).into_owned())
}
