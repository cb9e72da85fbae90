//! Parties that have to be driven: who they are, and what makes them act.

use std::sync::Arc;
use std::time::Duration;

use openssl::x509::X509;
use serde_json::Value;
use url::Url;

use super::super::driven::{
    ConnectorUnderTest, DrivenParty, PartyDriver, RegisteringPartyUnderTest,
};
use super::super::raw::{RawAskingConnector, RawRegisteringParty, RawTarget};
use super::{Resolved, Resolver};
use crate::oracle::connector_id::ConnectorId;
use crate::requirement::Role;

/// The keys of the target file that they stand under.
const REGISTERING: &str = "registering_party";
const ASKING: &str = "asking_connector";

impl Resolver<'_> {
    /// Whether a party has to be driven.
    pub(super) fn is_driven(raw: &RawTarget) -> bool {
        raw.roles.contains(&Role::RegisteringParty) || raw.asking_connector.is_some()
    }

    /// A party that is driven is judged among parties of ours, so nobody else can be judged beside it.
    pub(super) fn demand_driven_alone(&self, raw: &RawTarget) -> Resolved<()> {
        let (role, key) = match raw.asking_connector {
            Some(_) => (Role::Connector, ASKING),
            None => (Role::RegisteringParty, REGISTERING),
        };
        if raw.roles.iter().any(|each| *each != role) || raw.daps.is_some() {
            return Err(self
                .blame(
                    &["roles"],
                    format!("`{key}` is judged alone, among parties of ours"),
                )
                .fix("give the other roles a target file of their own"));
        }
        let stated = raw.asking_connector.is_some() || raw.registering_party.is_some();
        if !stated {
            return Err(self
                .blame(&["roles"], format!("`{key}` is missing for this role"))
                .fix(format!("add `{key}`: who it is, and what makes it act")));
        }
        let has_hosts = |raw: &RawAskingConnector| raw.messages.is_some() || raw.hosts.is_some();
        if raw.asking_connector.as_ref().is_some_and(has_hosts) && raw.trust.is_none() {
            return Err(self
                .blame(&[ASKING], "nobody vouches for `messages` and `hosts`")
                .fix("add `trust: { ca_file: … }`"));
        }
        Ok(())
    }

    pub(super) fn driven(&self, raw: &RawTarget) -> Resolved<Option<Arc<DrivenParty>>> {
        let party = match (&raw.asking_connector, &raw.registering_party) {
            (Some(stated), _) => DrivenParty::Connector(self.asking_connector(raw, stated)?),
            (None, Some(stated)) => {
                DrivenParty::RegisteringParty(self.registering_party(raw, stated)?)
            }
            (None, None) => return Ok(None),
        };
        Ok(Some(Arc::new(party)))
    }

    fn registering_party(
        &self,
        raw: &RawTarget,
        stated: &RawRegisteringParty,
    ) -> Resolved<RegisteringPartyUnderTest> {
        Ok(RegisteringPartyUnderTest {
            client_id: stated.client_id.clone(),
            jwks: self.jwks_of_registering_party(stated)?,
            driver: self.party_driver(raw, &stated.act, stated.act_url.as_ref(), REGISTERING)?,
            port: stated.port,
            deadline: Duration::from_secs(raw.limits.deadline_seconds),
        })
    }

    fn jwks_of_registering_party(&self, stated: &RawRegisteringParty) -> Resolved<Option<Value>> {
        let Some(file) = &stated.jwks_file else {
            return Ok(None);
        };
        let key = [REGISTERING, "jwks_file"];
        let set: Option<Value> = serde_json::from_str(&self.read(file, &key)?).ok();
        let set = set.filter(|set| set.get("keys").is_some_and(Value::is_array));
        set.map(Some).ok_or_else(|| {
            self.blame(&key, "the file holds no JWK set")
                .fix("give a JSON object with the array `keys`")
        })
    }

    fn asking_connector(
        &self,
        raw: &RawTarget,
        stated: &RawAskingConnector,
    ) -> Resolved<ConnectorUnderTest> {
        let hosts = stated.hosts.as_ref();
        let hosts = hosts.map(|hosts| self.host_identity(hosts, &[ASKING, "hosts"]));
        let messages = stated.messages.as_ref();
        let messages = messages.map(|url| self.address(url, &[ASKING, "messages"]));
        Ok(ConnectorUnderTest {
            certificate: self.certificate_of_connector(stated)?,
            driver: self.party_driver(raw, &stated.ask, stated.ask_url.as_ref(), ASKING)?,
            messages: messages.transpose()?,
            port: stated.port,
            hosts: hosts.transpose()?,
            trust: self.trust_in_party(raw)?,
            deadline: Duration::from_secs(raw.limits.deadline_seconds),
        })
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

    fn party_driver(
        &self,
        raw: &RawTarget,
        command: &[String],
        url: Option<&Url>,
        key: &str,
    ) -> Resolved<PartyDriver> {
        match (command.is_empty(), url) {
            (false, None) => Ok(PartyDriver::Command {
                command: command.to_vec(),
                folder: self.folder.to_owned(),
            }),
            (true, Some(url)) => Ok(PartyDriver::Trigger {
                url: self.near_or_encrypted(url, &[key])?,
                trust: self.trust_in_party(raw)?,
            }),
            _ => Err(self
                .blame(&[key], "how it is made to act is not clear")
                .fix("give either a command or an address that is posted to")),
        }
    }

    fn trust_in_party(&self, raw: &RawTarget) -> Resolved<Option<String>> {
        let trust = raw.trust.as_ref().map(|raw| self.trust(raw)).transpose()?;
        Ok(trust.map(|trust| trust.ca_pem))
    }
}
