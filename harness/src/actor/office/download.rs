//! Downloads: the download URL, the document, the deletion of the copy.

use serde_json::{Map, Value, json};
use url::Url;

use super::Office;
use super::answer::Answer;
use super::file::signed_url;
use super::identity::Identity;
use super::retrieval::Retrieval;
use crate::actor::Party;
use crate::actor::environment::Environment;
use crate::exchange::call::Call;
use crate::stop::Stop;

impl Office {
    /// The call for a download URL, without an access token.
    pub fn download_url_call(&self, identity: &Identity, ack: &str) -> Result<Call, Stop> {
        let mut body: Map<String, Value> = identity.members();
        body.remove("dasAccessCode");
        body.insert("osfAckId".to_owned(), json!(ack));
        self.call_with(&self.operations().download_url, &Value::Object(body))
    }

    /// The call that deletes a copy, without an access token.
    pub fn deletion_call(&self, ack: &str) -> Result<Call, Stop> {
        self.call(&self.operations().deletion, &[("osfAckId", ack)])
    }

    /// Asks for a download URL.
    pub async fn ask_for_download_url(
        &self,
        identity: &Identity,
        ack: &str,
    ) -> Result<Answer, Stop> {
        Answer::of(self.ask(self.download_url_call(identity, ack)?).await?)
    }

    /// Fetches what lies behind a signed URL, without an access token.
    pub async fn fetch(&self, url: &Url) -> Result<Answer, Stop> {
        Answer::of(self.send(Call::get(Party::Das, url.clone())).await?)
    }

    /// Deletes a copy.
    pub async fn delete_file(&self, ack: &str) -> Result<Answer, Stop> {
        Answer::of(self.ask(self.deletion_call(ack)?).await?)
    }

    /// Obtains the download URL of a retrieval that has succeeded.
    pub async fn hold_download_url(&self, retrieval: &Retrieval) -> Result<Url, Stop> {
        let answer = self
            .ask_for_download_url(&retrieval.identity, &retrieval.ack)
            .await?;
        let answer = answer.served("the request for a download URL")?;
        let missing =
            || Stop::inconclusive("the answer with a download URL has no fileDownloadUrl");
        signed_url(&answer.body(), "fileDownloadUrl").ok_or_else(missing)
    }

    /// Obtains a download URL and fetches the document; the first refusal on the way is the answer.
    pub async fn download(&self, retrieval: &Retrieval) -> Result<Answer, Stop> {
        let answer = self
            .ask_for_download_url(&retrieval.identity, &retrieval.ack)
            .await?;
        match signed_url(&answer.body(), "fileDownloadUrl").filter(|_| answer.is_served()) {
            Some(url) => self.fetch(&url).await,
            None => Ok(answer),
        }
    }

    /// Requests a document, waits for it, and fetches it; the first refusal on the way is the answer.
    pub async fn retrieve_content(
        &self,
        environment: &Environment,
        identity: &Identity,
    ) -> Result<(Option<Retrieval>, Answer), Stop> {
        let outcome = self.retrieve(environment, identity).await?;
        match &outcome.retrieval {
            Some(retrieval) if outcome.answer.is_served() => {
                let answer = self.download(retrieval).await?;
                Ok((outcome.retrieval, answer))
            }
            _ => Ok((outcome.retrieval, outcome.answer)),
        }
    }
}
