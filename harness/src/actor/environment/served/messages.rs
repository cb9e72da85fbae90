//! A producer and a consumer of encrypted messages.

use message_encryption::algorithm::{Curve, SignatureAlgorithm};
use message_encryption::certificate::Authority;
use message_encryption::{consumer, producer};
use mock_kit::ControlHandle;
use url::Url;

use super::{Ground, Place, broken};
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
        let key_port = ground.ports_of_the_judge.of(Place::KeysOfTheJudge);
        let keys = format!("https://localhost:{key_port}/keys");
        let keys = Url::parse(&keys).map_err(broken)?;
        consumer.register(consumer::Registration::Address(keys));
        Ok(Self {
            consumer,
            producer: producer::spawn(producer).await.map_err(broken)?,
            key_port,
            host_pem: ground.host_pem()?,
        })
    }

    pub(super) fn controls(&self) -> Vec<ControlHandle> {
        vec![
            self.consumer.control().clone(),
            self.producer.control().clone(),
        ]
    }
}
