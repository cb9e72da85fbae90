//! What can be wrong with a signed authentication request, or unusual about it (CIBA, 7.1.1; FAPI-CIBA, 5.2.2).

use serde_json::json;

use super::Deviation;
use crate::actor::forge::encoding::base64url;
use crate::actor::forge::foreign_key::{ForeignAlgorithm, RSA_KEY};
use crate::actor::forge::{public_key, signature};

/// Seconds of an hour and ten minutes: safely beyond the limit of sixty minutes.
const TOO_LONG: i64 = 70 * 60;

/// The rows.
pub static ROWS: &[Deviation] = &[
    Deviation::draft("with a signed request", |_, draft| draft),
    Deviation::draft(
        "with a signed request for several servers",
        |flow, draft| {
            let servers = json!([flow.server.issuer, "https://another-server.invalid/"]);
            draft.with_claim("aud", servers)
        },
    ),
    // Claims.
    Deviation::draft("with a signed request without aud", |_, draft| {
        draft.without_claim("aud")
    }),
    Deviation::draft("with a signed request without iss", |_, draft| {
        draft.without_claim("iss")
    }),
    Deviation::draft("with a signed request without exp", |_, draft| {
        draft.without_claim("exp")
    }),
    Deviation::draft("with a signed request without iat", |_, draft| {
        draft.without_claim("iat")
    }),
    Deviation::draft("with a signed request without nbf", |_, draft| {
        draft.without_claim("nbf")
    }),
    Deviation::draft("with a signed request without jti", |_, draft| {
        draft.without_claim("jti")
    }),
    Deviation::draft("with a signed request for another server", |_, draft| {
        draft.with_claim("aud", "https://another-server.invalid/")
    }),
    Deviation::draft("with a signed request of another issuer", |flow, draft| {
        let another = flow.another.as_ref();
        draft.with_claim(
            "iss",
            another.map_or("another", |known| known.client_id.as_str()),
        )
    }),
    Deviation::draft(
        "with a signed request that expired ten minutes ago",
        |flow, draft| {
            draft
                .with_claim("nbf", flow.now - 1200)
                .with_claim("iat", flow.now - 1200)
                .with_claim("exp", flow.now - 600)
        },
    ),
    Deviation::draft(
        "with a signed request that is valid an hour from now",
        |flow, draft| {
            draft
                .with_claim("nbf", flow.now + 3600)
                .with_claim("exp", flow.now + 3900)
        },
    ),
    Deviation::draft(
        "with a signed request whose exp lies 70 minutes after nbf",
        |flow, draft| draft.with_claim("exp", flow.now + TOO_LONG),
    ),
    Deviation::draft(
        "with a signed request whose nbf lies 70 minutes back",
        |flow, draft| draft.with_claim("nbf", flow.now - TOO_LONG),
    ),
    // Signature.
    Deviation::compact("with a signed request of algorithm none", |_, draft| {
        Ok(draft.of_no_algorithm("none"))
    }),
    Deviation::compact("with a signed request of algorithm nOnE", |_, draft| {
        Ok(draft.of_no_algorithm("nOnE"))
    }),
    Deviation::compact(
        "with a signed request under an HMAC of the public key",
        |flow, draft| {
            let secret = public_key::pem(&flow.client.key.public_key());
            Ok(draft.keyed_with_public(secret.as_bytes()))
        },
    )
    .hint("a public key is taken for a shared secret"),
    Deviation::compact("with a signed request under RS256", |_, draft| {
        draft
            .with_header("kid", RSA_KEY)
            .signed_under(ForeignAlgorithm::Rs256)
    }),
    Deviation::compact(
        "with a signed request whose signature has one bit flipped",
        |flow, draft| {
            let signed = draft.sign(&flow.client.key);
            Ok(signed
                .map_signature(signature::with_one_bit_flipped)
                .compact())
        },
    ),
    Deviation::compact(
        "with a signed request signed with another client's key",
        |flow, draft| Ok(draft.signed_by(&flow.another()?.key)),
    ),
    Deviation::compact(
        "with a signed request signed with a key that nobody registered",
        |flow, draft| Ok(draft.signed_by(&flow.attacker)),
    ),
    Deviation::of_signed(
        "with an encrypted request beside the same parameters",
        |_, request| {
            let request = request.with_everything_beside();
            Ok(request.with_object(encrypted()))
        },
    ),
];

/// Five parts, as an encrypted JWT has them (RFC 7516, 7.1); what is in it does not matter where encrypted ones are not taken at all.
fn encrypted() -> String {
    let header = json!({ "alg": "RSA-OAEP-256", "enc": "A256GCM", "cty": "JWT" });
    let part = || base64url(&crate::randomness::octets::<32>());
    let parts = [
        base64url(header.to_string().as_bytes()),
        part(),
        part(),
        part(),
        part(),
    ];
    parts.join(".")
}
