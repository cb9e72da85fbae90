//! Spellings of a client assertion that are not the compact form (RFC 7515, 7.1), with a signature that fits the spelling.

use p256::SecretKey;
use serde_json::json;

use super::Deviation;
use crate::actor::forge::encoding::{
    base64url, broken_by, padded, standard_alphabet, tells_alphabets_apart,
};
use crate::actor::forge::{Jwt, SignedJwt, es256};
use crate::stop::Stop;

/// The rows.
pub static ROWS: &[Deviation] = &[
    Deviation::compact("whose header is padded", |ground, draft| {
        let draft = lengthened(
            &draft,
            |draft| padded(&draft.header_octets()).ends_with('='),
            |draft, filler| draft.with_header("cty", filler),
        )?;
        Ok(spelled(
            &ground.client.key,
            padded(&draft.header_octets()),
            base64url(&draft.claims_octets()),
        )
        .compact())
    })
    .hint("the decoder tolerates `=` at the end"),
    Deviation::compact("whose claims are padded", |ground, draft| {
        let draft = lengthened(
            &draft,
            |draft| padded(&draft.claims_octets()).ends_with('='),
            |draft, filler| draft.with_claim("jti", filler),
        )?;
        Ok(spelled(
            &ground.client.key,
            base64url(&draft.header_octets()),
            padded(&draft.claims_octets()),
        )
        .compact())
    })
    .hint("the decoder tolerates `=` at the end"),
    Deviation::compact("whose signature is padded", |ground, draft| {
        Ok(draft.sign(&ground.client.key).compact_with(padded))
    })
    .hint("the decoder tolerates `=` at the end"),
    Deviation::compact(
        "whose signature is in the standard alphabet",
        |ground, draft| {
            let found = draft.signed_until(&ground.client.key, tells_alphabets_apart);
            let signed = found
                .ok_or_else(|| Stop::harness("no signature with a letter of its own was found"))?;
            Ok(signed.compact_with(standard_alphabet))
        },
    )
    .hint("the decoder takes + and / for - and _"),
    Deviation::compact("with a line break within its claims", |ground, draft| {
        let claims = broken_by(&base64url(&draft.claims_octets()), "\r\n");
        Ok(spelled(
            &ground.client.key,
            base64url(&draft.header_octets()),
            claims,
        )
        .compact())
    })
    .hint("the decoder skips white space"),
    Deviation::compact("with a space within its signature", |ground, draft| {
        Ok(draft
            .sign(&ground.client.key)
            .compact_with(|octets| broken_by(&base64url(octets), " ")))
    })
    .hint("the decoder skips white space"),
    Deviation::compact("with a fourth part", |ground, draft| {
        Ok(format!("{}.e30", draft.signed_by(&ground.client.key)))
    })
    .hint("what follows the third part is dropped"),
    Deviation::compact("with an empty fourth part", |ground, draft| {
        Ok(format!("{}.", draft.signed_by(&ground.client.key)))
    }),
    Deviation::compact("with two parts", |ground, draft| {
        let signed = draft.sign(&ground.client.key);
        Ok(format!("{}.{}", signed.header, signed.claims))
    }),
    Deviation::compact("in the JSON serialization", |ground, draft| {
        let signed = draft.sign(&ground.client.key);
        let flattened = json!({
            "protected": signed.header,
            "payload": signed.claims,
            "signature": base64url(&signed.signature),
        });
        Ok(flattened.to_string())
    })
    .hint("RFC 7519 knows the compact serialization only"),
];

/// Two parts in whatever spelling, and a signature over just that.
fn spelled(key: &SecretKey, header: String, claims: String) -> SignedJwt {
    SignedJwt::sealed(header, claims, |input| es256(key, input))
}

/// A draft made longer until it is of the wanted length.
fn lengthened(
    draft: &Jwt,
    wanted: fn(&Jwt) -> bool,
    lengthen: fn(Jwt, &str) -> Jwt,
) -> Result<Jwt, Stop> {
    let stem = crate::randomness::never_used_before();
    let longer =
        ["", "x", "xx", "xxx"].map(|filler| lengthen(draft.clone(), &format!("{stem}{filler}")));
    longer
        .into_iter()
        .find(wanted)
        .ok_or_else(|| Stop::harness("no draft of the wanted length was found"))
}
