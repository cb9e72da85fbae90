//! Response type and mode are a pair on offer (FAPI 1.0 Advanced, 5.2.2-2; FDX API Security Profile, authorization server 2b).

use super::admission::Admission;
use super::failure::RequestError;
use crate::faults::authorization_request::{
    ANSWERS_WITH_UNPROTECTED_CODES, SERVES_THE_HYBRID_FLOW_WHERE_IT_IS_BARRED,
};
use crate::settings::ResponseOption;

/// The pair that is asked for.
///
/// # Errors
/// When the type is missing or the pair is not on offer.
pub fn check(admission: &Admission<'_>) -> Result<ResponseOption, RequestError> {
    if admission.parameters.text("response_type")?.is_none() {
        return Err(RequestError::Missing("response_type"));
    }
    let asked = asked(admission).ok_or(RequestError::OtherResponse)?;
    let faults = admission.faults();
    let tolerated = match asked {
        ResponseOption::Code => faults.commits(&ANSWERS_WITH_UNPROTECTED_CODES),
        ResponseOption::CodeIdToken => faults.commits(&SERVES_THE_HYBRID_FLOW_WHERE_IT_IS_BARRED),
        ResponseOption::CodeJwt => false,
    };
    (admission.rules.responses.contains(&asked) || tolerated)
        .then_some(asked)
        .ok_or(RequestError::OtherResponse)
}

/// The form in which a refusal is told: that which was asked for, as far as it is on offer.
#[must_use]
pub fn of_a_refusal(admission: &Admission<'_>) -> ResponseOption {
    let offered = &admission.rules.responses;
    match asked(admission) {
        Some(asked) if offered.contains(&asked) => asked,
        _ if text(admission, "response_type")
            .split(' ')
            .any(|kind| kind != "code") =>
        {
            ResponseOption::CodeIdToken
        }
        _ => ResponseOption::Code,
    }
}

fn asked(admission: &Admission<'_>) -> Option<ResponseOption> {
    let mut kinds: Vec<&str> = text(admission, "response_type").split(' ').collect();
    kinds.sort_unstable();
    match (kinds.as_slice(), text(admission, "response_mode")) {
        (["code"], "" | "query") => Some(ResponseOption::Code),
        (["code"], "jwt") => Some(ResponseOption::CodeJwt),
        (["code", "id_token"], "" | "fragment") => Some(ResponseOption::CodeIdToken),
        _ => None,
    }
}

fn text<'a>(admission: &'a Admission<'_>, name: &'static str) -> &'a str {
    admission
        .parameters
        .text(name)
        .ok()
        .flatten()
        .unwrap_or_default()
}
