//! An essential level of assurance is reached, or the request fails (OIDC Core, 5.5.1.1).

use serde_json::Value;

use super::admission::Admission;
use super::failure::RequestError;
use super::request::Acr;
use crate::faults::authorization_request::IGNORES_ESSENTIAL_ACR;

/// The level that logging in will reach: one that the client wishes for, or else the usual one.
///
/// # Errors
/// [`RequestError::UnreachableAcr`].
pub fn check(admission: &Admission<'_>) -> Result<Option<Acr>, RequestError> {
    let wish = wish(admission)?;
    let reached = &admission.rules.acr_values;
    let met = wish.names.iter().find(|name| reached.contains(name));
    let unmet = wish.essential && !wish.names.is_empty() && met.is_none();
    if unmet && !admission.faults().commits(&IGNORES_ESSENTIAL_ACR) {
        return Err(RequestError::UnreachableAcr);
    }
    Ok(met.or(reached.first()).map(|name| Acr {
        name: name.clone(),
        essential: wish.essential,
    }))
}

#[derive(Default)]
struct Wish {
    names: Vec<String>,
    essential: bool,
}

fn wish(admission: &Admission<'_>) -> Result<Wish, RequestError> {
    let claims = admission.parameters.json("claims")?.unwrap_or_default();
    let claim = &claims["id_token"]["acr"];
    if claim.is_object() {
        return Ok(Wish {
            names: names(claim),
            essential: claim["essential"] == Value::Bool(true),
        });
    }
    let voluntary = admission.parameters.text("acr_values")?.unwrap_or_default();
    Ok(Wish {
        names: voluntary.split(' ').map(str::to_owned).collect(),
        essential: false,
    })
}

fn names(claim: &Value) -> Vec<String> {
    let several = claim["values"].as_array().into_iter().flatten();
    let all = several.chain([&claim["value"]]);
    all.filter_map(Value::as_str).map(str::to_owned).collect()
}
