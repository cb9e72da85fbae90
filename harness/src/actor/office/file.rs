//! Files on their way to DAS: the upload URL, the upload, the state.

use serde_json::{Map, Value, json};
use url::Url;

use super::answer::{Answer, json, member, text};
use super::{Office, await_end};
use crate::actor::Party;
use crate::actor::documents::{Artefact, Made, sha256};
use crate::actor::environment::Environment;
use crate::exchange::call::Call;
use crate::exchange::model::Exchange;
use crate::named::named;
use crate::stop::Stop;

/// A file for which an upload URL was issued.
#[derive(Debug, Clone)]
pub struct FileInHand {
    /// `fileId`.
    pub file_id: String,
    /// `fileUploadUrl`.
    pub upload_url: Url,
    /// The document, as it was declared.
    pub made: Made,
}

/// What DAS says of a file.
#[derive(Debug, Clone)]
pub struct FileState {
    /// How far it has come.
    pub stage: FileStage,
    /// The word for it, `fileStatusCategory`.
    pub word: String,
    /// `fileSizeQuantity`.
    pub size: Option<u64>,
    /// `error`.
    pub error: Option<Value>,
    /// The exchange that shows it.
    pub exchange: Exchange,
}

/// How far a file has come, whatever the words of an implementation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileStage {
    /// It is awaited or being checked.
    Pending,
    /// It can be registered.
    Accepted,
    /// It never will be.
    Rejected,
}

named! {
    /// What an office declares wrongly of a file.
    pub enum DeclarationDeviation {
        /// The checksum is left out.
        NoChecksum = "no checksum",
        /// A digit is missing.
        ShortChecksum = "a checksum that is too short",
        /// A digit too many.
        LongChecksum = "a checksum that is too long",
        /// A letter that is no digit.
        OtherChecksum = "a checksum that is not hexadecimal",
        /// The format is left out.
        NoFormat = "no format",
        /// A format that DAS does not know.
        UnknownFormat = "an unknown format",
    }
}

impl DeclarationDeviation {
    /// Spoils a declaration.
    pub fn apply(self, declaration: &mut Map<String, Value>) {
        let checksum = sha256(b"document");
        match self {
            Self::NoChecksum => drop(declaration.remove("fileChecksum")),
            Self::ShortChecksum => set(declaration, "fileChecksum", &checksum[1..]),
            Self::LongChecksum => set(declaration, "fileChecksum", &format!("{checksum}0")),
            Self::OtherChecksum => {
                set(declaration, "fileChecksum", &format!("{}g", &checksum[1..]));
            }
            Self::NoFormat => drop(declaration.remove("fileFormatCategory")),
            Self::UnknownFormat => set(declaration, "fileFormatCategory", "hologram"),
        }
    }
}

fn set(members: &mut Map<String, Value>, name: &str, value: &str) {
    members.insert(name.to_owned(), json!(value));
}

/// The body of a request for an upload URL.
pub fn declaration(made: &Made) -> Map<String, Value> {
    let mut members = Map::new();
    set(
        &mut members,
        "fileReference",
        &format!("document-{}", &made.checksum[..8]),
    );
    set(&mut members, "fileFormatCategory", made.format.category());
    set(&mut members, "fileChecksum", &made.checksum);
    members
}

impl Office {
    /// The call for an upload URL, without an access token.
    pub fn upload_url_call(&self, declaration: &Map<String, Value>) -> Result<Call, Stop> {
        self.call_with(
            &self.operations().upload_url,
            &Value::Object(declaration.clone()),
        )
    }

    /// The call for the renewal of an upload URL, without an access token.
    pub fn renewal_call(&self, file_id: &str) -> Result<Call, Stop> {
        self.call_with(
            &self.operations().renewed_upload_url,
            &json!({ "fileId": file_id }),
        )
    }

    /// The call for the state of a file, without an access token.
    pub fn file_state_call(&self, file_id: &str) -> Result<Call, Stop> {
        self.call(&self.operations().file_state, &[("fileId", file_id)])
    }

    /// Asks for an upload URL.
    pub async fn ask_for_upload_url(
        &self,
        declaration: &Map<String, Value>,
    ) -> Result<Answer, Stop> {
        Answer::of(self.ask(self.upload_url_call(declaration)?).await?)
    }

    /// Asks for the renewal of an upload URL.
    pub async fn renew_upload_url(&self, file_id: &str) -> Result<Answer, Stop> {
        Answer::of(self.ask(self.renewal_call(file_id)?).await?)
    }

    /// Puts content to a signed URL, without an access token: the storage has no business with it.
    pub async fn put(&self, url: &Url, media_type: &str, content: &[u8]) -> Result<Answer, Stop> {
        let call = Call::octets(Party::Das, "PUT", url.clone(), media_type, content.to_vec());
        Answer::of(self.send(call).await?)
    }

    /// Puts a file where its upload URL says.
    pub async fn upload(&self, file: &FileInHand) -> Result<Answer, Stop> {
        self.put(
            &file.upload_url,
            file.made.format.media_type(),
            &file.made.content,
        )
        .await
    }

    /// Reads the state of a file.
    pub async fn file_state(&self, file_id: &str) -> Result<FileState, Stop> {
        let answer = Answer::of(self.ask(self.file_state_call(file_id)?).await?)?;
        Ok(FileState::read(
            answer
                .served("the question for the state of a file")?
                .exchange,
        ))
    }

    /// Reads the state of a file until it is final; the last state read where it never is.
    pub async fn settled_file(
        &self,
        environment: &Environment,
        file_id: &str,
    ) -> Result<FileState, Stop> {
        let settled = await_end(environment, async || {
            let state = self.file_state(file_id).await?;
            Ok((state.stage != FileStage::Pending).then_some(state))
        });
        match settled.await? {
            Some(state) => Ok(state),
            None => self.file_state(file_id).await,
        }
    }

    /// Obtains an upload URL for a document.
    pub async fn hold_upload_url(&self, made: Made) -> Result<FileInHand, Stop> {
        let answer = self.ask_for_upload_url(&declaration(&made)).await?;
        let answer = answer.served("the request for an upload URL")?;
        let missing =
            |name: &str| Stop::inconclusive(format!("the answer with an upload URL has no {name}"));
        Ok(FileInHand {
            file_id: answer.text("fileId").ok_or_else(|| missing("fileId"))?,
            upload_url: signed_url(&answer.body(), "fileUploadUrl")
                .ok_or_else(|| missing("fileUploadUrl"))?,
            made,
        })
    }

    /// Uploads a document whose examination is still going on.
    pub async fn uploaded_file(&self, artefact: Artefact) -> Result<FileInHand, Stop> {
        let made = artefact.make(&crate::randomness::identifier());
        let file = self.hold_upload_url(made).await?;
        self.upload(&file).await?.served("the upload")?;
        Ok(file)
    }

    /// Uploads a document and waits until DAS has accepted it.
    pub async fn accepted_file(&self, environment: &Environment) -> Result<FileInHand, Stop> {
        let file = self.uploaded_file(Artefact::Pdf).await?;
        let state = self.settled_file(environment, &file.file_id).await?;
        state.demand(FileStage::Accepted)?;
        Ok(file)
    }

    /// Uploads a document and waits until DAS has rejected it.
    pub async fn rejected_file(&self, environment: &Environment) -> Result<FileInHand, Stop> {
        let file = self.uploaded_file(Artefact::PdfWithAnotherChecksum).await?;
        let state = self.settled_file(environment, &file.file_id).await?;
        state.demand(FileStage::Rejected)?;
        Ok(file)
    }
}

/// A signed URL in a body.
pub fn signed_url(body: &Value, name: &str) -> Option<Url> {
    text(body, name)?.parse().ok()
}

impl FileState {
    fn read(exchange: Exchange) -> Self {
        let body = json(&exchange);
        let word = text(&body, "fileStatusCategory").unwrap_or_default();
        let size = member(&body, "fileSizeQuantity").and_then(quantity);
        let error = member(&body, "error")
            .filter(|error| !error.is_null())
            .cloned();
        let stage = stage(&word, size, error.is_some());
        Self {
            stage,
            word,
            size,
            error,
            exchange,
        }
    }

    /// Stops a flow that needs another state.
    pub fn demand(&self, stage: FileStage) -> Result<(), Stop> {
        if self.stage == stage {
            return Ok(());
        }
        Err(Stop::inconclusive(format!(
            "DAS should have settled the file as {stage:?}, and says {self}"
        )))
    }
}

/// "accepted: accepted", "pending: validating".
impl std::fmt::Display for FileState {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let stage = match self.stage {
            FileStage::Pending => "pending",
            FileStage::Accepted => "accepted",
            FileStage::Rejected => "rejected",
        };
        write!(formatter, "{stage}: the file is called {:?}", self.word)
    }
}

/// The words for the states are not published: an error speaks for itself, and so does a size once the file is processed.
fn stage(word: &str, size: Option<u64>, has_error: bool) -> FileStage {
    let word = word.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|known| word.contains(known));
    if has_error || says(&["reject", "error", "fail", "invalid", "refus", "expired"]) {
        FileStage::Rejected
    } else if says(&["pending"])
        || (size.is_none()
            && says(&[
                "process", "valid", "progress", "upload", "issued", "wait", "check",
            ]))
    {
        FileStage::Pending
    } else if size.is_some()
        || says(&[
            "accept",
            "success",
            "ready",
            "bound",
            "registered",
            "available",
        ])
    {
        FileStage::Accepted
    } else {
        FileStage::Pending
    }
}

/// A number, also where it stands there as text.
pub fn quantity(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}
