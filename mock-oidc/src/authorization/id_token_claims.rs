//! The claims of an ID token, bent where a fault says so (OIDC Core, 2; FAPI 1.0 Advanced, 5.2.2.1).

use mock_kit::FaultPlan;
use serde_json::{Map, Value, json};

use super::approval::Approval;
use super::half_hash;
use super::id_token::Company;
use super::id_token_stimuli::stimulate;
use crate::authorization_server::AuthorizationServer;
use crate::faults::backchannel_notification::{
    MISSTATES_RT_HASH, OMITS_RT_HASH, OMITS_THE_AUTH_REQ_ID_CLAIM,
};
use crate::faults::backchannel_stimuli::MISSTATES_THE_AUTH_REQ_ID_CLAIM;
use crate::faults::id_token::{
    DATES_ID_TOKENS_BACK_BY_A_WEEK, ISSUES_EXPIRED_ID_TOKENS, MISSTATES_AT_HASH, MISSTATES_C_HASH,
    MISSTATES_S_HASH, NAMES_ANOTHER_AUDIENCE_IN_ID_TOKENS, NAMES_ANOTHER_ISSUER_IN_ID_TOKENS,
    OMITS_C_HASH, OMITS_S_HASH, OMITS_THE_ACR, OMITS_THE_EXPIRY_OF_ID_TOKENS, OMITS_THE_NONCE,
    OMITS_THE_SUBJECT_OF_ID_TOKENS, OMITS_THE_TIME_OF_ID_TOKENS,
    SHOWS_PERSONAL_DATA_IN_THE_FRONT_CHANNEL, STATES_S_HASH_OF_NOTHING, TRUNCATES_THE_NONCE,
};

/// Seconds for which an ID token counts.
const LIFETIME: i64 = 300;
/// The claim that vouches for a pushed refresh token (CIBA, 10.3.1).
const RT_HASH: &str = "urn:openid:params:jwt:claim:rt_hash";
/// The claim that names the request that a push answers (CIBA, 10.3.1).
const AUTH_REQ_ID: &str = "urn:openid:params:jwt:claim:auth_req_id";
const WEEK: i64 = 7 * 86_400;
/// Characters of the nonce that are left of a truncated one.
const NONCE_LEFT: usize = 8;

/// The claims.
#[must_use]
pub fn of(
    server: &AuthorizationServer,
    approval: &Approval,
    company: Company<'_>,
) -> Map<String, Value> {
    let mut claims = honest(server, approval);
    vouch(&mut claims, server, approval, company);
    bend(&mut claims, company, &server.faults);
    stimulate(&mut claims, &server.faults);
    claims
}

fn honest(server: &AuthorizationServer, approval: &Approval) -> Map<String, Value> {
    let now = server.clock.unix_now();
    let request = &approval.request;
    let mut claims = Map::new();
    claims.insert("iss".into(), json!(server.addresses.issuer_text()));
    claims.insert("sub".into(), json!(approval.subject));
    claims.insert("aud".into(), json!(request.reply.client.client_id));
    claims.insert("exp".into(), json!(now + LIFETIME));
    claims.insert("iat".into(), json!(now));
    claims.insert("auth_time".into(), json!(approval.authenticated_at));
    if let Some(nonce) = &request.nonce {
        claims.insert("nonce".into(), json!(nonce));
    }
    if let Some(acr) = &request.acr
        && !(acr.essential && server.faults.commits(&OMITS_THE_ACR))
    {
        claims.insert("acr".into(), json!(acr.name));
    }
    claims
}

/// Ties the token to what comes with it.
fn vouch(
    claims: &mut Map<String, Value>,
    server: &AuthorizationServer,
    approval: &Approval,
    company: Company<'_>,
) {
    let (algorithm, faults) = (server.identity_algorithm(), &server.faults);
    let hash = |text: &str, misstated: bool| {
        json!(half_hash::of(
            if misstated { "something else" } else { text },
            algorithm
        ))
    };
    match company {
        Company::AccessToken(token) => {
            claims.insert(
                "at_hash".into(),
                hash(token, faults.commits(&MISSTATES_AT_HASH)),
            );
        }
        Company::Push(pushed) => {
            claims.insert(
                "at_hash".into(),
                hash(pushed.access_token, faults.commits(&MISSTATES_AT_HASH)),
            );
            claims.insert(
                RT_HASH.into(),
                hash(pushed.refresh_token, faults.commits(&MISSTATES_RT_HASH)),
            );
            claims.insert(AUTH_REQ_ID.into(), json!(pushed.auth_req_id));
        }
        Company::Code(code) => {
            if !faults.commits(&OMITS_C_HASH) {
                claims.insert(
                    "c_hash".into(),
                    hash(code, faults.commits(&MISSTATES_C_HASH)),
                );
            }
        }
    }
    let whole = faults.commits(&MISSTATES_S_HASH);
    let invented = faults.commits(&STATES_S_HASH_OF_NOTHING).then_some("");
    let state = approval.request.reply.state.as_deref().or(invented);
    if let Some(state) = state.filter(|_| !faults.commits(&OMITS_S_HASH)) {
        let hash = if whole {
            half_hash::whole
        } else {
            half_hash::of
        };
        claims.insert("s_hash".into(), json!(hash(state, algorithm)));
    }
}

fn bend(claims: &mut Map<String, Value>, company: Company<'_>, faults: &FaultPlan) {
    let omitted = [
        ("nonce", &OMITS_THE_NONCE),
        ("sub", &OMITS_THE_SUBJECT_OF_ID_TOKENS),
        ("exp", &OMITS_THE_EXPIRY_OF_ID_TOKENS),
        ("iat", &OMITS_THE_TIME_OF_ID_TOKENS),
        (RT_HASH, &OMITS_RT_HASH),
        (AUTH_REQ_ID, &OMITS_THE_AUTH_REQ_ID_CLAIM),
    ];
    for (claim, fault) in omitted {
        if faults.commits(fault) {
            claims.shift_remove(claim);
        }
    }
    let replaced = [
        (
            "iss",
            "https://another-issuer.invalid/",
            &NAMES_ANOTHER_ISSUER_IN_ID_TOKENS,
        ),
        (
            "aud",
            "another-client",
            &NAMES_ANOTHER_AUDIENCE_IN_ID_TOKENS,
        ),
    ];
    for (claim, value, fault) in replaced {
        if faults.commits(fault) {
            claims.insert(claim.into(), json!(value));
        }
    }
    if claims.contains_key(AUTH_REQ_ID) && faults.commits(&MISSTATES_THE_AUTH_REQ_ID_CLAIM) {
        claims.insert(AUTH_REQ_ID.into(), json!("of-another-request"));
    }
    bend_nonce_and_times(claims, faults);
    let seen_by_all = matches!(company, Company::Code(_));
    if seen_by_all && faults.commits(&SHOWS_PERSONAL_DATA_IN_THE_FRONT_CHANNEL) {
        claims.insert("name".into(), json!("Erika Mustermann"));
        claims.insert("email".into(), json!("erika.mustermann@example.com"));
    }
}

fn bend_nonce_and_times(claims: &mut Map<String, Value>, faults: &FaultPlan) {
    if let Some(Value::String(nonce)) = claims.get_mut("nonce")
        && faults.commits(&TRUNCATES_THE_NONCE)
    {
        *nonce = nonce.chars().take(NONCE_LEFT).collect();
    }
    if faults.commits(&DATES_ID_TOKENS_BACK_BY_A_WEEK) {
        set_back(claims, "iat", WEEK);
    }
    if faults.commits(&ISSUES_EXPIRED_ID_TOKENS) {
        set_back(claims, "exp", WEEK);
        set_back(claims, "iat", WEEK);
    }
}

fn set_back(claims: &mut Map<String, Value>, claim: &str, span: i64) {
    if let Some(seconds) = claims.get(claim).and_then(Value::as_i64) {
        claims.insert(claim.to_owned(), json!(seconds - span));
    }
}
