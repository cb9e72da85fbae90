//! Documents of the International Bureau as receiving office: how they come to DAS legally, and the ways in which content of them could
//! be made to stay there.

use serde_json::{Map, Value};

use super::Party;
use super::documents::{Artefact, sha256};
use super::environment::Environment;
use super::environment::facts::KeptDocument;
use super::office::Office;
use super::office::answer::Answer;
use super::office::file::FileInHand;
use super::office::hosted::{Said, calls, identity_of, named_at_das};
use super::office::identity::Identity;
use super::office::registration::{Document, name_parent, registration_body};
use super::pct::PctSpelling;
use crate::exchange::model::Exchange;
use crate::named::named;
use crate::stop::Stop;

/// The places of the storage of DAS.
pub const PLACES: [&str; 4] = ["library", "archive", "upload", "transit"];
/// How many octets of a document betray it.
const BETRAYING: usize = 48;

named! {
    /// A way to make DAS keep content of the International Bureau.
    pub enum Laundering {
        /// A registration with a file.
        Bureau = "by the International Bureau itself",
        /// The same of an office, the number spelt otherwise.
        Lower = "under its number in lower case",
        /// The same of an office, the number spelt otherwise.
        WithoutSlashes = "under its number without its slashes",
        /// The same of an office, the number spelt otherwise.
        Spaced = "under its number with spaces around its parts",
        /// The same of an office, the number spelt otherwise.
        WithReceivingOffice = "under its number with the letters RO in it",
        /// The number of the document, and an application of the office that holds it.
        Parent = "as held in an application of another office",
        /// A replacement by the Bureau.
        Replacement = "as new content of what is registered",
        /// A registration by the Bureau that is refused for something else.
        Email = "with an e-mail address that is none",
        /// The same.
        Future = "with a filing date that is still to come",
        /// The same.
        HalfParent = "with half of an application that holds it",
        /// The same.
        ShortCode = "with an access code that is too short",
        /// A replacement by somebody else.
        ReplacementByOffice = "as new content of what is registered, by another office",
    }
}

impl Laundering {
    fn spelling(self) -> Option<PctSpelling> {
        match self {
            Self::Lower => Some(PctSpelling::Lower),
            Self::WithoutSlashes => Some(PctSpelling::WithoutSlashes),
            Self::Spaced => Some(PctSpelling::Spaced),
            Self::WithReceivingOffice => Some(PctSpelling::WithReceivingOffice),
            _ => None,
        }
    }

    fn is_by_the_bureau(self) -> bool {
        !matches!(
            self,
            Self::Lower
                | Self::WithoutSlashes
                | Self::Spaced
                | Self::WithReceivingOffice
                | Self::Parent
                | Self::ReplacementByOffice
        )
    }

    /// What is wrong besides.
    fn spoil(self, body: &mut Map<String, Value>) {
        let (member, value) = match self {
            Self::Email => ("email", "nobody"),
            Self::Future => ("documentDate", "9998-12-31"),
            Self::HalfParent => ("applicationCategory", "priority document"),
            Self::ShortCode => ("dasAccessCode", "A"),
            _ => return,
        };
        body.insert(member.to_owned(), Value::from(value));
    }
}

/// Everybody who may have a hand in it.
#[derive(Debug)]
pub struct Launderers<'a> {
    /// The parties.
    pub environment: &'a Environment,
    /// The International Bureau.
    pub bureau: &'a Office,
    /// Another office.
    pub office: &'a Office,
}

impl Launderers<'_> {
    /// Uploads content and passes it off as a document of the Bureau; returns the answer and the content.
    pub async fn pass_off(
        &self,
        registered: &Identity,
        laundering: Laundering,
    ) -> Result<(Answer, Vec<u8>), Stop> {
        let by = if laundering.is_by_the_bureau() {
            self.bureau
        } else {
            self.office
        };
        let file = by.accepted_file(self.environment).await?;
        let answer = match laundering {
            Laundering::Replacement | Laundering::ReplacementByOffice => {
                let body = self.body(registered, laundering, &file);
                by.correct(self.environment, &body).await?
            }
            _ => {
                let fresh = self.fresh(laundering);
                let body = self.body(&fresh, laundering, &file);
                by.register(self.environment, &body).await?
            }
        };
        Ok((answer, file.made.content))
    }

    /// Registers a document of the Bureau with a file that has not arrived, and then uploads it.
    pub async fn register_before_upload(&self) -> Result<(Answer, Vec<u8>), Stop> {
        let made = Artefact::Pdf.make(&crate::randomness::identifier());
        let file = self.bureau.hold_upload_url(made).await?;
        let fresh = self.fresh(Laundering::Bureau);
        let body = self.body(&fresh, Laundering::Bureau, &file);
        let answer = self.bureau.register(self.environment, &body).await?;
        self.bureau.upload(&file).await?;
        self.environment.patience(0).await?;
        Ok((answer, file.made.content))
    }

    /// Uploads a file and reports it as the document that the PCT service was asked for; returns the answer and the content.
    pub async fn pass_through_the_transit_zone(
        &self,
        ack: &str,
        identity: &Identity,
    ) -> Result<(Answer, Vec<u8>), Stop> {
        let file = self.office.accepted_file(self.environment).await?;
        let said = Said::Uploaded(file.file_id);
        let answer = self.office.report(ack, identity, &said).await?;
        Ok((answer, file.made.content))
    }

    /// Registers a document of the Bureau as one that the office keeps.
    pub async fn register_as_kept_by_the_office(&self) -> Result<Answer, Stop> {
        let fresh = self.fresh(Laundering::Parent);
        let mut body = registration_body(&fresh, None);
        self.name_an_application(&mut body, &fresh);
        self.office.register(self.environment, &body).await
    }

    fn fresh(&self, laundering: Laundering) -> Identity {
        let number = self.environment.document_number("IB");
        let spelling = laundering.spelling();
        let number = spelling.map_or_else(|| number.clone(), |spelling| spelling.of(&number));
        Identity::numbered(self.environment, number)
    }

    fn body(
        &self,
        identity: &Identity,
        laundering: Laundering,
        file: &FileInHand,
    ) -> Map<String, Value> {
        let mut body = registration_body(identity, Some(&file.file_id));
        if !laundering.is_by_the_bureau() {
            self.name_an_application(&mut body, identity);
        }
        laundering.spoil(&mut body);
        body
    }

    /// Without an application of its own that holds the document, an office is refused for another reason.
    fn name_an_application(&self, body: &mut Map<String, Value>, identity: &Identity) {
        let number = self.environment.document_number(self.office.code());
        name_parent(body, &number, identity.date);
    }
}

/// Registers a document that the PCT service keeps, and names it as DAS knows it.
pub async fn registered(
    environment: &Environment,
    bureau: &Office,
    kept: &KeptDocument,
) -> Result<Document, Stop> {
    let identity = identity_of(environment, kept);
    let answer = bureau
        .register_without_content(environment, &identity)
        .await?;
    named_at_das(environment, kept, answer, identity).await
}

/// Every request of DAS for the place of a document at the PCT service.
pub fn asked(environment: &Environment) -> Vec<Exchange> {
    let operation = environment.wire().das.operations.download_url.clone();
    calls(environment, Party::Pct, &operation)
}

/// What DAS has fetched from the PCT service by signed URLs.
pub fn fetched(environment: &Environment) -> Vec<Exchange> {
    let received = environment.received(Party::Pct).into_iter();
    received
        .filter(|each| each.request.method == "GET" && each.from == Party::Das.name())
        .collect()
}

/// Where DAS holds content, as far as it shows: places of its storage, and what it tells of itself.
pub async fn whereabouts(
    environment: &Environment,
    content: &[u8],
) -> Result<Vec<&'static str>, Stop> {
    let state = environment.inspect(Party::Das).await?;
    let hash = sha256(content);
    let there = |place: &&str| {
        let mut objects = state["storage"][*place].as_array().into_iter().flatten();
        objects.any(|object| object["checksum"] == hash.as_str())
    };
    let mut found: Vec<&'static str> = PLACES.into_iter().filter(there).collect();
    if is_betrayed(&state, content) {
        found.push("inspection");
    }
    Ok(found)
}

fn is_betrayed(state: &Value, content: &[u8]) -> bool {
    let shown = state.to_string();
    let start = &content[..content.len().min(BETRAYING)];
    let end = &content[content.len().saturating_sub(BETRAYING)..];
    let spellings = [start, end].map(|part| {
        let text = String::from_utf8_lossy(part).into_owned();
        [hex::encode(part), text]
    });
    spellings.concat().iter().any(|part| shown.contains(part))
}
