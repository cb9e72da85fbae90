//! Parties that have to be driven: who they are, and what makes them act.

use openssl::x509::X509;
use url::Url;

use super::super::driven::{ConnectorUnderTest, PartyDriver, RegisteringPartyUnderTest};
use super::super::raw::{RawAskingConnector, RawTarget};
use super::{Resolved, Resolver};
use crate::oracle::connector_id::ConnectorId;

/// The keys of the target file that they stand under.
const REGISTERING: &str = "registering_party";
const ASKING: &str = "asking_connector";

/// The ways in which a party may be made to act, as the target file has them.
pub(super) struct Ways<'a> {
    /// A program with its arguments.
    pub(super) command: &'a [String],
    /// An address that is posted to.
    pub(super) url: Option<&'a Url>,
    /// A person.
    pub(super) operator: bool,
}

impl Resolver<'_> {
    pub(super) fn registering_party(
        &self,
        raw: &RawTarget,
    ) -> Resolved<Option<RegisteringPartyUnderTest>> {
        let Some(stated) = &raw.registering_party else {
            return Ok(None);
        };
        let jwks = stated.jwks_file.as_ref();
        let jwks = jwks.map(|file| self.key_set(file, &[REGISTERING, "jwks_file"]));
        let ways = Ways {
            command: &stated.act,
            url: stated.act_url.as_ref(),
            operator: stated.operator,
        };
        Ok(Some(RegisteringPartyUnderTest {
            client_id: stated.client_id.clone(),
            jwks: jwks.transpose()?,
            driver: self.party_driver(raw, &ways, REGISTERING)?,
            port: stated.port,
            deadline: Self::deadline(raw),
        }))
    }

    pub(super) fn asking_connector(&self, raw: &RawTarget) -> Resolved<Option<ConnectorUnderTest>> {
        let Some(stated) = &raw.asking_connector else {
            return Ok(None);
        };
        if raw.trust.is_none() && (stated.messages.is_some() || stated.hosts.is_some()) {
            return Err(self
                .blame(&[ASKING], "nobody vouches for `messages` and `hosts`")
                .fix("add `trust: { ca_file: … }`"));
        }
        let hosts = stated.hosts.as_ref();
        let hosts = hosts.map(|hosts| self.host_identity(hosts, &[ASKING, "hosts"]));
        let messages = stated.messages.as_ref();
        let messages = messages.map(|url| self.address(url, &[ASKING, "messages"]));
        let ways = Ways {
            command: &stated.ask,
            url: stated.ask_url.as_ref(),
            operator: stated.operator,
        };
        Ok(Some(ConnectorUnderTest {
            certificate: self.certificate_of_connector(stated)?,
            driver: self.party_driver(raw, &ways, ASKING)?,
            messages: messages.transpose()?,
            port: stated.port,
            hosts: hosts.transpose()?,
            trust: self.trust_in_guest(raw)?,
            deadline: Self::deadline(raw),
        }))
    }

    fn certificate_of_connector(&self, stated: &RawAskingConnector) -> Resolved<X509> {
        let key = [ASKING, "certificate_file"];
        let pem = self.read(&stated.certificate_file, &key)?;
        let certificate = X509::from_pem(pem.as_bytes()).map_err(|_| {
            self.blame(&key, "the file holds no certificate")
                .fix("give the PEM certificate of the connector's identity")
        })?;
        if ConnectorId::of_certificate(&certificate).is_none() {
            return Err(self
                .blame(&key, "the certificate lacks a key identifier")
                .fix("give the certificate that names the connector by its SKI and AKI"));
        }
        Ok(certificate)
    }

    /// Exactly one of the ways in which a party can be made to act.
    pub(super) fn party_driver(
        &self,
        raw: &RawTarget,
        ways: &Ways<'_>,
        key: &str,
    ) -> Resolved<PartyDriver> {
        match (ways.command, ways.url, ways.operator) {
            ([_, ..], None, false) => Ok(PartyDriver::Command {
                command: ways.command.to_vec(),
                folder: self.folder.to_owned(),
            }),
            ([], Some(url), false) => Ok(PartyDriver::Trigger {
                url: self.near_or_encrypted(url, &[key])?,
                trust: self.trust_in_guest(raw)?,
            }),
            ([], None, true) => Ok(PartyDriver::Operator),
            _ => Err(self
                .blame(&[key], "how it is made to act is not clear")
                .fix("give a command, or an address that is posted to, or `operator: true`")),
        }
    }
}
