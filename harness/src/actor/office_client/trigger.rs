//! Clients that are driven by a trigger URL: a POST with the values of the contract as JSON.

use std::time::Duration;

use base64ct::{Base64, Encoding as _};
use serde_json::{Map, Value, json};
use url::Url;

use super::handover::values;
use super::{Ended, Order, Surroundings};
use crate::exchange::sender::USER_AGENT;
use crate::stop::Stop;

/// Has the client act, and waits until it answers.
pub async fn post(
    url: &Url,
    order: &Order,
    surroundings: &Surroundings,
    deadline: Duration,
) -> Result<Ended, Stop> {
    let authority = [surroundings.authority_pem.as_str()];
    let http = mock_kit::tls::http_client_of(USER_AGENT, &authority).map_err(Stop::harness_bug)?;
    let request = http.post(url.clone()).timeout(deadline);
    let answer = request.json(&body(order, surroundings)).send().await;
    let answer = answer.map_err(|error| {
        Stop::configuration(format!(
            "the trigger of the client does not answer: {}",
            error.without_url()
        ))
    })?;
    let status = answer.status();
    let octets = answer.bytes().await.map_err(Stop::harness_bug)?;
    let told: Value = serde_json::from_slice(&octets).unwrap_or_default();
    Ok(Ended {
        done: status.is_success(),
        how: format!("the trigger answered {status}"),
        said: String::from_utf8_lossy(&octets).into_owned(),
        document: told.get("document").and_then(document),
    })
}

fn body(order: &Order, surroundings: &Surroundings) -> Value {
    let mut body: Map<String, Value> = values(order, surroundings)
        .into_iter()
        .map(|(name, value)| (name.to_owned(), json!(value)))
        .collect();
    body.insert("DAS_CA".to_owned(), json!(surroundings.authority_pem));
    if let Some(pem) = &surroundings.private_key_pem {
        body.insert("DAS_KEY".to_owned(), json!(pem));
    }
    if let Some(content) = &order.content {
        let content = Base64::encode_string(content);
        body.insert("DAS_DOCUMENT".to_owned(), json!(content));
    }
    Value::Object(body)
}

fn document(value: &Value) -> Option<Vec<u8>> {
    Base64::decode_vec(value.as_str()?).ok()
}
