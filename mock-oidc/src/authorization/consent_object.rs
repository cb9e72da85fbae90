//! A consent object and the scope ask for the same (RFC 9396, 2; FDX API Security Profile, consent 2).

use std::collections::BTreeSet;

use serde_json::Value;

use super::admission::Admission;
use super::failure::RequestError;
use super::request::OPENID;
use crate::faults::authorization_request::{
    ACCEPTS_SCOPE_BEYOND_THE_CONSENT, ACCEPTS_SCOPE_THAT_FALLS_SHORT_OF_THE_CONSENT,
    IGNORES_AUTHORIZATION_DETAILS,
};

/// The one type of consent object.
pub const CONSENT_TYPE: &str = "fdx.v1.0";
/// The member of a consent object that lists what data is asked for.
const CLUSTERS: &str = "dataClusters";
/// Scope values that stand for no data.
const NO_DATA: [&str; 2] = [OPENID, "offline_access"];

/// The consent objects, where there are any.
///
/// # Errors
/// When they are not understood, or ask for something else than `scope`.
pub fn check(admission: &Admission<'_>, scope: &[String]) -> Result<Option<Value>, RequestError> {
    let faults = admission.faults();
    if !admission.rules.authorization_details || faults.commits(&IGNORES_AUTHORIZATION_DETAILS) {
        return Ok(None);
    }
    let Some(details) = admission.parameters.json("authorization_details")? else {
        return Ok(None);
    };
    let clusters = clusters_of_all(&details).ok_or(RequestError::AuthorizationDetails)?;
    let data: BTreeSet<&str> = scope
        .iter()
        .map(String::as_str)
        .filter(|value| !NO_DATA.contains(value))
        .collect();
    let short = !clusters.is_subset(&data)
        && !faults.commits(&ACCEPTS_SCOPE_THAT_FALLS_SHORT_OF_THE_CONSENT);
    let beyond = !data.is_subset(&clusters) && !faults.commits(&ACCEPTS_SCOPE_BEYOND_THE_CONSENT);
    if short || beyond {
        return Err(RequestError::ScopeAndConsentDiffer);
    }
    Ok(Some(details))
}

fn clusters_of_all(details: &Value) -> Option<BTreeSet<&str>> {
    let mut clusters = BTreeSet::new();
    for object in details.as_array().filter(|objects| !objects.is_empty())? {
        if object["type"] != CONSENT_TYPE {
            return None;
        }
        collect(object, &mut clusters);
    }
    Some(clusters)
}

/// Clusters stand with each resource of a consent object, however deep.
fn collect<'a>(value: &'a Value, clusters: &mut BTreeSet<&'a str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, clusters)),
        Value::Object(members) => {
            for (name, member) in members {
                match member.as_array() {
                    Some(names) if name == CLUSTERS => {
                        clusters.extend(names.iter().filter_map(Value::as_str));
                    }
                    _ => collect(member, clusters),
                }
            }
        }
        _ => {}
    }
}
