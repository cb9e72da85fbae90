//! Uploads for documents of which nothing may be stored (DAS-RET-13): whatever a request is refused for, what was uploaded for it is erased.

use super::Answer;
use crate::checks::access_token::Caller;
use crate::checks::fields::Fields;
use crate::das::Das;
use crate::das_error::Reason;
use crate::erasure::erase;
use crate::faults::ro_ib;
use crate::number::{DocumentKind, DocumentNumber};
use crate::retention::{Keeping, Source};
use crate::state::Records;
use crate::state::file::{Content, File, FileStage};
use crate::state::identifiers::FileId;
use crate::storage::Place;

/// Whether the digital library must not have documents of this source.
pub fn is_forbidden(das: &Das, source: Source) -> bool {
    das.retention().keeping(Place::Library, source) == Keeping::Forbidden
}

/// The file of a request whose number is that of such a document. Number and file are all that is read of it: nothing else may be right.
pub fn named(das: &Das, caller: &Caller, fields: &Fields) -> Option<FileId> {
    let file = fields.optional("fileId").ok()??;
    let number = fields.required("documentNumber").ok()?;
    let stated = fields.required("documentKindCategory").ok();
    let kind = stated.and_then(DocumentKind::from_wire);
    let kind = kind.unwrap_or(DocumentKind::Patent);
    let number = DocumentNumber::parse_of(&caller.office.code, number, kind).ok()?;
    is_forbidden(das, Source::of(&number)).then(|| FileId::from(file))
}

/// The answer to a request; if it is a refusal, the file is erased.
pub async fn erased_if_refused(
    das: &Das,
    caller: &Caller,
    file: Option<FileId>,
    answer: Answer,
) -> Answer {
    let refused = answer.is_err();
    if let Some(file) = file.filter(|_| refused) {
        let mut records = das.settled().await;
        discard(das, &mut records, caller, &file).await;
    }
    answer
}

/// Erases an upload that must not be kept at all, as far as it is the caller's own and not bound yet. What has not arrived is not taken.
pub async fn discard(das: &Das, records: &mut Records, caller: &Caller, id: &FileId) {
    if das.faults.commits(&ro_ib::KEEPS_REFUSED_UPLOADS) {
        return;
    }
    let Some(file) = records.files.get_mut(id).filter(|file| caller.owns(*file)) else {
        return;
    };
    if file.stage == FileStage::AwaitingContent {
        file.stage = FileStage::Expired;
    }
    if let Some(content) = unbound(file).cloned() {
        let object = content.object.clone();
        file.stage = FileStage::Rejected {
            content,
            reason: Reason::ReceivingOfficeInternationalBureau,
        };
        erase(das, records, &object).await;
    }
}

fn unbound(file: &File) -> Option<&Content> {
    match &file.stage {
        FileStage::Validating { content, .. } | FileStage::Accepted { content } => Some(content),
        _ => None,
    }
}
