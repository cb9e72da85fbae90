//! What a registering party is set up with.

use mock_kit::Clock;
use mock_kit::tls::ClientIdentity;
use serde::{Deserialize, Serialize};
use url::Url;

/// Everything that a registering party needs.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The clock that its signatures are dated by.
    pub clock: Clock,
    /// The provider's authorization server.
    pub issuer: Url,
    /// The authorities, as PEM texts, that vouch for the provider.
    pub trust: Vec<String>,
    /// Its name at the provider.
    pub client_id: String,
    /// Its private key on P-256, as PEM; one is made where there is none.
    pub key_pem: Option<String>,
    /// The certificate that its access tokens are bound to (RFC 8705, 3).
    pub identity: ClientIdentity,
    /// The scope value for registering clients.
    pub scope: String,
    /// The registry that was agreed on with the provider.
    pub registry: String,
    /// The applications of the recipient, each with a consent of its own.
    pub applications: Vec<Application>,
    /// Who passes the data on; nobody where the recipient comes by itself.
    pub intermediaries: Vec<Intermediary>,
}

/// One application of a recipient.
#[derive(Clone, Debug, Deserialize)]
pub struct Application {
    /// What users know it by.
    pub client_name: String,
    /// What it does with the data.
    pub description: String,
    /// Where it can be looked up.
    pub client_uri: Url,
    /// Its picture.
    pub logo_uri: Url,
    /// Where users come back to.
    pub redirect_uri: Url,
    /// The scope values that it asks users for.
    pub scope: Vec<String>,
}

/// Somebody who passes data on (FDX API Security Profile, 2A, example).
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Intermediary {
    /// What users know it by.
    pub name: String,
    /// What it does with the data.
    pub description: String,
    /// Where it can be looked up.
    pub uri: Url,
    /// Its picture.
    pub logo_uri: Url,
    /// Whom to ask.
    pub contacts: Vec<String>,
    /// To whom it passes the data on in its turn.
    #[serde(
        rename = "sub_intermediaries",
        default,
        skip_serializing_if = "Vec::is_empty"
    )]
    pub below: Vec<Self>,
}
