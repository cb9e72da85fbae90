//! A request to a signed URL, and whether the URL permits it.

use axum::extract::Request;
use http::header::CONTENT_TYPE;
use http::{Method, Uri};
use url::form_urlencoded;

use super::refused;
use crate::das::Das;
use crate::das_error::Reason;
use crate::endpoints::upload_urls::grant;
use crate::faults::{download, upload};
use crate::state::Records;
use crate::state::file::File;
use crate::storage::{ObjectName, Presented, Refusal};

/// A request to a signed URL.
pub(super) struct Visit<'a> {
    method: Method,
    object: &'a ObjectName,
    content_type: Option<String>,
    query: Option<String>,
}

impl<'a> Visit<'a> {
    pub(super) fn of(request: &Request, object: &'a ObjectName) -> Self {
        let content_type = request.headers().get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        Self {
            method: request.method().clone(),
            object,
            content_type: content_type.map(ToOwned::to_owned),
            query: Uri::query(request.uri()).map(ToOwned::to_owned),
        }
    }

    fn presented(&self) -> Presented<'_> {
        Presented {
            method: &self.method,
            object: self.object,
            content_type: self.content_type.as_deref(),
            query: self.query.as_deref().unwrap_or_default(),
        }
    }

    pub(super) fn permitted_upload(&self, das: &Das, records: &Records) -> Result<(), Reason> {
        let overlooks = |refusal| match refusal {
            Refusal::Expired => das.faults.commits(&upload::ACCEPTS_EXPIRED_UPLOAD_URLS),
            Refusal::MethodMismatch => das.faults.commits(&upload::IGNORES_THE_SIGNED_METHOD),
            Refusal::TypeMismatch => das.faults.commits(&upload::IGNORES_THE_SIGNED_TYPE),
            Refusal::BadSignature => self.signature_covers_too_little(das, records),
            Refusal::Missing => false,
        };
        let verified = das
            .signer
            .verify_except(self.presented(), das.clock.unix_now(), overlooks);
        verified.map_err(refused)
    }

    /// A reader says nothing about a type: a URL that was signed for one is good elsewhere and not here.
    pub(super) fn permitted_download(&self, das: &Das) -> Result<(), Reason> {
        if self.query.is_none() && das.faults.commits(&download::SERVES_UNSIGNED_READS) {
            return Ok(());
        }
        let overlooks = |refusal| match refusal {
            Refusal::Expired => das.faults.commits(&download::ACCEPTS_EXPIRED_DOWNLOAD_URLS),
            Refusal::MethodMismatch | Refusal::TypeMismatch => {
                das.faults.commits(&upload::IGNORES_THE_SIGNED_METHOD)
            }
            Refusal::BadSignature => das.faults.commits(&download::ACCEPTS_ALTERED_DOWNLOAD_URLS),
            Refusal::Missing => false,
        };
        let presented = Presented {
            content_type: None,
            ..self.presented()
        };
        let verified = das
            .signer
            .verify_except(presented, das.clock.unix_now(), overlooks);
        verified.map_err(refused)
    }

    /// Whether a fault leaves something out of the signature, and this URL differs from an issued one in just that.
    fn signature_covers_too_little(&self, das: &Das, records: &Records) -> bool {
        let borrowed = |file: &File| {
            let issued = das.signer.sign(&das.base, &grant(file));
            signature_in(issued.query()) == signature_in(self.query.as_deref())
        };
        let any_object = das.faults.commits(&upload::IGNORES_THE_SIGNED_OBJECT);
        let any_expiry = das.faults.commits(&upload::IGNORES_THE_SIGNED_EXPIRY);
        (any_object && records.files.values().any(borrowed))
            || (any_expiry && records.file_at(self.object).is_some_and(borrowed))
    }
}

fn signature_in(query: Option<&str>) -> Option<String> {
    let parameters = form_urlencoded::parse(query?.as_bytes());
    parameters
        .last()
        .map(|(_, signature)| signature.into_owned())
}
