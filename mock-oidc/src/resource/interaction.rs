//! The `x-fapi-interaction-id` of a request, and the log that it is kept in (FAPI 1.0 Baseline, 6.2.1-11 and -12).

use std::collections::VecDeque;

use axum::extract::Request;
use http::{HeaderMap, HeaderName, HeaderValue};
use jiff::Timestamp;
use mock_kit::{FaultPlan, entropy};
use serde::Serialize;
use uuid::{Builder, Uuid};

use super::faults::interaction as faulty;

/// The header field that names an interaction.
pub const INTERACTION_ID: HeaderName = HeaderName::from_static("x-fapi-interaction-id");
/// Characters of a UUID as it is written: RFC 4122, 3.
const UUID_LENGTH: usize = 36;
/// How many interactions the log keeps.
const INTERACTIONS_KEPT: usize = 200;

/// One request, as the log has it.
#[derive(Clone, Debug, Serialize)]
pub struct Interaction {
    /// When it arrived.
    pub at: Timestamp,
    /// Its id: the caller's, or a fresh one.
    #[serde(rename = "interactionId")]
    pub id: String,
    /// The method.
    pub method: String,
    /// The path, without the query, where secrets may stand.
    pub path: String,
    /// The status of the answer.
    pub status: Option<u16>,
    /// Why it was refused, which the wire does not say in full.
    pub refusal: Option<String>,
}

impl Interaction {
    /// What begins with `request`.
    pub fn beginning(request: &Request, at: Timestamp, faults: &FaultPlan) -> Self {
        Self {
            at,
            id: identified(request.headers(), faults),
            method: request.method().to_string(),
            path: request.uri().path().to_owned(),
            status: None,
            refusal: None,
        }
    }
}

/// The caller's id where it is a UUID, and a fresh one where it is not.
fn identified(headers: &HeaderMap, faults: &FaultPlan) -> String {
    let given = given(headers).filter(|_| !faults.commits(&faulty::REPLACES_INTERACTION_IDS));
    given.map_or_else(|| fresh(faults), str::to_owned)
}

fn given(headers: &HeaderMap) -> Option<&str> {
    let mut fields = headers.get_all(INTERACTION_ID).iter();
    let (Some(only), None) = (fields.next(), fields.next()) else {
        return None;
    };
    let text = only.to_str().ok()?;
    (text.len() == UUID_LENGTH && Uuid::try_parse(text).is_ok()).then_some(text)
}

fn fresh(faults: &FaultPlan) -> String {
    if faults.commits(&faulty::MAKES_IDS_THAT_ARE_NO_UUID) {
        return entropy::identifier();
    }
    Builder::from_random_bytes(entropy::octets())
        .into_uuid()
        .to_string()
}

/// Tells the caller the id, also where its request is refused.
pub fn tell(headers: &mut HeaderMap, interaction: &Interaction, faults: &FaultPlan) {
    let refused = interaction.refusal.is_some();
    let silent = faults.commits(&faulty::OMITS_INTERACTION_IDS)
        || refused && faults.commits(&faulty::OMITS_INTERACTION_IDS_IN_REFUSALS);
    if silent {
        return;
    }
    if let Ok(id) = HeaderValue::from_str(&interaction.id) {
        headers.insert(INTERACTION_ID, id);
    }
}

/// The latest interactions, oldest first.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub struct InteractionLog(VecDeque<Interaction>);

impl InteractionLog {
    /// Adds an interaction, and drops the oldest one where there are too many.
    pub fn add(&mut self, mut interaction: Interaction, faults: &FaultPlan) {
        if faults.commits(&faulty::LOGS_NO_INTERACTION_IDS) {
            interaction.id.clear();
        }
        if self.0.len() == INTERACTIONS_KEPT {
            self.0.pop_front();
        }
        self.0.push_back(interaction);
    }
}
