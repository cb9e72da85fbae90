//! What an office asks to have registered, read and found admissible.

use mock_kit::entropy;
use serde_json::{Value, json};

use crate::checks::access_token::Caller;
use crate::checks::fields::{Fields, malformed};
use crate::checks::identity;
use crate::das::Das;
use crate::das_error::{DasError, Reason};
use crate::endpoints::forbidden_uploads::is_forbidden;
use crate::faults::{forwarding, registration as faulty, ro_ib};
use crate::retention::Source;
use crate::settings::Office;
use crate::state::identifiers::FileId;
use crate::state::registration::{Attributes, DocumentKey, Host, StatedIdentity};

/// The body of a registration, a correction or a replacement.
#[derive(Debug)]
pub struct Application {
    /// The office for which it counts.
    pub office: Office,
    /// The document.
    pub stated: StatedIdentity,
    /// Under which key the document is found.
    pub key: DocumentKey,
    /// Filing date, parent application, e-mail address.
    pub attributes: Attributes,
    /// The content; none in a correction.
    pub file: Option<FileId>,
}

impl Application {
    /// Reads the body. The office is the one that calls, whatever the body says (DAS-API-REG-10).
    pub fn read(
        das: &Das,
        caller: &Caller,
        mut fields: Fields,
        operations: &[&'static str],
    ) -> Result<Self, DasError> {
        caller.must_deposit()?;
        if das.faults.commits(&faulty::TAKES_INCOMPLETE_REGISTRATIONS) {
            fill_gaps(das, &mut fields);
        }
        fields.one_of("operationCategory", operations)?;
        let stated = identity::stated_by(das, &fields, &caller.office.code)?;
        identity::not_in_future(das, "documentDate", stated.date)?;
        Ok(Self {
            office: office(das, caller, &fields),
            key: identity::key_of(das, &stated),
            attributes: Attributes {
                date: stated.date,
                parent: identity::parent(das, &fields)?,
                email: email(&fields)?,
            },
            file: fields.optional("fileId")?.map(FileId::from),
            stated,
        })
    }

    /// An office registers its own numbers, or foreign ones that it holds in an application of its own (DAS-API-REG-08).
    pub fn own_number(&self, das: &Das) -> Result<(), Reason> {
        let own = self.stated.number.office() == self.office.code;
        if own
            || self.attributes.parent.is_some()
            || das.faults.commits(&faulty::REGISTERS_FOREIGN_NUMBERS)
        {
            return Ok(());
        }
        Err(Reason::NotEntitled(
            "register numbers of another office without a parent application",
        ))
    }

    /// Content of RO/IB is not stored (DAS-RET-13); without content there is nothing to store.
    pub fn may_be_stored(&self, das: &Das) -> Result<(), Reason> {
        if self.file.is_some() && is_forbidden(das, Source::of(&self.stated.number)) {
            return Err(Reason::ReceivingOfficeInternationalBureau);
        }
        Ok(())
    }
}

impl Application {
    /// Who keeps a document that is registered without content: for RO/IB the PCT service, and otherwise an office with a digital library
    /// of its own (DAS-FLOW-REG-02).
    pub fn kept_elsewhere(&self, das: &Das) -> Result<Host, Reason> {
        if self.stated.number.is_ro_ib() {
            let own = self.stated.number.office() == self.office.code
                || das.faults.commits(&ro_ib::REGISTERS_FOR_ANYONE);
            let own = own && !das.faults.commits(&ro_ib::REFUSES_DOCUMENTS);
            return own.then_some(Host::Pct).ok_or(Reason::NotEntitled(
                "register documents of the International Bureau",
            ));
        }
        let library = self.office.api.as_ref();
        if library.is_some_and(|api| api.digital_library)
            || das.faults.commits(&forwarding::REGISTERS_WITHOUT_CONTENT)
        {
            return Ok(Host::Office);
        }
        Err(Reason::FileMissing)
    }
}

fn office(das: &Das, caller: &Caller, fields: &Fields) -> Office {
    let named = fields.0.get("officeCode").and_then(Value::as_str);
    let named = named.filter(|_| das.faults.commits(&faulty::BELIEVES_THE_OFFICE_IN_THE_BODY));
    match named {
        Some(code) => Office {
            code: code.to_owned(),
            ..caller.office.clone()
        },
        None => caller.office.clone(),
    }
}

fn email(fields: &Fields) -> Result<Option<String>, Reason> {
    let email = fields.optional("email")?;
    if email.is_some_and(|text| !text.contains('@')) {
        return Err(malformed("email", "an e-mail address"));
    }
    Ok(email.map(ToOwned::to_owned))
}

/// A value for every mandatory field that is missing or malformed.
fn fill_gaps(das: &Das, fields: &mut Fields) {
    let gaps = [
        (
            "operationCategory",
            json!("registration"),
            fields
                .one_of("operationCategory", &["registration"])
                .is_ok(),
        ),
        (
            "documentKindCategory",
            json!("patent"),
            fields.required("documentKindCategory").is_ok(),
        ),
        (
            "documentDate",
            json!(identity::day(das.clock.now()).to_string()),
            fields.date("documentDate").is_ok(),
        ),
        ("dasAccessCode", json!("0000"), has_access_code(das, fields)),
    ];
    for (name, value, present) in gaps {
        if !present {
            fields.0.insert(name.to_owned(), value);
        }
    }
    if identity::number(fields).is_err() {
        let digits = entropy::octets::<8>().map(|octet| char::from(b'0' + octet % 10));
        let number = format!("XX {}", digits.iter().collect::<String>());
        fields.0.insert("documentNumber".to_owned(), json!(number));
    }
}

fn has_access_code(das: &Das, fields: &Fields) -> bool {
    let code = fields.required("dasAccessCode");
    code.is_ok_and(|code| das.variant.access_code.admits(code))
}
