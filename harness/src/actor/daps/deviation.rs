//! What can be wrong with a request token: one row each, in the words of the features.

use base64ct::{Base64, Base64UrlUnpadded, Encoding as _};
use serde_json::json;

use super::Ground;
use crate::actor::forge::{Jwt, SignedJwt, encoding, signature};
use crate::stop::Stop;

/// How far in seconds beyond all allowances for clocks that differ.
const HOUR: i64 = 3600;

/// One deviation.
#[derive(Debug)]
pub struct Deviation {
    /// What scenarios call it.
    pub name: &'static str,
    make: fn(&Ground, Jwt) -> Result<String, Stop>,
}

/// The assertion of the published sample.
const SAMPLE: &str = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJkZW1vY29ubmVjdG9yMSIsInN1YiI6ImRlbW9jb25uZWN0b3IxIiwiZXhwIjoxNTQ4Nzg1Mzg2LCJuYmYiOjE1NDg3ODE3ODYsImlhdCI6MTU0ODc4MTc4NiwiYXVkIjoiaHR0cHM6Ly9hcGkubG9jYWxob3N0In0.JSQuMf-9Fd7DNna_-s-sR7eXgcSYNCau5WgurrGJTuCSLKqhZe3odXfunN2vRFgUhU21ADFlEq96mlbQDueBlMtaXrcHFPSpIUtvuIMIVqQcGYkDdSJr_VmDuAykCYpyTCkLa7a8DTV-N3sECp-AxUgmEzYIfh8jW0WS6ehgUzrnpH6t_h_GWXKkNSAg3ERakDc4NY02pBGmiN7bmtLZNt5b4LWALiiFiduC7JbIpx4awOU6skMApmzgLnZmmTG20JlJRg6hAqyHEz5Cd4rUgrt0twmpC0Us_CG23KdUF5fWI55dcO2qAVvhNQXpqz7IiPcF7-jgkrx4oukYNY6eHA";

/// The rows.
static ROWS: &[Deviation] = &[
    // What it says it is.
    row("without @context", |ground, draft| {
        ground.connector.sign(&draft.without_claim("@context"))
    }),
    row("with another @context", |ground, draft| {
        ground
            .connector
            .sign(&draft.with_claim("@context", "https://context.invalid/"))
    }),
    row("without @type", |ground, draft| {
        ground.connector.sign(&draft.without_claim("@type"))
    }),
    row("with another @type", |ground, draft| {
        ground
            .connector
            .sign(&draft.with_claim("@type", "ids:DatPayload"))
    }),
    // For how long, and for whom.
    row("without iss", |ground, draft| {
        ground.connector.sign(&draft.without_claim("iss"))
    }),
    row("without sub", |ground, draft| {
        ground.connector.sign(&draft.without_claim("sub"))
    }),
    row("without exp", |ground, draft| {
        ground.connector.sign(&draft.without_claim("exp"))
    }),
    row("that expired an hour ago", |ground, draft| {
        let past = ground.now - HOUR;
        let draft = draft
            .with_claim("iat", past - 60)
            .with_claim("nbf", past - 60);
        ground.connector.sign(&draft.with_claim("exp", past))
    }),
    row("without iat", |ground, draft| {
        ground.connector.sign(&draft.without_claim("iat"))
    }),
    row("without nbf", |ground, draft| {
        ground.connector.sign(&draft.without_claim("nbf"))
    }),
    row("that is valid in an hour", |ground, draft| {
        let future = ground.now + HOUR;
        let draft = draft.with_claim("nbf", future);
        ground.connector.sign(&draft.with_claim("exp", future + 60))
    }),
    row("without aud", |ground, draft| {
        ground.connector.sign(&draft.without_claim("aud"))
    }),
    row("for another DAPS", |ground, draft| {
        ground
            .connector
            .sign(&draft.with_claim("aud", "https://another-daps.invalid"))
    }),
    // Who it is.
    row("whose subject is another connector", |ground, draft| {
        ground
            .connector
            .sign(&draft.with_claim("sub", ground.another()?.id.to_string()))
    }),
    row("in the name of another connector", |ground, draft| {
        named(ground, draft, &ground.another()?.id.to_string())
    }),
    row(
        "signed with the key of another connector",
        |ground, draft| ground.another_of_its_kind()?.sign(&draft),
    ),
    row("in the common name of its certificate", |ground, draft| {
        named(ground, draft, &ground.connector.name)
    }),
    row("in the subject name of its certificate", |ground, draft| {
        named(ground, draft, &format!("CN={}", ground.connector.name))
    }),
    row(
        "in the name of its Subject Key Identifier alone",
        |ground, draft| named(ground, draft, &ground.connector.id.halves().0),
    ),
    row(
        "in the name of its Authority Key Identifier before the other",
        |ground, draft| named(ground, draft, &ground.connector.id.backwards()),
    ),
    row("that is the published sample", |_, _| Ok(SAMPLE.to_owned())),
    // Each member once, with one value.
    row(
        "with exp twice, the one that is good first",
        |ground, draft| ground.connector.sign(&followed(&draft, &expired(ground))),
    ),
    row(
        "with exp twice, the one that is good last",
        |ground, draft| ground.connector.sign(&preceded(&draft, &expired(ground))),
    ),
    row(
        "with iss twice, that of the connector first",
        |ground, draft| {
            ground
                .connector
                .sign(&followed(&draft, &of_another(ground)?))
        },
    ),
    row(
        "with iss twice, that of the connector last",
        |ground, draft| {
            ground
                .connector
                .sign(&preceded(&draft, &of_another(ground)?))
        },
    ),
    row("with a list of issuers", |ground, draft| {
        let id = ground.connector.id.to_string();
        ground.connector.sign(&draft.with_claim("iss", json!([id])))
    }),
    row("with a list of expiries", |ground, draft| {
        ground
            .connector
            .sign(&draft.with_claim("exp", json!([ground.now + 60])))
    }),
    // Who has signed it.
    row("whose signature has one bit flipped", |ground, draft| {
        bent(&ground.connector.sign(&draft)?, |parts| {
            parts.signature = signature::with_one_bit_flipped(std::mem::take(&mut parts.signature));
        })
    }),
    row(
        "whose claims were changed after signing",
        |ground, draft| {
            let changed = draft.clone().with_claim("exp", ground.now + 50);
            bent(&ground.connector.sign(&draft)?, |parts| {
                parts.claims = encoding::base64url(&changed.claims_octets());
            })
        },
    ),
    row("signed with a key that nobody enrolled", |ground, draft| {
        ground.stranger()?.sign(&draft)
    }),
    row("that nobody signed", |_, draft| {
        Ok(draft.with_header("alg", "none").unsigned())
    }),
    row("that nobody signed, in capitals", |_, draft| {
        Ok(draft.with_header("alg", "NONE").unsigned())
    }),
    row("that nobody signed, in mixed letters", |_, draft| {
        Ok(draft.with_header("alg", "nOnE").unsigned())
    }),
    row(
        "keyed with the public key of the connector",
        |ground, draft| {
            let draft = draft.with_header("alg", "HS256");
            Ok(draft.keyed_with(&ground.public_pem()?))
        },
    ),
    row(
        "signed with the key that stands in its header",
        |ground, draft| {
            let stranger = ground.stranger()?;
            stranger.sign(&draft.with_header("jwk", stranger.key.public_jwk()?))
        },
    ),
    row(
        "signed with the key of the certificate in its header",
        |ground, draft| {
            let stranger = ground.stranger()?;
            let certificate = Base64::encode_string(&stranger.certificate);
            stranger.sign(&draft.with_header("x5c", json!([certificate])))
        },
    ),
];

impl Deviation {
    /// The deviation of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        ROWS.iter().find(|row| row.name == name)
    }

    /// The request token, with nothing else wrong in it.
    pub fn request_token(&self, ground: &Ground) -> Result<String, Stop> {
        (self.make)(ground, ground.draft())
    }
}

const fn row(name: &'static str, make: fn(&Ground, Jwt) -> Result<String, Stop>) -> Deviation {
    Deviation { name, make }
}

/// The same in the name of somebody else.
fn named(ground: &Ground, draft: Jwt, name: &str) -> Result<String, Stop> {
    ground
        .connector
        .sign(&draft.with_claim("iss", name).with_claim("sub", name))
}

/// An expiry that is over, as a member of a claim set.
fn expired(ground: &Ground) -> String {
    format!("\"exp\":{}", ground.now - HOUR)
}

/// Another connector as the issuer, as a member of a claim set.
fn of_another(ground: &Ground) -> Result<String, Stop> {
    Ok(format!(
        "\"iss\":{}",
        json!(ground.another()?.id.to_string())
    ))
}

/// The same with one member more before all others.
fn preceded(draft: &Jwt, member: &str) -> Jwt {
    let claims = claims(draft).replacen('{', &format!("{{{member},"), 1);
    draft.clone().with_claims_octets(claims.into_bytes())
}

/// The same with one member more after all others.
fn followed(draft: &Jwt, member: &str) -> Jwt {
    let claims = claims(draft);
    let claims = format!("{},{member}}}", claims.trim_end_matches('}'));
    draft.clone().with_claims_octets(claims.into_bytes())
}

fn claims(draft: &Jwt) -> String {
    String::from_utf8_lossy(&draft.claims_octets()).into_owned()
}

/// A signed request token with one of its parts changed.
fn bent(signed: &str, bend: impl FnOnce(&mut SignedJwt)) -> Result<String, Stop> {
    let parts: Vec<&str> = signed.split('.').collect();
    let [header, claims, signature] = parts[..] else {
        return Err(Stop::harness("a request token has three parts"));
    };
    let mut parts = SignedJwt {
        header: header.to_owned(),
        claims: claims.to_owned(),
        signature: Base64UrlUnpadded::decode_vec(signature).map_err(Stop::harness_bug)?,
    };
    bend(&mut parts);
    Ok(parts.compact())
}
