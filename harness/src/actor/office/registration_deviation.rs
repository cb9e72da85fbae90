//! Registrations with a flaw, sent.

pub mod flaw;

use serde_json::{Map, Value, json};

pub use self::flaw::{FlawedBody, FlawedField, FlawedFile, FlawedNumber, RegistrationDeviation};
use super::Office;
use super::answer::Answer;
use super::file::{FileInHand, FileStage};
use super::identity::Identity;
use super::registration::{name_parent, registration_body};
use crate::actor::documents::Artefact;
use crate::actor::environment::Environment;
use crate::exchange::call::Call;
use crate::stop::Stop;

/// What a flawed registration needs: the office, and another one that lends it something.
#[derive(Debug)]
pub struct Flawing<'a> {
    /// The parties.
    pub environment: &'a Environment,
    /// The office that registers.
    pub office: &'a Office,
    /// Another office on DAS's list.
    pub other: Option<&'a Office>,
}

impl Flawing<'_> {
    /// Sends the flawed registration.
    pub async fn send(&self, deviation: RegistrationDeviation) -> Result<Answer, Stop> {
        let call = match deviation {
            RegistrationDeviation::File(flaw) => self.with_file(flaw).await?,
            RegistrationDeviation::Field(flaw) => self.with_field(flaw).await?,
            RegistrationDeviation::Number(flaw) => self.with_number(flaw).await?,
            RegistrationDeviation::Body(flaw) => self.with_body(flaw).await?,
        };
        let answer = self.office.register_by(self.environment, call).await?;
        let is_hasty = deviation == RegistrationDeviation::File(FlawedFile::Unsettled);
        if is_hasty && answer.is_served() && !self.environment.clock().is_frozen() {
            return Err(Stop::inconclusive(
                "DAS may have accepted the file just before the registration",
            ));
        }
        Ok(answer)
    }

    async fn with_file(&self, flaw: FlawedFile) -> Result<Call, Stop> {
        let file_id = match flaw {
            FlawedFile::Absent => crate::randomness::identifier(),
            FlawedFile::Awaited => self.awaited().await?.file_id,
            FlawedFile::Unsettled => self.unsettled().await?,
            FlawedFile::Rejected => self.office.rejected_file(self.environment).await?.file_id,
            FlawedFile::Bound => {
                self.office
                    .registered_document(self.environment)
                    .await?
                    .file
                    .file_id
            }
            FlawedFile::Foreign => self.other()?.accepted_file(self.environment).await?.file_id,
        };
        let identity = Identity::fresh(self.environment, self.office);
        self.office
            .registration_call(&registration_body(&identity, Some(&file_id)))
    }

    async fn awaited(&self) -> Result<FileInHand, Stop> {
        let made = Artefact::Pdf.make(&crate::randomness::identifier());
        self.office.hold_upload_url(made).await
    }

    async fn unsettled(&self) -> Result<String, Stop> {
        let file_id = self.office.uploaded_file(Artefact::Pdf).await?.file_id;
        match self.office.file_state(&file_id).await?.stage {
            FileStage::Pending => Ok(file_id),
            _ => Err(Stop::not_applicable(
                "DAS settles files faster than they can be registered",
            )),
        }
    }

    async fn with_field(&self, flaw: FlawedField) -> Result<Call, Stop> {
        let identity = Identity::fresh(self.environment, self.office);
        let mut body = self.complete(&identity).await?;
        flaw.apply(&mut body, &identity);
        self.office.registration_call(&body)
    }

    async fn with_number(&self, flaw: FlawedNumber) -> Result<Call, Stop> {
        let number = self.number(flaw).await?;
        let identity = Identity::numbered(self.environment, number);
        let mut body = self.complete(&identity).await?;
        match flaw {
            FlawedNumber::Disguised => set(&mut body, "officeCode", self.other()?.code()),
            FlawedNumber::InternationalBureauWithParent => {
                let parent = self.environment.document_number(self.office.code());
                name_parent(&mut body, &parent, identity.date);
            }
            _ => {}
        }
        self.office.registration_call(&body)
    }

    async fn number(&self, flaw: FlawedNumber) -> Result<String, Stop> {
        let international = || Identity::international(self.environment, "IB").number;
        Ok(match flaw {
            FlawedNumber::Taken => {
                self.office
                    .registered_document(self.environment)
                    .await?
                    .identity
                    .number
            }
            FlawedNumber::Foreign | FlawedNumber::Disguised => {
                self.environment.document_number(self.other()?.code())
            }
            FlawedNumber::InternationalBureau | FlawedNumber::InternationalBureauWithParent => {
                international()
            }
            FlawedNumber::InternationalBureauRespelt => international().replace('/', ""),
        })
    }

    async fn with_body(&self, flaw: FlawedBody) -> Result<Call, Stop> {
        let identity = Identity::fresh(self.environment, self.office);
        let body = self.complete(&identity).await?;
        let mut call = self.office.registration_call(&body)?;
        let second = self.environment.document_number(self.office.code());
        call.body = flaw.apply(&body, &second).into_bytes();
        Ok(call)
    }

    /// The body of a registration without any flaw, with a file that DAS has accepted.
    async fn complete(&self, identity: &Identity) -> Result<Map<String, Value>, Stop> {
        let file = self.office.accepted_file(self.environment).await?;
        Ok(registration_body(identity, Some(&file.file_id)))
    }

    fn other(&self) -> Result<&Office, Stop> {
        self.other
            .ok_or_else(|| Stop::harness("this deviation needs another office"))
    }
}

impl FlawedField {
    fn apply(self, body: &mut Map<String, Value>, identity: &Identity) {
        match self {
            Self::NoNumber => drop(body.remove("documentNumber")),
            Self::NoKind => drop(body.remove("documentKindCategory")),
            Self::NoDate => drop(body.remove("documentDate")),
            Self::NoAccessCode => drop(body.remove("dasAccessCode")),
            Self::UnknownKind => set(body, "documentKindCategory", "hologram"),
            Self::ImpossibleDate => set(
                body,
                "documentDate",
                &format!("{}-02-30", identity.date.year()),
            ),
            Self::OtherNotation => set(
                body,
                "documentDate",
                &identity.date.strftime("%d.%m.%Y").to_string(),
            ),
            Self::ShortAccessCode => set(body, "dasAccessCode", &identity.access_code[1..]),
            Self::SpacedAccessCode => set(
                body,
                "dasAccessCode",
                &format!("{} ", &identity.access_code[1..]),
            ),
            Self::ListedNumber => {
                drop(body.insert("documentNumber".to_owned(), json!([identity.number])));
            }
            Self::NoParentNumber => half_parent(body, identity, "applicationNumber"),
            Self::NoParentCategory => half_parent(body, identity, "applicationCategory"),
            Self::NoParentDate => half_parent(body, identity, "applicationFilingDate"),
        }
    }
}

impl FlawedBody {
    fn apply(self, body: &Map<String, Value>, second_number: &str) -> String {
        let text = Value::Object(body.clone()).to_string();
        let members = text.trim_end_matches('}');
        match self {
            Self::Duplicate => format!("{members},\"documentNumber\":{}}}", json!(second_number)),
            Self::Deep => format!(
                "{members},\"remark\":{}{}}}",
                "[".repeat(100),
                "]".repeat(100)
            ),
            Self::Followed => format!("{text}{text}"),
            Self::CutOff => text[..text.len() / 2].to_owned(),
            Self::Form => form(body),
            Self::Empty => String::new(),
        }
    }
}

fn form(body: &Map<String, Value>) -> String {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in body {
        form.append_pair(name, value.as_str().unwrap_or_default());
    }
    form.finish()
}

fn half_parent(body: &mut Map<String, Value>, identity: &Identity, missing: &str) {
    name_parent(body, &identity.number, identity.date);
    body.insert(missing.to_owned(), Value::Null);
}

fn set(body: &mut Map<String, Value>, name: &str, value: &str) {
    body.insert(name.to_owned(), json!(value));
}
