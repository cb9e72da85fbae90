//! Who calls: the office for which the client named by a valid access token speaks.
//!
//! No field of a request ever decides it.

use axum::extract::FromRequestParts;
use http::request::Parts;
use mock_kit::{CallerAddress, occasion};

use super::compact_token::CompactToken;
use super::token_claims::CLAIM_CHECKS;
use super::{bearer, token_binding, token_signature};
use crate::das::{Das, Shared};
use crate::das_error::{DasError, Reason};
use crate::faults::access_token as faulty;
use crate::settings::Office;

/// The office that calls.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The office.
    pub office: Office,
    /// Served without a token, by a fault.
    pub anonymous: bool,
}

impl Caller {
    /// Refuses an office that calls from a network address that was not agreed with it (DAS-NET-01).
    fn calls_from_a_known_address(&self, das: &Das, request: &Parts) -> Result<(), Reason> {
        let agreed = &self.office.addresses;
        let address = request.extensions.get::<CallerAddress>();
        let known = agreed.is_empty() || address.is_some_and(|from| agreed.contains(&from.0));
        if known || das.faults.commits(&faulty::SERVES_ANY_ADDRESS) {
            return Ok(());
        }
        Err(Reason::NotEntitled("call from this network address"))
    }

    /// Refuses an office that may not register documents.
    pub fn must_deposit(&self) -> Result<(), Reason> {
        let entitled = self.office.depositing;
        entitled
            .then_some(())
            .ok_or(Reason::NotEntitled("register documents"))
    }

    /// Refuses an office that may not retrieve documents.
    pub fn must_access(&self) -> Result<(), Reason> {
        let entitled = self.office.accessing;
        entitled
            .then_some(())
            .ok_or(Reason::NotEntitled("retrieve documents"))
    }
}

impl FromRequestParts<Shared> for Caller {
    type Rejection = DasError;

    async fn from_request_parts(request: &mut Parts, das: &Shared) -> Result<Self, DasError> {
        match bearer::presented(request, &das.faults) {
            Err(DasError::NoToken) if serves_anonymously(das, request) => Ok(Self {
                office: das.white_list.first(),
                anonymous: true,
            }),
            presented => {
                let caller = identify(das, &presented?, request).await?;
                caller.calls_from_a_known_address(das, request)?;
                Ok(caller)
            }
        }
    }
}

/// The pipeline: form, signature, claims, binding, white list.
async fn identify(das: &Das, presented: &str, request: &Parts) -> Result<Caller, DasError> {
    let token = CompactToken::read(presented)?;
    let passes = passes_as_client_assertion(das, &token);
    if !passes {
        token_signature::verify(das, &token).await?;
    }
    // Anybody can write a token that names a client: who calls is known once the signature holds.
    if let Some(client_id) = token.claim_text("sub") {
        occasion::called_by(client_id);
    }
    if !passes {
        CLAIM_CHECKS
            .iter()
            .try_for_each(|check| check(das, &token))?;
        token_binding::check(das, &token, request.extensions.get())?;
    }
    let client_id = token.claim_text("sub");
    let client_id = client_id.ok_or(DasError::InvalidToken("the token names no client"))?;
    let office = das.white_list.office_of(client_id, &das.faults);
    Ok(Caller {
        office: office.ok_or(DasError::UnlistedClient)?,
        anonymous: false,
    })
}

fn passes_as_client_assertion(das: &Das, token: &CompactToken) -> bool {
    das.faults
        .commits(&faulty::ACCEPTS_A_CLIENT_ASSERTION_AS_TOKEN)
        && token.claim_text("iss").is_some()
        && token.claim_text("iss") == token.claim_text("sub")
}

fn serves_anonymously(das: &Das, request: &Parts) -> bool {
    let asked = &das.variant.operations.file_state;
    let reads_file =
        request.method == asked.method.as_str() && request.uri.path().ends_with(&asked.path);
    das.faults.commits(&faulty::SERVES_WITHOUT_TOKEN)
        || (reads_file && das.faults.commits(&faulty::LEAVES_FILE_STATUS_OPEN))
}
