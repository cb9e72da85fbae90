//! Opening a signed authentication request: only what is inside counts, and nothing stands beside it (CIBA, 7.1.1).

use std::sync::Arc;

use mock_kit::FaultPlan;
use serde_json::{Map, Value};

use super::admission::PARAMETERS;
use super::failure::BackchannelError;
use super::registration::BackchannelRegistration;
use super::{signed_request_claims, signed_request_signature};
use crate::authorization::parameters::Parameters;
use crate::authorization_server::AuthorizationServer;
use crate::checks::compact_form::{self, Assertion};
use crate::faults::backchannel_signed_request::{
    COMPLETES_SIGNED_REQUESTS_FROM_OUTSIDE, OVERLOOKS_ENCRYPTED_REQUESTS,
    PREFERS_PARAMETERS_BESIDE_SIGNED_REQUESTS,
};
use crate::settings::AuthorizationVariant;
use crate::state::client::RegisteredClient;

/// The parts of an encrypted JWT (RFC 7516, 7.1).
const PARTS_OF_ENCRYPTED: usize = 5;

/// The parameters that count.
pub struct Opened {
    /// The parameters.
    pub parameters: Parameters,
    /// Whether they were signed.
    pub signed: bool,
}

/// What the checks of one signed request look at.
pub struct Opening<'a> {
    /// The server.
    pub server: &'a AuthorizationServer,
    /// The rules in force.
    pub rules: &'a AuthorizationVariant,
    /// Whose request it should be.
    pub client: &'a Arc<RegisteredClient>,
    /// As what that client is registered.
    pub registration: &'a BackchannelRegistration,
    /// The request, taken apart and not yet believed.
    pub object: Assertion<'a>,
}

/// The parameters of a request, out of a signed one where there is one.
///
/// # Errors
/// When a signed request is not acceptable.
pub async fn opened(
    server: &AuthorizationServer,
    rules: &AuthorizationVariant,
    client: &Arc<RegisteredClient>,
    registration: &BackchannelRegistration,
    sent: Parameters,
) -> Result<Opened, BackchannelError> {
    let object = sent.text("request")?.map(str::to_owned);
    let Some(object) = object.filter(|object| !is_overlooked(object, &server.faults)) else {
        return Ok(Opened {
            parameters: sent,
            signed: false,
        });
    };
    // No fault of the token endpoint makes this reader lenient.
    let read = compact_form::read(&object, &FaultPlan::default());
    let opening = Opening {
        server,
        rules,
        client,
        registration,
        object: read.map_err(|_| BackchannelError::SignedRequest("it is no signed JWT"))?,
    };
    signed_request_signature::check(&opening).await?;
    signed_request_claims::check(&opening)?;
    let parameters = what_counts(opening.object.claims, &sent, &server.faults)?;
    Ok(Opened {
        parameters,
        signed: true,
    })
}

fn is_overlooked(object: &str, faults: &FaultPlan) -> bool {
    object.split('.').count() == PARTS_OF_ENCRYPTED && faults.commits(&OVERLOOKS_ENCRYPTED_REQUESTS)
}

fn what_counts(
    mut inside: Map<String, Value>,
    sent: &Parameters,
    faults: &FaultPlan,
) -> Result<Parameters, BackchannelError> {
    let named = |name: &str| PARAMETERS.contains(&name);
    let beside: Vec<_> = sent.0.iter().filter(|(name, _)| named(name)).collect();
    let completes = faults.commits(&COMPLETES_SIGNED_REQUESTS_FROM_OUTSIDE);
    let prefers = faults.commits(&PREFERS_PARAMETERS_BESIDE_SIGNED_REQUESTS);
    if !beside.is_empty() && !completes && !prefers {
        return Err(BackchannelError::BesideSignedRequest);
    }
    for (name, value) in beside {
        if prefers || !inside.contains_key(name) {
            inside.insert(name.clone(), value.clone());
        }
    }
    Ok(Parameters(inside))
}
