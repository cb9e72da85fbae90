//! Asking the DAPS for a DAT (IDS-G, request call; RFC 6749, 4.4; RFC 7523, 2.2).

use http::header::CONTENT_TYPE;
use josekit::JoseError;
use serde_json::{Map, Value};
use url::form_urlencoded;

use super::data_connector::DataConnector;
use super::document;
use super::faults::token_request as faulty;

/// Why there is no DAT to be had.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// It is not known where the DAPS answers.
    #[error("find the DAPS")]
    NoEndpoints,
    /// The request token cannot be signed.
    #[error("sign the request token: {0}")]
    Unsigned(#[from] JoseError),
    /// The DAPS refuses.
    #[error("get a DAT from the DAPS")]
    Refused,
}

type Parameters = Vec<(&'static str, String)>;

/// A DAT of this connector.
pub async fn ask(connector: &DataConnector) -> Result<String, AskError> {
    let endpoints = connector.endpoints().await.ok_or(AskError::NoEndpoints)?;
    let (media_type, body) = encoded(connector, &parameters(connector)?);
    let request = connector
        .http()
        .post(endpoints.token_endpoint)
        .header(CONTENT_TYPE, media_type)
        .body(body);
    let answer = document::read(request).await.ok_or(AskError::Refused)?;
    let dat = answer.get("access_token").and_then(Value::as_str);
    dat.map(str::to_owned).ok_or(AskError::Refused)
}

fn parameters(connector: &DataConnector) -> Result<Parameters, JoseError> {
    let grant = if connector.commits(&faulty::ASKS_UNDER_ANOTHER_GRANT) {
        "urn:ietf:params:oauth:grant-type:jwt-bearer"
    } else {
        "client_credentials"
    };
    let kind = if connector.commits(&faulty::NAMES_ANOTHER_ASSERTION_TYPE) {
        "urn:ietf:params:oauth:client-assertion-type:saml2-bearer"
    } else {
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    };
    let mut parameters = vec![
        ("grant_type", grant.to_owned()),
        ("client_assertion_type", kind.to_owned()),
        ("client_assertion", connector.request_token()?),
    ];
    if !connector.commits(&faulty::ASKS_FOR_NO_SCOPE) {
        parameters.push(("scope", connector.settings.daps.scope.clone()));
    }
    Ok(parameters)
}

/// A form; something else where the connector misbehaves.
fn encoded(connector: &DataConnector, parameters: &Parameters) -> (&'static str, String) {
    if connector.commits(&faulty::SENDS_JSON) {
        let members = parameters.iter();
        let members: Map<String, Value> = members
            .map(|(name, value)| ((*name).to_owned(), Value::from(value.as_str())))
            .collect();
        return ("application/json", Value::Object(members).to_string());
    }
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(parameters);
    let form = form.finish();
    let form = if connector.commits(&faulty::BREAKS_LINES) {
        form.replace('&', "\n&")
    } else {
        form
    };
    ("application/x-www-form-urlencoded", form)
}
