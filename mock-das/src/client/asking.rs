//! One operation of DAS, asked for with an access token.

use http::{Method, StatusCode};
use serde_json::Value;
use url::Url;

use super::Client;
use super::answer::Answer;
use super::authorization::refused;
use super::call::{Call, Leg, json_text};
use super::error::ClientError;
use super::faults::{authorization, transport as faulty};
use crate::operations::Operation;

/// How often a client that does not understand a 401 presents the same token.
const STUBBORN: u32 = 6;

impl Client {
    /// What DAS answers. A token that is refused is replaced by a new one, once.
    pub(super) async fn ask(
        &mut self,
        what: &'static str,
        operation: &Operation,
        query: &[(&str, &str)],
        body: Option<Value>,
    ) -> Result<Value, ClientError> {
        let call = self.call(what, operation, query, body)?;
        let mut answer = self.present(&call).await?;
        if answer.status == StatusCode::UNAUTHORIZED {
            answer = self.present_anew(&call).await?;
        }
        if !answer.status.is_success() {
            return Err(refused(what, &answer));
        }
        Ok(self.inward.outward(answer.json()))
    }

    async fn present_anew(&mut self, call: &Call) -> Result<Answer, ClientError> {
        if self.faults.commits(&faulty::REPEATS_A_REFUSED_TOKEN) {
            for _ in 2..STUBBORN {
                self.present(call).await?;
            }
            return self.present(call).await;
        }
        self.forget_token();
        self.present(call).await
    }

    async fn present(&mut self, call: &Call) -> Result<Answer, ClientError> {
        let token = self.access_token().await;
        let unasked = self.faults.commits(&authorization::GOES_ON_WITHOUT_A_TOKEN);
        let bearer = match token {
            Ok(token) => Some(token),
            Err(_) if unasked => None,
            Err(error) => return Err(error),
        };
        let call = Call {
            bearer,
            ..call.clone()
        };
        self.line.send(&call).await
    }

    fn call(
        &self,
        what: &'static str,
        operation: &Operation,
        query: &[(&str, &str)],
        body: Option<Value>,
    ) -> Result<Call, ClientError> {
        let unusable = ClientError::Unusable {
            what,
            member: "operation",
        };
        let method: Result<Method, _> = operation.method.parse();
        let (Ok(method), Some(mut url)) = (method, self.place_of(operation)) else {
            return Err(unusable);
        };
        for (name, value) in query {
            url.query_pairs_mut()
                .append_pair(self.wire_name(name), value);
        }
        let call = Call::new(what, Leg::Das, method, url);
        Ok(match body {
            Some(body) => {
                let body = self.settings.variant.fields.outward(body);
                call.with("application/json", json_text(&body, &self.faults))
            }
            None => call,
        })
    }

    fn place_of(&self, operation: &Operation) -> Option<Url> {
        let base = self.settings.das_base.as_str().trim_end_matches('/');
        Url::parse(&format!("{base}/{}", operation.relative_path())).ok()
    }

    fn wire_name<'a>(&'a self, name: &'a str) -> &'a str {
        let known = self.settings.variant.fields.0.get(name);
        known.map_or(name, String::as_str)
    }
}
