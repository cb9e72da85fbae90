//! Clients that are driven by a trigger URL: a POST with the values of the contract as JSON.

use std::sync::Arc;

use base64ct::{Base64, Encoding as _};
use mock_kit::tls::NETWORK_DEADLINE;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use serde_json::{Map, Value, json};
use url::Url;

use super::handover::values;
use super::{ClientUnderTest, Ended, Order, Surroundings};
use crate::exchange::body;
use crate::exchange::sender::{RESPONSE_LIMIT, USER_AGENT, causes};
use crate::stop::Stop;

/// The longest answer that is read, in octets: a document, in base64.
const ANSWER_LIMIT: usize = RESPONSE_LIMIT * 3 / 2;

/// Has the client act, and waits until it answers.
///
/// A trigger that cannot be reached is not where the target file says; one that was reached and does not answer, or not to the end,
/// belongs to a client that is not done.
pub async fn post(
    url: &Url,
    order: &Order,
    surroundings: &Surroundings,
    client: &ClientUnderTest,
) -> Result<Ended, Stop> {
    let http = http_client(&surroundings.authority_pem, client.trust.as_deref())?;
    let request = http.post(url.clone()).timeout(client.patience());
    let (_, ended) = answered(request.json(&body(order, surroundings))).await?;
    let told: Value = serde_json::from_str(&ended.said).unwrap_or_default();
    Ok(Ended {
        document: told.get("document").and_then(document),
        ..ended
    })
}

/// Pulls a trigger, and waits until it answers; false where it did not, or not to the end.
pub async fn answered(request: reqwest::RequestBuilder) -> Result<(bool, Ended), Stop> {
    let answer = match request.send().await {
        Ok(answer) => answer,
        Err(error) if error.is_connect() => return Err(unreachable(error)),
        Err(error) => return Ok((false, broken_off(error))),
    };
    let status = answer.status();
    let body = match body::read(answer, ANSWER_LIMIT).await {
        Ok(body) => body,
        Err(error) => return Ok((false, broken_off(error))),
    };
    let length = if body.is_whole {
        ""
    } else {
        " at excessive length"
    };
    let ended = Ended {
        done: status.is_success() && body.is_whole,
        how: format!("the trigger answered {status}{length}"),
        said: String::from_utf8_lossy(&body.octets).into_owned(),
        document: None,
    };
    Ok((true, ended))
}

fn unreachable(error: reqwest::Error) -> Stop {
    let why = causes(&error.without_url());
    Stop::configuration(format!(
        "the trigger of the client cannot be reached: {why}"
    ))
}

fn broken_off(error: reqwest::Error) -> Ended {
    Ended {
        done: false,
        how: format!(
            "the trigger gave no answer: {}",
            causes(&error.without_url())
        ),
        said: String::new(),
        document: None,
    }
}

/// An HTTP client that trusts the authority of this run, and besides the one that the target file names or those of the machine. It gives up
/// after [`NETWORK_DEADLINE`] where a request says nothing else.
pub fn http_client(authority_pem: &str, trust: Option<&str>) -> Result<reqwest::Client, Stop> {
    let mut roots = RootCertStore::empty();
    for pem in [Some(authority_pem), trust].into_iter().flatten() {
        let read = CertificateDer::pem_slice_iter(pem.as_bytes());
        roots.add_parsable_certificates(read.filter_map(Result::ok));
    }
    if trust.is_none() {
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(Stop::harness_bug)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let builder = reqwest::Client::builder()
        .tls_backend_preconfigured(config)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .timeout(NETWORK_DEADLINE)
        .user_agent(USER_AGENT);
    builder.build().map_err(Stop::harness_bug)
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
