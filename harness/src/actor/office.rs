//! An office and its calls to DAS.
//!
//! [`Office`] knows the operations one by one and returns what came back. Whole flows ("register a document") stand beside the
//! operations they are made of; where a flow does not go as it should, the scenario that needs it is inconclusive.

pub mod answer;
pub mod attempt;
pub mod clearing;
pub mod credential;
pub mod download;
pub mod encryption_keys;
pub mod file;
pub mod hosted;
pub mod identity;
pub mod inquiry;
pub mod location;
pub mod operation;
pub mod registration;
pub mod registration_deviation;
pub mod retrieval;
pub mod signed_url;
pub mod storage;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use jiff::SignedDuration;
use url::Url;

use super::Party;
use super::environment::Environment;
use super::environment::clients::{OauthClient, Who};
use crate::exchange::call::Call;
use crate::exchange::field_names::FieldNames;
use crate::exchange::model::Exchange;
use crate::exchange::sender::Sender;
use crate::requirement::operations::{OperationWire, OperationsWire};
use crate::requirement::wire::Wire;
use crate::stop::Stop;

/// How far behind the end of a period something is tried: farther than any allowance for clocks that differ.
pub const WELL_BEYOND: SignedDuration = SignedDuration::from_mins(10);

/// An office that holds an access token.
#[derive(Debug, Clone)]
pub struct Office {
    /// The client that speaks for it.
    pub client: OauthClient,
    sender: Sender,
    base: Url,
    wire: Arc<Wire>,
    names: FieldNames,
    access_token: String,
}

impl Office {
    /// The office for which a client speaks, with a token that it has obtained.
    pub async fn reach(
        environment: &Environment,
        who: Who,
        access_token: String,
    ) -> Result<Self, Stop> {
        let client = environment.client(who)?;
        Ok(Self {
            sender: environment.sender_as(&who.to_string(), &client)?,
            client,
            base: closed(environment.das().await?.base),
            names: FieldNames::of(&environment.wire().das.fields),
            wire: environment.shared_wire(),
            access_token,
        })
    }

    /// A caller of another party's operations below `base`, such as WIPO towards the PCT service.
    pub fn calling(
        environment: &Environment,
        client: OauthClient,
        base: Url,
        access_token: String,
    ) -> Self {
        Self {
            sender: environment.sender(&client.who.to_string()),
            client,
            base: closed(base),
            names: FieldNames::of(&environment.wire().das.fields),
            wire: environment.shared_wire(),
            access_token,
        }
    }

    /// The same office for requests that are to race.
    pub async fn for_a_race(&self) -> Self {
        Self {
            sender: self.sender.for_a_race().await,
            ..self.clone()
        }
    }

    /// Its ST.3 code.
    pub fn code(&self) -> &str {
        &self.client.office
    }

    /// Its access token.
    pub fn access_token(&self) -> &str {
        &self.access_token
    }

    /// Sends a call with the access token of the office.
    pub async fn ask(&self, call: Call) -> Result<Exchange, Stop> {
        self.send(call.bearer(&self.access_token)).await
    }

    /// Sends a call as it is, but for the names that the profile has for its fields; they are ours again in what is returned.
    pub async fn send(&self, call: Call) -> Result<Exchange, Stop> {
        let sent = self.sender.send(self.names.outward(call)).await?;
        Ok(self.names.inward(&sent).into_owned())
    }

    /// Where the operations stand.
    pub fn operations(&self) -> &OperationsWire {
        &self.wire.das.operations
    }

    /// The names that the profile has for fields.
    pub fn names(&self) -> &FieldNames {
        &self.names
    }

    /// The same office under another access token.
    #[must_use]
    pub fn with_access_token(&self, access_token: String) -> Self {
        Self {
            access_token,
            ..self.clone()
        }
    }

    /// The same office, whose requests are sent by something else, such as from another network address.
    #[must_use]
    pub fn sending_by(&self, sender: Sender) -> Self {
        Self {
            sender,
            ..self.clone()
        }
    }

    /// What sends requests for the office.
    pub fn sender(&self) -> &Sender {
        &self.sender
    }

    /// A call without a body.
    pub fn call(&self, operation: &OperationWire, query: &[(&str, &str)]) -> Result<Call, Stop> {
        let mut url = super::environment::join(&self.base, operation.relative_path())?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        Ok(Call::new(Party::Das, operation.method.name(), url))
    }

    /// A call with a JSON body.
    pub fn call_with(
        &self,
        operation: &OperationWire,
        body: &serde_json::Value,
    ) -> Result<Call, Stop> {
        let url = super::environment::join(&self.base, operation.relative_path())?;
        Ok(Call::json(Party::Das, operation.method.name(), url, body))
    }
}

/// The base with a slash at its end, without which its last part would be lost in joining.
fn closed(mut base: Url) -> Url {
    if !base.path().ends_with('/') {
        base.set_path(&format!("{}/", base.path()));
    }
    base
}

/// Asks again and again until `look` has found what it looks for, letting time pass in between; `None` when it never does.
pub async fn await_end<T>(
    environment: &Environment,
    mut look: impl AsyncFnMut() -> Result<Option<T>, Stop>,
) -> Result<Option<T>, Stop> {
    environment.idle().await;
    for round in 0.. {
        if let Some(found) = look().await? {
            return Ok(Some(found));
        }
        if !environment.patience(round).await? {
            break;
        }
    }
    Ok(None)
}
