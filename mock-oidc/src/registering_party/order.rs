//! What a registering party is told when it is driven by a trigger, as `fixtures/drivers` has it, and how it does that.

use mock_kit::tls::{ClientIdentity, TlsError};
use mock_kit::{Clock, FaultPlan};
use serde::Deserialize;
use url::Url;

use super::party::RegisteringParty;
use super::settings::{Application, Intermediary, Settings};
use super::trouble::Trouble;

/// All that one call has a registering party do.
#[derive(Deserialize)]
pub struct Order {
    /// Its acts, one after the other, with spaces between them.
    #[serde(rename = "FDX_ACTS")]
    pub acts: String,
    #[serde(rename = "FDX_ISSUER")]
    issuer: Url,
    #[serde(rename = "FDX_CLIENT_ID")]
    client_id: String,
    #[serde(rename = "FDX_SCOPE")]
    scope: String,
    #[serde(rename = "FDX_REGISTRY")]
    registry: String,
    #[serde(rename = "FDX_PORTFOLIO")]
    portfolio: String,
    #[serde(rename = "FDX_KEY")]
    key: String,
    #[serde(rename = "FDX_CERTIFICATE")]
    certificate: String,
    #[serde(rename = "FDX_CA")]
    authority: String,
}

/// For whom it registers.
#[derive(Deserialize)]
struct Portfolio {
    applications: Vec<Application>,
    intermediaries: Vec<Intermediary>,
    changed_intermediaries: Vec<Intermediary>,
    changed_logo_uri: Url,
}

/// Why an order is not carried out. The texts fit after "failed to".
#[derive(Debug, thiserror::Error)]
pub enum OrderError {
    /// The portfolio is not of the form that was agreed on.
    #[error("read the portfolio: {0}")]
    Portfolio(#[from] serde_json::Error),
    /// The certificate or its key cannot be used.
    #[error("take the certificate: {0}")]
    Certificate(#[from] TlsError),
    /// Nobody agreed on such an act.
    #[error("{0}: it knows no such act")]
    UnknownAct(String),
    /// An act did not come to its end.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

impl Order {
    /// Does all of it, by this clock and with these faults. Nothing is remembered from one order to the next.
    ///
    /// # Errors
    /// When the order cannot be understood, and at the first act that does not come to its end.
    pub async fn carry_out(&self, clock: &Clock, faults: &FaultPlan) -> Result<(), OrderError> {
        let portfolio: Portfolio = serde_json::from_str(&self.portfolio)?;
        let mut party = RegisteringParty::new(self.settings(clock, &portfolio)?)?;
        party.faults = faults.clone();
        for act in self.acts.split_whitespace() {
            perform(&party, act, &portfolio).await?;
        }
        Ok(())
    }

    fn settings(&self, clock: &Clock, portfolio: &Portfolio) -> Result<Settings, TlsError> {
        Ok(Settings {
            clock: clock.clone(),
            issuer: self.issuer.clone(),
            trust: vec![self.authority.clone()],
            client_id: self.client_id.clone(),
            key_pem: Some(self.key.clone()),
            identity: ClientIdentity::from_pem(&self.certificate, &self.key)?,
            scope: self.scope.clone(),
            registry: self.registry.clone(),
            applications: portfolio.applications.clone(),
            intermediaries: portfolio.intermediaries.clone(),
        })
    }
}

async fn perform(
    party: &RegisteringParty,
    act: &str,
    portfolio: &Portfolio,
) -> Result<(), OrderError> {
    match act {
        "register" => party.register().await?,
        "read" => party.read().await?,
        "update" => party.change_logos(&portfolio.changed_logo_uri).await?,
        "delete" => party.delete().await?,
        "change-intermediaries" => {
            let chain = &portfolio.changed_intermediaries;
            party.change_intermediaries(chain).await?;
        }
        "ask-users" => party.ask_users().await?,
        other => return Err(OrderError::UnknownAct(other.to_owned())),
    }
    Ok(())
}
