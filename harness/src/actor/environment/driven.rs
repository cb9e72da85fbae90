//! Parties under test that have to be driven, among parties of ours: a registering party, and a connector that asks our DAPS.

use mock_kit::tls::{Manners, ServerIdentity};
use mock_oidc::{Client, ClientKeys};
use openssl::x509::{X509, X509Ref};
use p256::pkcs8::{EncodePrivateKey as _, LineEnding};
use serde_json::{Map, Value, json};

use super::Environment;
use super::built_in::BuiltIn;
use super::data_space::{ConnectorFacts, Which};
use super::registry::AGREED;
use crate::actor::driver::{Done, Errand, drive};
use crate::actor::forge::foreign_key::jwk_of_public;
use crate::actor::forge::{new_key, public_key};
use crate::actor::registration::portfolio::{
    Act, NEW_LOGO, Way, applications, chain, changed_chain,
};
use crate::oracle::connector_id::ConnectorId;
use crate::stop::Stop;
use crate::target::{ConnectorUnderTest, RegisteringPartyUnderTest};
use crate::verdict::UntestedReason;

/// What is known of the connector under test by its certificate.
#[derive(Debug, Clone)]
pub struct KnownConnector {
    /// Who it is.
    pub id: ConnectorId,
    /// Its public key as a JWK.
    pub key: Map<String, Value>,
    /// The certificate, in DER.
    pub certificate: Vec<u8>,
}

impl KnownConnector {
    fn of(certificate: &X509Ref) -> Result<Self, Stop> {
        let none = || Stop::configuration("the connector's certificate lacks a key identifier");
        let key = certificate.public_key().map_err(Stop::harness_bug)?;
        Ok(Self {
            id: ConnectorId::of_certificate(certificate).ok_or_else(none)?,
            key: jwk_of_public(&key).map_err(Stop::configuration)?,
            certificate: certificate.to_der().map_err(Stop::harness_bug)?,
        })
    }
}

impl Environment {
    /// Has the registering party do these things, one after the other.
    pub async fn let_register(&self, way: Way, acts: &[Act]) -> Result<Done, Stop> {
        let own = self.own("a registering party is judged among parties of ours")?;
        let Some(party) = own.registering_party_under_test() else {
            for act in acts {
                own.let_register(way, *act).await?;
            }
            return Ok(Done::by_ours());
        };
        let errand = own.errand_of_registering_party(party, way, acts).await?;
        let done = drive(&party.driver, &errand).await?;
        if done.all || !self.received_from_registering_party().is_empty() {
            return Ok(done);
        }
        let why = format!("the registering party sent nothing: {}", done.how);
        Err(Stop::inconclusive(why))
    }

    /// Has the connector under test ask its DAPS for a DAT.
    pub async fn have_connector_ask(&self) -> Result<Done, Stop> {
        let own = self.own("nobody makes the connector ask")?;
        let Some(connector) = own.connector_under_test() else {
            own.have_connector_ask().await?;
            return Ok(Done::by_ours());
        };
        let errand = own.errand_of_connector(connector).await?;
        drive(&connector.driver, &errand).await
    }

    /// What is known of the connector under test by its certificate.
    pub fn known_connector(&self) -> Result<KnownConnector, Stop> {
        let own = self.own("the target file does not tell the certificate of the connector")?;
        if let Some(connector) = own.connector_under_test() {
            return KnownConnector::of(&connector.certificate);
        }
        let ours = self.data_connector(Which::UnderTest)?;
        let certificate = X509::from_der(&ours.certificate).map_err(Stop::harness_bug)?;
        KnownConnector::of(&certificate)
    }
}

impl BuiltIn {
    /// Where a connector that is not ours takes messages.
    pub(super) fn stated_messages(connector: &ConnectorUnderTest) -> Result<ConnectorFacts, Stop> {
        let why = "the target file does not say where the connector takes messages";
        let none = || Stop::untested(UntestedReason::Organisational, why);
        let messages = connector.messages.clone().ok_or_else(none)?;
        Ok(ConnectorFacts { messages })
    }

    /// With what the DAPS shows itself: with what a connector that is not ours trusts, if the target file says so.
    pub(super) fn identity_of_data_space(&self) -> Result<ServerIdentity, Stop> {
        let manners = Manners {
            asks_for_certificates: true,
            ..Manners::default()
        };
        let identity = match self.brought_hosts() {
            Some(hosts) => ServerIdentity::from_pem(&hosts.certificate_pem, &hosts.key_pem)
                .map_err(Stop::harness_bug)?,
            None => self.identity().clone(),
        };
        identity.in_manner(manners).map_err(Stop::harness_bug)
    }

    async fn errand_of_registering_party(
        &self,
        party: &RegisteringPartyUnderTest,
        way: Way,
        acts: &[Act],
    ) -> Result<Errand, Stop> {
        let server = self.authorization_server().await?;
        let none = || Stop::not_applicable("the profile has no registration over the wire");
        let rules = server.variant().registration.clone().ok_or_else(none)?;
        let portfolio = json!({
            "applications": applications(&rules.recipient_scopes),
            "intermediaries": chain(way),
            "changed_intermediaries": changed_chain(way),
            "changed_logo_uri": NEW_LOGO,
        });
        let acts: Vec<&str> = acts.iter().map(|act| act.name()).collect();
        let issuer = server.issuer().as_str().trim_end_matches('/').to_owned();
        let mut texts = vec![
            ("FDX_CA_FILE", "ca.pem", self.authority_pem().to_owned()),
            (
                "FDX_PORTFOLIO_FILE",
                "portfolio.json",
                portfolio.to_string(),
            ),
        ];
        let keys = match &party.jwks {
            Some(set) => set.clone(),
            None => self.hand_out_key(&party.client_id, &mut texts)?,
        };
        let scope = rules.scope.clone();
        let client = Client::machine(&party.client_id, ClientKeys::Jwks(keys), vec![rules.scope]);
        server.register(client).map_err(Stop::harness_bug)?;
        Ok(Errand {
            values: vec![
                ("FDX_ACTS", acts.join(" ")),
                ("FDX_ISSUER", issuer),
                ("FDX_CLIENT_ID", party.client_id.clone()),
                ("FDX_SCOPE", scope),
                ("FDX_REGISTRY", AGREED.to_owned()),
            ],
            texts,
            work_variable: "FDX_WORK_DIR",
            authority_pem: self.authority_pem().to_owned(),
            deadline: party.deadline,
        })
    }

    /// Makes a key and a certificate for a registering party that has none of its own.
    fn hand_out_key(
        &self,
        client_id: &str,
        texts: &mut Vec<(&'static str, &'static str, String)>,
    ) -> Result<Value, Stop> {
        let key = new_key();
        let pem = key.to_pkcs8_pem(LineEnding::LF);
        let pem = pem.map_err(Stop::harness_bug)?.to_string();
        let identity = self.vouched_identity_with_key(&pem, client_id)?;
        texts.push(("FDX_KEY_FILE", "key.pem", pem));
        let certificate = identity.pem().to_owned();
        texts.push(("FDX_CERTIFICATE_FILE", "certificate.pem", certificate));
        let jwk = public_key::jwk(&key.public_key(), None);
        Ok(public_key::key_set([jwk]))
    }

    async fn errand_of_connector(&self, connector: &ConnectorUnderTest) -> Result<Errand, Stop> {
        let facts = self.daps_facts().await?;
        let none = || Stop::not_applicable("the profile has no data space");
        let scope = self.wire().daps.as_ref().ok_or_else(none)?.scope.clone();
        let brought = connector.hosts.as_ref().and(connector.trust.as_deref());
        let authority = brought.unwrap_or(self.authority_pem()).to_owned();
        Ok(Errand {
            values: vec![
                ("DAPS_ISSUER", facts.issuer),
                ("DAPS_AUDIENCE", facts.audience),
                ("DAPS_TOKEN_ENDPOINT", facts.token_endpoint.to_string()),
                ("DAPS_JWKS_URI", facts.jwks_uri.to_string()),
                ("DAPS_SCOPE", scope),
            ],
            texts: vec![("DAPS_CA_FILE", "ca.pem", authority)],
            work_variable: "DAPS_WORK_DIR",
            authority_pem: self.authority_pem().to_owned(),
            deadline: connector.deadline,
        })
    }
}
