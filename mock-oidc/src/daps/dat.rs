//! The Dynamic Attribute Token: what the DAPS says of a connector to all others (IDS-G, content of a DAT).

use std::sync::Arc;

use mock_kit::{Fault, entropy};
use serde_json::{Map, Value, json};

use super::attributes::Attributes;
use super::faults::{dat as faulty, disclosure, header, stimuli, values};
use super::provisioning::{ProvisioningService, Shared};
use super::refusal::Refusal;
use super::request_token::Authenticated;
use crate::state::signing_key::{KeyError, SigningKey};

/// The JSON-LD context of everything in a data space.
pub const CONTEXT: &str = "https://w3id.org/idsa/contexts/context.jsonld";

/// A day, in seconds.
const DAY: i64 = 86_400;

/// What a DAT is made of.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Whom it is about.
    pub authenticated: Authenticated,
    /// The scope that was granted.
    pub scope: String,
    /// The claims that the connector was granted by value.
    pub claims: Map<String, Value>,
}

/// A signed DAT.
pub async fn issue(daps: &Shared, wanted: &Wanted) -> Result<String, Refusal> {
    let signed = sign(daps, &claims(daps, wanted)).await;
    signed.map_err(|_| Refusal::Unsigned)
}

fn claims(daps: &ProvisioningService, wanted: &Wanted) -> Map<String, Value> {
    let mut claims = attested(daps, wanted);
    claims.extend(own_account(daps, &wanted.authenticated));
    claims.extend(wanted.claims.clone());
    for (fault, name) in OMISSIONS {
        if daps.commits(fault) {
            claims.shift_remove(*name);
        }
    }
    for (fault, name, value) in REPLACEMENTS {
        if daps.commits(fault) {
            claims.insert((*name).to_owned(), value());
        }
    }
    if daps.commits(&stimuli::WRITES_SINGLE_VALUES_AS_TEXT) {
        write_single_certificate_as_text(&mut claims);
    }
    claims
}

/// The current text allows it where there is one alone.
fn write_single_certificate_as_text(claims: &mut Map<String, Value>) {
    let listed = claims.get_mut("transportCertsSha256");
    if let Some(listed) = listed
        && let Some([single]) = listed.as_array().map(Vec::as_slice)
    {
        *listed = single.clone();
    }
}

/// What the DAPS itself says.
fn attested(daps: &ProvisioningService, wanted: &Wanted) -> Map<String, Value> {
    let mut claims = Map::new();
    let mut say = |name: &str, value: Value| claims.insert(name.to_owned(), value);
    say("@context", json!(CONTEXT));
    say("@type", json!("ids:DatPayload"));
    say("iss", json!(daps.issuer()));
    say("sub", subject(daps, &wanted.authenticated));
    for (name, seconds) in times(daps) {
        say(name, json!(seconds));
    }
    say("aud", audience(daps));
    say("scope", json!(wanted.scope));
    if daps.is_current() {
        // RFC 9068, 2.2.
        say("client_id", subject(daps, &wanted.authenticated));
        say("jti", json!(entropy::identifier()));
    }
    let attributes = attributes(daps, &wanted.authenticated);
    claims.extend(attributes.claims(daps.commits(&values::TELLS_LESSER_GUARANTEES)));
    claims
}

fn subject(daps: &ProvisioningService, authenticated: &Authenticated) -> Value {
    let copied = authenticated.claims.get("sub").cloned();
    let copied = copied.filter(|_| daps.commits(&faulty::COPIES_SUB_FROM_THE_REQUEST));
    copied.unwrap_or_else(|| json!(authenticated.id.to_string()))
}

fn times(daps: &ProvisioningService) -> [(&'static str, i64); 3] {
    let now = daps.clock.unix_now();
    let lifetime = if daps.commits(&faulty::ISSUES_DATS_FOR_A_DAY) {
        DAY
    } else {
        daps.variant.lifetime.as_secs()
    };
    let is_for_tomorrow = daps.commits(&stimuli::ISSUES_DATS_FOR_TOMORROW);
    let begin = if daps.commits(&faulty::DELAYS_DATS) {
        now + 2 * DAY
    } else if is_for_tomorrow {
        now + DAY
    } else {
        now
    };
    // What is only to be tomorrow lasts from then on; what is delayed by mistake has expired before it begins.
    let end = if is_for_tomorrow { begin } else { now } + lifetime;
    [("iat", now), ("exp", end), ("nbf", begin)]
}

fn audience(daps: &ProvisioningService) -> Value {
    if daps.commits(&stimuli::ISSUES_DATS_FOR_ANOTHER) {
        return json!("https://another-connector.invalid/");
    }
    let everybody = &daps.variant.audience;
    if daps.is_current() {
        json!([everybody])
    } else {
        json!(everybody)
    }
}

/// What is known now; only a DAPS that misbehaves goes by what was known at first.
fn attributes(daps: &ProvisioningService, authenticated: &Authenticated) -> Attributes {
    let now = authenticated.attributes.clone();
    let mut state = daps.state();
    let first = state.told.entry(authenticated.id.clone());
    let first = first.or_insert_with(|| now.clone()).clone();
    drop(state);
    if daps.commits(&disclosure::REMEMBERS_ATTRIBUTES) {
        first
    } else {
        now
    }
}

/// What a connector says of itself is no attribute; only a DAPS that misbehaves repeats it.
fn own_account(daps: &ProvisioningService, authenticated: &Authenticated) -> Map<String, Value> {
    let mut claims = Map::new();
    let said = authenticated.claims.get("securityProfile");
    if let Some(profile) = said.filter(|_| daps.commits(&disclosure::REPEATS_WHAT_CONNECTORS_SAY)) {
        claims.insert("securityProfile".to_owned(), profile.clone());
    }
    claims
}

/// Claims that are left out.
const OMISSIONS: &[(&Fault, &str)] = &[
    (&faulty::OMITS_CONTEXT, "@context"),
    (&faulty::OMITS_TYPE, "@type"),
    (&faulty::OMITS_EXP, "exp"),
    (&faulty::OMITS_IAT, "iat"),
    (&faulty::OMITS_NBF, "nbf"),
    (&faulty::OMITS_AUD, "aud"),
    (&faulty::OMITS_SCOPE, "scope"),
    (&faulty::OMITS_CLIENT_ID, "client_id"),
    (&faulty::OMITS_JTI, "jti"),
    (&values::OMITS_SECURITY_PROFILE, "securityProfile"),
    (&disclosure::LEAVES_ATTRIBUTES_OUT, "transportCertsSha256"),
    (
        &stimuli::NAMES_NO_TRANSPORT_CERTIFICATES,
        "transportCertsSha256",
    ),
];

type Replacement = (&'static Fault, &'static str, fn() -> Value);

/// Claims that have another value.
const REPLACEMENTS: &[Replacement] = &[
    (&faulty::NAMES_ANOTHER_CONTEXT, "@context", || {
        json!("https://context.invalid/")
    }),
    (&faulty::NAMES_ANOTHER_TYPE, "@type", || {
        json!("ids:DatRequestToken")
    }),
    (&faulty::NAMES_ANOTHER_ISSUER, "iss", || {
        json!("https://another-daps.invalid")
    }),
    (&faulty::NAMES_NOBODY_AS_AUDIENCE, "aud", || {
        json!("https://nobody.invalid")
    }),
    (&values::NAMES_PROFILES_FREELY, "securityProfile", || {
        json!("very secure")
    }),
    (
        &values::NAMES_SEVERAL_SELF_DESCRIPTIONS,
        "referringConnector",
        || json!(["https://one.invalid/", "https://other.invalid/"]),
    ),
    (
        &values::HASHES_CERTIFICATES_WITH_SHA1,
        "transportCertsSha256",
        || json!(["da39a3ee5e6b4b0d3255bfef95601890afd80709"]),
    ),
    (&values::MAKES_GUARANTEES_UP, "extendedGuarantee", || {
        json!(["idsc:WE_PROMISE"])
    }),
];

async fn sign(daps: &Shared, claims: &Map<String, Value>) -> Result<String, KeyError> {
    let octets = Value::Object(claims.clone()).to_string().into_bytes();
    let key = signing_key(daps).await?;
    if daps.commits(&header::KEYS_DATS_WITH_THE_PUBLIC_KEY) {
        return key.sign_with_public_half(&octets);
    }
    let signed = key.sign_under(&header_of(daps, &key), &octets)?;
    if daps.commits(&header::ISSUES_UNSIGNED_DATS) {
        let unsigned = signed.rsplit_once('.').map_or("", |(input, _)| input);
        return Ok(format!("{unsigned}."));
    }
    Ok(signed)
}

async fn signing_key(daps: &Shared) -> Result<Arc<SigningKey>, KeyError> {
    if daps.commits(&header::SIGNS_WITH_AN_UNPUBLISHED_KEY) {
        return SigningKey::unpublished(daps.variant.algorithm).await;
    }
    Ok(Arc::clone(daps.state().keys.current()))
}

fn header_of(daps: &ProvisioningService, key: &SigningKey) -> Value {
    let kind = if daps.is_current() { "at+jwt" } else { "JWT" };
    let mut members = json!({ "typ": kind, "kid": key.kid, "alg": key.algorithm().name() });
    if daps.commits(&header::NAMES_ANOTHER_HEADER_TYPE) {
        members["typ"] = json!("DAT");
    }
    if daps.commits(&header::NAMES_ANOTHER_KEY) {
        members["kid"] = json!("default");
    }
    if daps.commits(&header::ISSUES_UNSIGNED_DATS) {
        members["alg"] = json!("none");
    }
    if daps.commits(&header::OMITS_KID)
        && let Some(members) = members.as_object_mut()
    {
        members.shift_remove("kid");
    }
    members
}
