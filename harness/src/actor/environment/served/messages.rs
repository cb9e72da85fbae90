//! A producer and a consumer of encrypted messages.

use std::net::{Ipv4Addr, TcpListener};

use message_encryption::algorithm::{Curve, SignatureAlgorithm};
use message_encryption::certificate::Authority;
use message_encryption::{consumer, producer};
use mock_kit::ControlHandle;
use p256::SecretKey;
use p256::elliptic_curve::Generate as _;
use p256::pkcs8::{EncodePrivateKey as _, LineEnding};
use url::Url;

use super::{Ground, HOST_NAMES, Place, broken};
use crate::error::HarnessError;

/// The running parties, and what the other side of them needs.
pub struct MessageParties {
    /// The consumer.
    pub consumer: consumer::Handle,
    /// The producer.
    pub producer: producer::Handle,
    /// The port at which the consumer looks for the keys of its producer, at `/keys`.
    pub key_port: u16,
    /// With what the host of those keys shows itself: certificate and key, in PEM.
    pub host_pem: (String, String),
}

impl MessageParties {
    /// Starts both.
    pub(super) async fn start(ground: &Ground) -> Result<Self, HarnessError> {
        let authority = Authority::new("Authority of message keys").map_err(broken)?;
        let consumer = consumer::Settings {
            listener: ground.listener(Place::MessageConsumer),
            clock: ground.clock.clone(),
            authority: authority.clone(),
            trust: vec![ground.authority_pem()],
            algorithms: SignatureAlgorithm::LISTED.to_vec(),
            curves: Curve::ALL.to_vec(),
        };
        let producer = producer::Settings {
            listener: ground.listener(Place::MessageProducer),
            clock: ground.clock.clone(),
            authority,
            trust: vec![ground.authority_pem()],
            algorithms: SignatureAlgorithm::LISTED.to_vec(),
            curves: Curve::ALL.to_vec(),
        };
        let consumer = consumer::spawn(consumer).await.map_err(broken)?;
        let key_port = key_port(ground)?;
        let keys = format!("https://localhost:{key_port}/keys");
        let keys = Url::parse(&keys).map_err(broken)?;
        consumer.register(consumer::Registration::Address(keys));
        Ok(Self {
            consumer,
            producer: producer::spawn(producer).await.map_err(broken)?,
            key_port,
            host_pem: host_pem(ground)?,
        })
    }

    pub(super) fn controls(&self) -> Vec<ControlHandle> {
        vec![
            self.consumer.control().clone(),
            self.producer.control().clone(),
        ]
    }
}

/// Nobody of ours listens there: a free port is taken from below those that systems hand out, so that it stays free.
fn key_port(ground: &Ground) -> Result<u16, HarnessError> {
    let stated = ground.settings.listener(Place::MessageKeys, None);
    if stated.address.port() != 0 {
        return Ok(stated.address.port());
    }
    let is_free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    let free = (20_000..30_000).find(is_free);
    free.ok_or_else(|| broken("no port is free"))
}

fn host_pem(ground: &Ground) -> Result<(String, String), HarnessError> {
    let key = SecretKey::generate().to_pkcs8_pem(LineEnding::LF);
    let key = key.map_err(broken)?.to_string();
    let certificate = ground.authority.certificate_with_key(&key, &HOST_NAMES);
    Ok((certificate.map_err(broken)?, key))
}
