//! A response as a signed JWT (JARM, 2.1 and 4.3; FAPI 1.0 Advanced, 5.2.2.2).

use serde_json::{Map, Value, json};

use super::delivery::Fields;
use super::request::Reply;
use super::signing::{self, Deviations, Seal};
use crate::authorization_server::AuthorizationServer;
use crate::faults::authorization_response::{
    ANSWERS_WITH_EXPIRED_RESPONSES, MAKES_RESPONSES_THAT_LAST, NAMES_ANOTHER_AUDIENCE_IN_RESPONSES,
    NAMES_ANOTHER_ISSUER_IN_RESPONSES, OMITS_THE_AUDIENCE_FROM_RESPONSES,
    OMITS_THE_EXPIRY_FROM_RESPONSES, OMITS_THE_ISSUER_FROM_RESPONSES, SENDS_UNSIGNED_RESPONSES,
    SIGNS_RESPONSES_WITH_AN_UNPUBLISHED_KEY, SIGNS_RESPONSES_WITH_RS256,
};
use crate::faults::stimuli_in_jwts::{
    MISSPELLS_NONE_IN_RESPONSES, POINTS_RESPONSES_TO_A_KEY_SET,
    SIGNS_RESPONSES_WITH_ANOTHER_KEY_AS_USUAL, SIGNS_RESPONSES_WITH_RS256_AS_USUAL,
    SIGNS_RESPONSES_WITH_THE_PUBLIC_KEY, WRITES_AUDIENCES_OF_RESPONSES_AS_ARRAYS,
};
use crate::state::signing_key::KeyError;

/// Seconds for which a response counts: JARM recommends ten minutes at most.
const LIFETIME: i64 = 600;
/// The same of a server that misbehaves.
const LONG_LIFETIME: i64 = 3600;
/// How long ago the response of a server that misbehaves ended, in seconds.
const LONG_AGO: i64 = 86_400;

static DEVIATIONS: Deviations = &[
    (&SENDS_UNSIGNED_RESPONSES, Seal::Unsigned("none")),
    (&MISSPELLS_NONE_IN_RESPONSES, Seal::Unsigned("nOnE")),
    (&SIGNS_RESPONSES_WITH_RS256, Seal::Rs256),
    (&SIGNS_RESPONSES_WITH_RS256_AS_USUAL, Seal::Rs256AsUsual),
    (&SIGNS_RESPONSES_WITH_AN_UNPUBLISHED_KEY, Seal::Unpublished),
    (
        &SIGNS_RESPONSES_WITH_ANOTHER_KEY_AS_USUAL,
        Seal::UnpublishedAsUsual,
    ),
    (&SIGNS_RESPONSES_WITH_THE_PUBLIC_KEY, Seal::PublicHalf),
    (&POINTS_RESPONSES_TO_A_KEY_SET, Seal::Hidden),
];

/// The fields of a response as a JWT for the client of `reply`.
///
/// # Errors
/// When it cannot be signed.
pub async fn of(
    server: &AuthorizationServer,
    reply: &Reply,
    fields: &Fields,
) -> Result<String, KeyError> {
    let mut claims: Map<String, Value> = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), json!(value)))
        .collect();
    claims.insert("iss".into(), json!(server.addresses.issuer_text()));
    claims.insert("aud".into(), json!(reply.client.client_id));
    claims.insert("exp".into(), json!(server.clock.unix_now() + LIFETIME));
    bend(&mut claims, server);
    signing::sign(server, claims, DEVIATIONS).await
}

fn bend(claims: &mut Map<String, Value>, server: &AuthorizationServer) {
    let faults = &server.faults;
    let omitted = [
        ("iss", &OMITS_THE_ISSUER_FROM_RESPONSES),
        ("aud", &OMITS_THE_AUDIENCE_FROM_RESPONSES),
        ("exp", &OMITS_THE_EXPIRY_FROM_RESPONSES),
    ];
    for (claim, fault) in omitted {
        if faults.commits(fault) {
            claims.shift_remove(claim);
        }
    }
    if faults.commits(&WRITES_AUDIENCES_OF_RESPONSES_AS_ARRAYS) {
        claims["aud"] = json!([claims["aud"]]);
    }
    let now = server.clock.unix_now();
    let replaced = [
        (
            "iss",
            json!("https://another-issuer.invalid/"),
            &NAMES_ANOTHER_ISSUER_IN_RESPONSES,
        ),
        (
            "aud",
            json!("another-client"),
            &NAMES_ANOTHER_AUDIENCE_IN_RESPONSES,
        ),
        (
            "exp",
            json!(now - LONG_AGO),
            &ANSWERS_WITH_EXPIRED_RESPONSES,
        ),
        (
            "exp",
            json!(now + LONG_LIFETIME),
            &MAKES_RESPONSES_THAT_LAST,
        ),
    ];
    for (claim, value, fault) in replaced {
        if faults.commits(fault) {
            claims.insert(claim.into(), value);
        }
    }
}
