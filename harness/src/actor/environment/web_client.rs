//! A web client under test, or the reference client, with what stands around it: a resource, and a second authorization server.

mod parties;
pub(super) mod registration;

use mock_kit::tls::{Manners, Suites};

use super::Environment;
use super::built_in::{BuiltIn, facts_of};
use super::facts::AuthorizationServerFacts;
use super::office_client::WrongCertificate;
use crate::actor::Party;
use crate::actor::web_client::WebClientFacts;
use crate::actor::web_client::set_up::SetUp;
use crate::exchange::model::Exchange;
use crate::named::named;
use crate::stop::Stop;
use crate::verdict::UntestedReason;

pub(super) use self::parties::WebParties;

/// What reports call the authorization server beside the usual one.
const OTHER_SERVER: &str = "another authorization server";

/// To whom a client sends something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addressee {
    /// The authorization server, or the one beside it.
    AuthorizationServers,
    /// The resource.
    Resource,
}

named! {
    /// A host whose certificate a web client has to check.
    pub enum Host {
        /// The authorization server.
        AuthorizationServer = "the authorization server",
        /// The resource.
        Resource = "the resource",
    }
}

impl Environment {
    /// The client under test, set up in this way where it is ours.
    pub async fn web_client(&self, set_up: &SetUp) -> Result<WebClientFacts, Stop> {
        let own = self.own("a web client is judged among parties of ours")?;
        own.web_client(set_up).await
    }

    /// The authorization server beside the usual one.
    pub async fn other_authorization_server(&self) -> Result<AuthorizationServerFacts, Stop> {
        let own = self.own("a web client is judged among parties of ours")?;
        facts_of(own.other_server().await?)
    }

    /// What parties of ours have received from the client so far.
    pub fn received_from_web_client(&self, addressee: Addressee) -> Vec<Exchange> {
        self.listen();
        let names: &[&str] = match addressee {
            Addressee::AuthorizationServers => &[Party::AuthorizationServer.name(), OTHER_SERVER],
            Addressee::Resource => &[Party::ResourceServer.name()],
        };
        let sent = |each: &Exchange| {
            each.from == Party::OauthClient.name() && names.contains(&each.to.as_str())
        };
        self.exchanges().into_iter().filter(sent).collect()
    }

    /// Has a host of ours show a certificate that a web client must not accept.
    pub async fn show_wrong_certificate_to_web_client(
        &self,
        host: Host,
        wrong: WrongCertificate,
    ) -> Result<(), Stop> {
        let own = self.own("our parties show what certificates they like")?;
        self.judged(|judged| judged.remove(&Party::AuthorizationServer));
        let identity = own.wrong_identity(wrong);
        match host {
            Host::AuthorizationServer => own.authorization_server().await?.present(&identity),
            Host::Resource => own.resource_server().await?.present(&identity),
        }
        Ok(())
    }

    /// Has the authorization server offer no cipher suite below TLS 1.3, nor TLS 1.3 itself, that FAPI 1.0 Advanced, 8.5, permits.
    pub async fn offer_other_cipher_suites(&self) -> Result<(), Stop> {
        let own = self.own("our parties offer what cipher suites they like")?;
        self.judged(|judged| judged.remove(&Party::AuthorizationServer));
        let manners = Manners {
            asks_for_certificates: true,
            suites: Suites::EllipticOnly,
        };
        if own.web_client_under_test().is_some() {
            let why = "the client trusts a certificate of our hosts that is for other suites";
            return Err(Stop::untested(UntestedReason::NeedsFault, why));
        }
        let identity = own.identity().in_manner(manners);
        let identity = identity.map_err(Stop::harness_bug)?;
        own.authorization_server().await?.present(&identity);
        Ok(())
    }

    /// Has the authorization server sign with a new key; the one so far stays published.
    pub async fn rotate_key_for_web_client(&self) -> Result<(), Stop> {
        let own = self.own("our parties change their keys when they like")?;
        let rotating = own.authorization_server().await?.rotate_signing_key();
        rotating.await.map_err(Stop::harness_bug)?;
        Ok(())
    }

    /// Whether the client under test is not ours.
    pub fn is_around_a_foreign_client(&self) -> bool {
        self.own("").is_ok_and(BuiltIn::is_around_a_foreign_client)
    }

    /// The certificate that the client is to show, as `x5t#S256` spells it, where it is known.
    pub fn certificate_of_web_client(&self) -> Option<String> {
        self.own("").ok()?.certificate_of_web_client()
    }
}
