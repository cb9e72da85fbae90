//! Our own producer and consumer of encrypted messages.

use message_encryption::algorithm::{Curve, SignatureAlgorithm};
use message_encryption::{certificate, consumer, producer};
use mock_kit::tls::ServerIdentity;

use super::BuiltIn;
use crate::actor::Party;
use crate::actor::environment::Listener;
use crate::actor::environment::message::KeyHostManner;
use crate::actor::environment::received::Ear;
use crate::actor::forge::authority::Authority;
use crate::stop::Stop;

impl BuiltIn {
    /// The authority that vouches for the keys of both sides.
    pub(in super::super) fn message_authority(&self) -> &'static Authority {
        &self.shared.message_authority
    }

    /// Where a host of keys listens: with an identity that the party under test trusts, or should not.
    pub(in super::super) fn key_listener(&self, manner: KeyHostManner) -> Result<Listener, Stop> {
        let mut listener = self.listener();
        listener.identity = match (manner, self.brought_hosts()) {
            (KeyHostManner::InTheClear, _) => None,
            (KeyHostManner::Wrong(wrong), _) => Some(self.wrong_identity(wrong)),
            (KeyHostManner::Proper, None) => listener.identity,
            (KeyHostManner::Proper, Some(hosts)) => {
                let own = ServerIdentity::from_pem(&hosts.certificate_pem, &hosts.key_pem);
                Some(own.map_err(Stop::harness_bug)?)
            }
        };
        Ok(listener)
    }

    /// The consumer itself.
    pub(in super::super) async fn message_consumer(&self) -> Result<&consumer::Handle, Stop> {
        let spawned = self
            .message_consumer
            .get_or_try_init(|| Box::pin(self.spawn_message_consumer()));
        spawned.await
    }

    /// The producer itself.
    pub(in super::super) async fn message_producer(&self) -> Result<&producer::Handle, Stop> {
        let spawned = self
            .message_producer
            .get_or_try_init(|| Box::pin(self.spawn_message_producer()));
        spawned.await
    }

    /// What the two have received.
    pub(super) fn message_ears(&self) -> impl Iterator<Item = Ear> {
        let consumer = self.message_consumer.get();
        let consumer =
            consumer.map(|own| Ear::of(Party::MessageConsumer, own.base(), own.control()));
        let producer = self.message_producer.get();
        let producer =
            producer.map(|own| Ear::of(Party::MessageProducer, own.base(), own.control()));
        consumer.into_iter().chain(producer)
    }

    async fn spawn_message_consumer(&self) -> Result<consumer::Handle, Stop> {
        let settings = consumer::Settings {
            listener: self.listener(),
            clock: self.clock.clone(),
            authority: self.issuer_of_key_certificates()?,
            trust: vec![self.shared.authority_pem.clone()],
            algorithms: SignatureAlgorithm::LISTED.to_vec(),
            curves: Curve::ALL.to_vec(),
        };
        let handle = consumer::spawn(settings).await.map_err(Stop::harness_bug)?;
        self.commit(&handle.control().faults);
        Ok(handle)
    }

    async fn spawn_message_producer(&self) -> Result<producer::Handle, Stop> {
        let settings = producer::Settings {
            listener: self.listener(),
            clock: self.clock.clone(),
            authority: self.issuer_of_key_certificates()?,
            trust: vec![self.shared.authority_pem.clone()],
            algorithms: SignatureAlgorithm::LISTED.to_vec(),
            curves: Curve::ALL.to_vec(),
        };
        let handle = producer::spawn(settings).await.map_err(Stop::harness_bug)?;
        self.commit(&handle.control().faults);
        Ok(handle)
    }

    fn issuer_of_key_certificates(&self) -> Result<certificate::Authority, Stop> {
        let (certificate, key) = self.message_authority().pem().map_err(Stop::harness_bug)?;
        certificate::Authority::from_pem(&certificate, &key).map_err(Stop::harness_bug)
    }
}
