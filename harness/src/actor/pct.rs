//! WIPO towards the PCT service: it asks where documents of RO/IB can be fetched, and fetches them.

use serde_json::{Map, Value, json};
use url::Url;

use super::Party;
use super::environment::clients::Who;
use super::environment::facts::{KeptDocument, PctFacts};
use super::environment::{Environment, join};
use super::oauth_client::obtain_access_token_at;
use super::office::Office;
use super::office::answer::Answer;
use crate::exchange::call::Call;
use crate::named::named;
use crate::stop::Stop;

named! {
    /// Somebody else than WIPO in its dealings with the PCT service.
    pub enum Stranger {
        /// WIPO's own client for calls to an office.
        ForAnOffice = "the client that WIPO dedicates to an office",
        /// An office that DAS serves.
        Office = "an office that DAS serves",
    }
}

named! {
    /// A request that does not say everything.
    pub enum Gap {
        /// No `requestAckId`.
        Acknowledgement = "without the acknowledgement id",
        /// No `documentNumber`.
        Number = "without a number",
        /// No `documentDate`.
        Date = "without a date",
        /// A date that no calendar has.
        ImpossibleDate = "with a date that no calendar has",
        /// The number twice, the right one last.
        TwoNumbers = "with two numbers",
    }
}

named! {
    /// Another spelling of the number of an international application.
    pub enum PctSpelling {
        /// Small letters.
        Lower = "in lower case",
        /// Without its slashes.
        WithoutSlashes = "without its slashes",
        /// Both.
        LowerWithoutSlashes = "in lower case without its slashes",
        /// With spaces where the slashes were.
        Spaced = "with spaces around its parts",
        /// With the letters RO in front of the code of the office.
        WithReceivingOffice = "with the letters RO in it",
    }
}

impl PctSpelling {
    /// The number in this spelling.
    pub fn of(self, number: &str) -> String {
        match self {
            Self::Lower => number.to_ascii_lowercase(),
            Self::WithoutSlashes => number.replace('/', ""),
            Self::LowerWithoutSlashes => number.replace('/', "").to_ascii_lowercase(),
            Self::Spaced => number.replace('/', " / "),
            Self::WithReceivingOffice => number.replacen("PCT/", "PCT/RO/", 1),
        }
    }
}

impl Stranger {
    /// The client that it is.
    pub fn who(self) -> Who {
        match self {
            Self::ForAnOffice => Who::WipoForOffice,
            // At a target the first client is the caller that the service expects.
            Self::Office => Who::AnotherClient,
        }
    }
}

/// WIPO with an access token for the PCT service.
#[derive(Debug, Clone)]
pub struct Wipo {
    facts: PctFacts,
    /// The caller as the credentials of other scenarios see one.
    pub caller: Office,
}

impl Wipo {
    /// WIPO as the dedicated client.
    pub async fn reach(environment: &Environment) -> Result<Self, Stop> {
        let facts = environment.pct().await?;
        let client = facts.caller.clone();
        let token = obtain_access_token_at(environment, client.clone(), &facts.issuer).await?;
        let base = facts.base.clone();
        Ok(Self {
            caller: Office::calling(environment, client, base, token),
            facts,
        })
    }

    /// The call for the place of a document, without an access token.
    pub fn location_call(&self, body: &Map<String, Value>) -> Result<Call, Stop> {
        let operation = &self.caller.operations().download_url;
        let url = join(&self.facts.base, operation.relative_path())?;
        let body = Value::Object(body.clone());
        Ok(Call::json(Party::Pct, operation.method.name(), url, &body))
    }

    /// The call for the place of a kept document, without an access token.
    pub fn document_call(&self, document: &KeptDocument) -> Result<Call, Stop> {
        self.location_call(&wanted(document))
    }

    /// Asks where a document is.
    pub async fn ask(&self, document: &KeptDocument) -> Result<Answer, Stop> {
        self.ask_with(&wanted(document)).await
    }

    /// Asks with a body of any kind.
    pub async fn ask_with(&self, body: &Map<String, Value>) -> Result<Answer, Stop> {
        Answer::of(self.caller.ask(self.location_call(body)?).await?)
    }

    /// Asks for a document and leaves something out, or says it twice.
    pub async fn ask_with_a_gap(&self, document: &KeptDocument, gap: Gap) -> Result<Answer, Stop> {
        let mut body = wanted(document);
        match gap {
            Gap::Acknowledgement => drop(body.remove("requestAckId")),
            Gap::Number => drop(body.remove("documentNumber")),
            Gap::Date => drop(body.remove("documentDate")),
            Gap::ImpossibleDate => {
                drop(body.insert("documentDate".to_owned(), json!("2024-02-31")));
            }
            Gap::TwoNumbers => return self.ask_twice(document).await,
        }
        self.ask_with(&body).await
    }

    async fn ask_twice(&self, document: &KeptDocument) -> Result<Answer, Stop> {
        let mut call = self.document_call(document)?;
        let twice = format!(
            "{{\"documentNumber\":\"PCT/IB1999/000001\",{}",
            String::from_utf8_lossy(&call.body).trim_start_matches('{')
        );
        call.body = twice.into_bytes();
        Answer::of(self.caller.ask(call).await?)
    }

    /// Asks as somebody else, with an access token of that client.
    pub async fn ask_as(
        &self,
        environment: &Environment,
        who: Who,
        document: &KeptDocument,
    ) -> Result<Answer, Stop> {
        let client = environment.client(who)?;
        let token = obtain_access_token_at(environment, client, &self.facts.issuer).await?;
        let call = self.document_call(document)?.bearer(&token);
        Answer::of(self.caller.send(call).await?)
    }

    /// Fetches what lies behind a signed URL, without an access token.
    pub async fn fetch(&self, url: &Url) -> Result<Answer, Stop> {
        self.at_url("GET", url).await
    }

    /// Uses a signed URL with any method, without an access token.
    pub async fn at_url(&self, method: &'static str, url: &Url) -> Result<Answer, Stop> {
        let call = Call::new(Party::Pct, method, url.clone());
        Answer::of(self.caller.send(call).await?)
    }
}

/// The details by which a document is asked for.
pub fn wanted(document: &KeptDocument) -> Map<String, Value> {
    let members = [
        ("requestAckId", crate::randomness::identifier()),
        ("documentKindCategory", document.kind.clone()),
        ("documentNumber", document.number.clone()),
        ("documentDate", document.date.to_string()),
    ];
    let members = members.map(|(name, value)| (name.to_owned(), json!(value)));
    members.into_iter().collect()
}
