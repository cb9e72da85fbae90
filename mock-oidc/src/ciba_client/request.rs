//! Asking for a user (CIBA, 7.1).

use mock_kit::{answer, entropy};
use serde_json::{Map, Value, json};

use super::assertion::Form;
use super::client::{CibaClient, LENGTH_LIMIT};
use super::faults::request as faulty;
use super::metadata::Metadata;
use super::stop::Stop;
use crate::settings::DeliveryMode;

/// Seconds for which a signed request is valid.
const LIFETIME: i64 = 300;

/// What was asked, and answered.
pub struct Asked {
    /// The token by which the client knows notifications.
    pub notification_token: String,
    /// The answer.
    pub answer: Value,
}

impl CibaClient {
    /// Sends an authentication request.
    pub async fn ask(&self, metadata: &Metadata) -> Result<Asked, Stop> {
        let notification_token = self.notification_token();
        let parameters = self.parameters(&notification_token);
        let mut form = if self.settings.signs && !self.commits(&faulty::SENDS_UNSIGNED_REQUESTS) {
            self.signed_form(metadata, &parameters)?
        } else {
            plain(&parameters)
        };
        form.extend(self.proof(self.audience(metadata))?);
        let endpoint = metadata.backchannel_authentication_endpoint.clone();
        let response = self.http.post(endpoint).form(&form).send().await?;
        let succeeded = response.status() == http::StatusCode::OK;
        let answer = answer::json(response, LENGTH_LIMIT)
            .await
            .unwrap_or_default();
        if !succeeded {
            let code = answer["error"].as_str().unwrap_or("no error code");
            return Err(Stop::Refused(code.to_owned()));
        }
        Ok(Asked {
            notification_token,
            answer,
        })
    }

    /// CIBA, 7.1: the issuer is the audience that suits everybody.
    fn audience<'a>(&self, metadata: &'a Metadata) -> &'a str {
        if self.commits(&faulty::ASSERTS_TO_THE_BACKCHANNEL_ENDPOINT) {
            return metadata.backchannel_authentication_endpoint.as_str();
        }
        &metadata.issuer
    }

    /// CIBA, 7.1: 160 bits that nobody can guess.
    fn notification_token(&self) -> String {
        if self.commits(&faulty::SENDS_GUESSABLE_NOTIFICATION_TOKENS) {
            return "notify-1".to_owned();
        }
        entropy::identifier()
    }

    fn parameters(&self, notification_token: &str) -> Map<String, Value> {
        let mut parameters = Map::new();
        let mut add = |name: &str, value: &str| parameters.insert(name.to_owned(), json!(value));
        add("scope", &self.settings.scope);
        match self.id_token_hint() {
            Some(hint) => add("id_token_hint", &hint),
            None => add("login_hint", &self.settings.login_hint),
        };
        if !self.commits(&faulty::OMITS_THE_BINDING_MESSAGE) {
            add("binding_message", &self.binding_message());
        }
        if self.settings.mode != DeliveryMode::Poll {
            add("client_notification_token", notification_token);
        }
        if self.commits(&faulty::SENDS_USER_CODES_UNASKED) {
            add("user_code", "4711");
        }
        if self.commits(&faulty::SENDS_TWO_HINTS) {
            add("id_token_hint", &self.settings.login_hint);
        }
        parameters
    }

    /// CIBA, 7.1: short, plain, and another one each time.
    fn binding_message(&self) -> String {
        let mut code = entropy::identifier().replace(['-', '_'], "X");
        code.truncate(6);
        if self.commits(&faulty::SENDS_LONG_BINDING_MESSAGES) {
            return format!("Please make sure that both of your devices show {code}");
        }
        code.to_ascii_uppercase()
    }

    fn signed_form(
        &self,
        metadata: &Metadata,
        parameters: &Map<String, Value>,
    ) -> Result<Form, Stop> {
        let now = self.unix_now();
        let mut claims = parameters.clone();
        let also = [
            ("iss", json!(self.settings.client_id)),
            ("aud", json!(metadata.issuer)),
            ("iat", json!(now)),
            ("nbf", json!(now)),
            ("exp", json!(now + LIFETIME)),
            ("jti", json!(entropy::identifier())),
        ];
        claims.extend(also.map(|(name, value)| (name.to_owned(), value)));
        if self.commits(&faulty::SIGNS_REQUESTS_WITHOUT_NAME) {
            claims.shift_remove("jti");
        }
        let mut form = vec![("request".to_owned(), self.signed(&Value::Object(claims))?)];
        if self.commits(&faulty::REPEATS_PARAMETERS_BESIDE_THE_SIGNED_REQUEST) {
            form.extend(plain(parameters));
        }
        Ok(form)
    }
}

fn plain(parameters: &Map<String, Value>) -> Form {
    let fields = parameters.iter();
    fields
        .map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()))
        .collect()
}
