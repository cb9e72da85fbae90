//! A connector that nobody talks to, and DATs that nobody signed.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use jiff::Timestamp;
use josekit::jwk::KeyPair as _;
use josekit::jws::ES256;
use mock_kit::tls::ClientIdentity;
use mock_kit::{Clock, ListenerSettings};
use serde_json::{Value, json};

use crate::connector::compact::Dat;
use crate::connector::data_connector::DataConnector;
use crate::connector::{Daps, Identity, Settings};
use crate::daps::Edition;

/// When everything happens.
pub const NOW: i64 = 1_767_603_600;

/// A connector whose DAPS follows that text.
pub fn connector(edition: Edition) -> DataConnector {
    let transport = ClientIdentity::self_signed("connector.invalid").unwrap();
    let settings = Settings {
        listener: ListenerSettings::ephemeral(None),
        clock: Clock::frozen_at(Timestamp::from_second(NOW).unwrap()),
        trust: Vec::new(),
        daps: Daps {
            edition,
            issuer: "https://daps.invalid".to_owned(),
            token_endpoint: "https://daps.invalid/token".parse().unwrap(),
            jwks_uri: "https://daps.invalid/.well-known/jwks.json"
                .parse()
                .unwrap(),
            scope: "ids_connector_attributes".to_owned(),
            audience: "https://w3id.org/idsa/code/IDS_CONNECTORS_ALL".to_owned(),
        },
        identity: Identity {
            id: "AA:keyid:BB".to_owned(),
            key: ES256.generate_key_pair().unwrap().to_jwk_private_key(),
            certificate: transport.clone(),
        },
        transport,
    };
    DataConnector::new(settings).unwrap()
}

/// A DAT that lists these transport certificates.
pub fn dat(listed: &Value) -> Dat {
    let part = |value: Value| Base64UrlUnpadded::encode_string(value.to_string().as_bytes());
    let claims = part(json!({ "transportCertsSha256": listed }));
    Dat::read(&format!("{}.{claims}.", part(json!({ "alg": "none" })))).unwrap()
}
