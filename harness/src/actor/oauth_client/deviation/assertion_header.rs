//! What can be wrong with the header of a client assertion, or unusual about it.

use base64ct::{Base64, Encoding as _};
use serde_json::json;

use super::Deviation;
use crate::actor::forge::{Jwt, certificate, public_key};
use crate::actor::oauth_client::ground::Ground;
use crate::stop::Stop;

/// The rows.
pub static ROWS: &[Deviation] = &[
    // Keys that the attacker brings along.
    Deviation::compact("that brings the attacker's key along", |ground, draft| {
        let key = public_key::jwk(&ground.attacker.public_key(), ground.client.kid.as_deref());
        Ok(draft.with_header("jwk", key).signed_by(&ground.attacker))
    })
    .hint("the key of the header is used to verify the very assertion that brings it"),
    Deviation::compact(
        "that brings the attacker's certificate along",
        |ground, draft| {
            let chain = json!([attackers_certificate(ground)?]);
            Ok(draft.with_header("x5c", chain).signed_by(&ground.attacker))
        },
    )
    .hint("the key of the header is used to verify the very assertion that brings it"),
    Deviation::compact("that points to the attacker's key set", |ground, draft| {
        let location = ground.attacker_key_set()?.as_str();
        Ok(draft
            .with_header("jku", location)
            .signed_by(&ground.attacker))
    })
    .hint("jku is followed: any host can be made to receive a request"),
    Deviation::compact(
        "that points to the attacker's certificate",
        |ground, draft| {
            let location = ground.attacker_key_set()?.as_str();
            Ok(draft
                .with_header("x5u", location)
                .signed_by(&ground.attacker))
        },
    )
    .hint("x5u is followed: any host can be made to receive a request"),
    // Extensions that nobody knows.
    Deviation::draft("with an unknown critical extension", |_, draft| {
        draft
            .with_header("crit", json!(["conformance"]))
            .with_header("conformance", true)
    })
    .hint("crit is not looked at"),
    Deviation::draft("whose critical extension is missing", |_, draft| {
        draft.with_header("crit", json!(["conformance"]))
    }),
    // Members that occur twice.
    Deviation::draft("whose header states alg twice", |_, draft| {
        with_first_member(&draft, r#""alg":"ES256""#)
    }),
    Deviation::draft(
        "whose header states alg as none and again as ES256",
        |_, draft| with_first_member(&draft, r#""alg":"none""#),
    )
    .hint(
        "of duplicate members one wins, and two readers of the same header may see two algorithms",
    ),
    // Legal all the same.
    Deviation::draft("whose header has only alg and typ", |_, draft| {
        draft.without_header("kid")
    }),
    Deviation::draft("whose header has only alg", |_, draft| {
        draft.without_header("kid").without_header("typ")
    }),
    Deviation::draft("whose typ is written in lower case", |_, draft| {
        draft.with_header("typ", "jwt")
    }),
];

fn attackers_certificate(ground: &Ground) -> Result<String, Stop> {
    let der = certificate::der_of_key(&ground.attacker, "attacker", ground.now)
        .map_err(Stop::harness_bug)?;
    Ok(Base64::encode_string(&der))
}

/// The legal header with one more member in front.
fn with_first_member(draft: &Jwt, member: &str) -> Jwt {
    let legal = draft.header_octets();
    let octets = [b"{", member.as_bytes(), b",", &legal[1..]].concat();
    draft.clone().with_header_octets(octets)
}
