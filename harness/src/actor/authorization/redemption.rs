//! The ways in which a code or a refresh token is redeemed otherwise than it should be.

use std::str::FromStr;

use mock_kit::tls::ClientIdentity;

use super::flow::Flow;
use super::grant::{Grant, authenticated};
use crate::actor::environment::Environment;
use crate::actor::environment::clients::OauthClient;
use crate::actor::forge::foreign_key::{ForeignAlgorithm, SHORT_RSA_KEY};
use crate::actor::oauth_client::answer::Answer;
use crate::actor::oauth_client::request::TokenRequest;
use crate::actor::oauth_client::{knock, legal_assertion, role_of};
use crate::stop::Stop;

/// One difference from a legal redemption.
#[derive(Debug)]
pub struct Redemption {
    /// What it is called in feature files and reports.
    pub name: &'static str,
    /// Who sends it.
    sender: Party,
    change: fn(&Flow, TokenRequest) -> TokenRequest,
}

/// Whose credentials and whose certificate a redemption shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Party {
    /// The client's own.
    Client,
    /// Those of another client.
    AnotherClient,
    /// Those of another client over a connection with the client's own certificate.
    AnotherClientOverTheSameConnection,
    /// The client's own credentials over a connection with another client's certificate.
    WithCertificateOfAnother,
    /// The client's own credentials over a connection with a certificate that it has just made.
    WithForgedCertificate,
    /// The client's own credentials over a connection without any certificate.
    WithoutCertificate,
}

/// The rows.
pub static ROWS: &[Redemption] = &[
    row(
        "with another client's credentials",
        Party::AnotherClient,
        |_, request| request,
    ),
    row(
        "with another client's credentials over its own connection",
        Party::AnotherClientOverTheSameConnection,
        |_, request| request,
    ),
    row(
        "over a connection with another client's certificate",
        Party::WithCertificateOfAnother,
        |_, request| request,
    ),
    row(
        "over a connection without a certificate",
        Party::WithoutCertificate,
        |_, request| request,
    ),
    row(
        "over a connection with a certificate of its own making",
        Party::WithForgedCertificate,
        |_, request| request,
    ),
    row("without a code verifier", Party::Client, |_, request| {
        request.without("code_verifier")
    }),
    row("with another code verifier", Party::Client, |_, request| {
        request.with(
            "code_verifier",
            "another-verifier-that-is-long-enough-to-be-one-of-43",
        )
    }),
    row(
        "with the code challenge as its verifier",
        Party::Client,
        |_, request| {
            let challenge = request
                .value("code_verifier")
                .map(challenge_of)
                .unwrap_or_default();
            request.with("code_verifier", challenge)
        },
    ),
    row(
        "with another redirect URI",
        Party::Client,
        |flow, request| {
            request.with(
                "redirect_uri",
                format!("{}/another", flow.client.redirect_uri),
            )
        },
    ),
    row("without a redirect URI", Party::Client, |_, request| {
        request.without("redirect_uri")
    }),
    row(
        "with the client id of another client beside its own assertion",
        Party::Client,
        |flow, request| {
            let another = flow
                .another
                .as_ref()
                .map_or("another", |another| another.client_id.as_str());
            request.with("client_id", another)
        },
    ),
    row("by the client id alone", Party::Client, |flow, request| {
        request
            .without_assertion()
            .with("client_id", flow.client.client_id.as_str())
    }),
    row(
        "with an assertion under an RSA key of 1024 bits",
        Party::Client,
        signed_by_a_short_key,
    ),
    row("with an assertion under a secret", Party::Client, keyed),
    row(
        "with an assertion under another secret",
        Party::Client,
        keyed,
    ),
];

const fn row(
    name: &'static str,
    sender: Party,
    change: fn(&Flow, TokenRequest) -> TokenRequest,
) -> Redemption {
    Redemption {
        name,
        sender,
        change,
    }
}

/// With a key that is registered and too short (FAPI 1.0 Baseline, 5.2.2, item 5).
fn signed_by_a_short_key(flow: &Flow, request: TokenRequest) -> TokenRequest {
    let algorithm = ForeignAlgorithm::ShortPs256;
    let draft = legal_assertion(&flow.client, flow.server.token_endpoint.as_str(), flow.now);
    let draft = draft
        .with_header("kid", SHORT_RSA_KEY)
        .with_header("alg", algorithm.name());
    // Where the library makes no such signature, an empty one is refused for what it is.
    let signed = draft.sealed(|input| algorithm.sign(input).unwrap_or_default());
    request.with_assertion(signed.compact())
}

/// With an HMAC under a secret that nobody agreed on.
fn keyed(flow: &Flow, request: TokenRequest) -> TokenRequest {
    let audience = flow.server.token_endpoint.as_str();
    let draft = legal_assertion(&flow.client, audience, flow.now);
    let secret = b"a secret that nobody has agreed on, of 256 bits or more";
    let keyed = draft.without_header("kid").with_header("alg", "HS256");
    request.with_assertion(keyed.keyed_with(secret))
}

fn challenge_of(verifier: &str) -> String {
    use sha2::Digest as _;
    crate::actor::forge::encoding::base64url(&sha2::Sha256::digest(verifier.as_bytes()))
}

impl Redemption {
    /// Redeems what `request` redeems in this way.
    pub async fn send(
        &self,
        environment: &Environment,
        flow: &Flow,
        client: &OauthClient,
        request: TokenRequest,
    ) -> Result<Answer, Stop> {
        let credentials = match self.sender {
            Party::AnotherClient | Party::AnotherClientOverTheSameConnection => flow.another()?,
            _ => client,
        };
        let shown = OauthClient {
            identity: match self.sender {
                Party::WithCertificateOfAnother => flow.another()?.identity.clone(),
                Party::AnotherClientOverTheSameConnection => client.identity.clone(),
                Party::WithForgedCertificate => {
                    let forged = ClientIdentity::self_signed(&client.client_id);
                    Some(forged.map_err(Stop::harness_bug)?)
                }
                Party::WithoutCertificate => None,
                Party::Client | Party::AnotherClient => credentials.identity.clone(),
            },
            ..credentials.clone()
        };
        let request = (self.change)(flow, authenticated(credentials, flow, request));
        let call = request.to_call(&flow.server.token_endpoint);
        let sender = environment.sender_as(role_of(credentials.who), &shown)?;
        knock(&sender, call).await
    }

    /// Redeems a code in this way.
    pub async fn of_code(
        &self,
        environment: &Environment,
        flow: &Flow,
        grant: &Grant,
    ) -> Result<Answer, Stop> {
        self.send(environment, flow, &grant.client, grant.redemption())
            .await
    }
}

/// A redemption by its name, as it stands in a step.
#[derive(Debug, Clone, Copy, cucumber::Parameter)]
#[param(name = "redemption", regex = ".+")]
pub struct RedemptionName(pub &'static Redemption);

impl FromStr for RedemptionName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = ROWS.iter().find(|row| row.name == text);
        known
            .map(Self)
            .ok_or_else(|| format!("there is no redemption `{text}`"))
    }
}
