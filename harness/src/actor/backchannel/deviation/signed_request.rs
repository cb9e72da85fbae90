//! What can be wrong with a signed authentication request, or unusual about it (CIBA, 7.1.1; FAPI-CIBA, 5.2.2).

use serde_json::json;

use super::{Craft, Deviation};
use crate::actor::backchannel::flow::BackchannelFlow;
use crate::actor::forge::encoding::base64url;
use crate::actor::forge::foreign_key::{ForeignAlgorithm, RSA_KEY};
use crate::actor::forge::{Jwt, public_key, signature};
use crate::stop::Stop;

/// Seconds of an hour and ten minutes: safely beyond the limit of sixty minutes.
const TOO_LONG: i64 = 70 * 60;

const fn draft(name: &'static str, change: fn(&BackchannelFlow, Jwt) -> Jwt) -> Deviation {
    Deviation::of(name, Craft::Draft(change))
}

const fn compact(
    name: &'static str,
    make: fn(&BackchannelFlow, Jwt) -> Result<String, Stop>,
) -> Deviation {
    Deviation::of(name, Craft::Compact(make))
}

/// The rows.
pub static ROWS: &[Deviation] = &[
    draft("with a signed request", |_, draft| draft),
    draft(
        "with a signed request for several servers",
        |flow, draft| {
            let servers = json!([flow.server.issuer, "https://another-server.invalid/"]);
            draft.with_claim("aud", servers)
        },
    ),
    // Claims.
    draft("with a signed request without aud", |_, draft| {
        draft.without_claim("aud")
    }),
    draft("with a signed request without iss", |_, draft| {
        draft.without_claim("iss")
    }),
    draft("with a signed request without exp", |_, draft| {
        draft.without_claim("exp")
    }),
    draft("with a signed request without iat", |_, draft| {
        draft.without_claim("iat")
    }),
    draft("with a signed request without nbf", |_, draft| {
        draft.without_claim("nbf")
    }),
    draft("with a signed request without jti", |_, draft| {
        draft.without_claim("jti")
    }),
    draft("with a signed request for another server", |_, draft| {
        draft.with_claim("aud", "https://another-server.invalid/")
    }),
    draft("with a signed request of another issuer", |flow, draft| {
        let another = flow.another.as_ref();
        draft.with_claim(
            "iss",
            another.map_or("another", |known| known.client_id.as_str()),
        )
    }),
    draft(
        "with a signed request that expired ten minutes ago",
        |flow, draft| {
            draft
                .with_claim("nbf", flow.now - 1200)
                .with_claim("iat", flow.now - 1200)
                .with_claim("exp", flow.now - 600)
        },
    ),
    draft(
        "with a signed request that is valid an hour from now",
        |flow, draft| {
            draft
                .with_claim("nbf", flow.now + 3600)
                .with_claim("exp", flow.now + 3900)
        },
    ),
    draft(
        "with a signed request whose exp lies 70 minutes after nbf",
        |flow, draft| draft.with_claim("exp", flow.now + TOO_LONG),
    ),
    draft(
        "with a signed request whose nbf lies 70 minutes back",
        |flow, draft| draft.with_claim("nbf", flow.now - TOO_LONG),
    ),
    // Signature.
    compact("with a signed request of algorithm none", |_, draft| {
        Ok(draft
            .without_header("kid")
            .with_header("alg", "none")
            .unsigned())
    }),
    compact("with a signed request of algorithm nOnE", |_, draft| {
        Ok(draft
            .without_header("kid")
            .with_header("alg", "nOnE")
            .unsigned())
    }),
    compact(
        "with a signed request under an HMAC of the public key",
        |flow, draft| {
            let secret = public_key::pem(&flow.client.key.public_key());
            Ok(draft
                .with_header("alg", "HS256")
                .keyed_with(secret.as_bytes()))
        },
    )
    .hint("a public key is taken for a shared secret"),
    compact("with a signed request under RS256", |_, draft| {
        foreign(&draft.with_header("kid", RSA_KEY), ForeignAlgorithm::Rs256)
    }),
    compact(
        "with a signed request whose signature has one bit flipped",
        |flow, draft| {
            let signed = draft.sign(&flow.client.key);
            Ok(signed
                .map_signature(signature::with_one_bit_flipped)
                .compact())
        },
    ),
    compact(
        "with a signed request signed with another client's key",
        |flow, draft| Ok(draft.signed_by(&flow.another()?.key)),
    ),
    compact(
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

fn foreign(draft: &Jwt, algorithm: ForeignAlgorithm) -> Result<String, Stop> {
    let draft = draft.clone().with_header("alg", algorithm.name());
    let signed = draft.try_sealed(|input| algorithm.sign(input));
    Ok(signed.map_err(Stop::harness_bug)?.compact())
}

/// Five parts, as an encrypted JWT has them (RFC 7516, 7.1); what is in it does not matter where encrypted ones are not taken at all.
fn encrypted() -> String {
    let header = json!({ "alg": "RSA-OAEP-256", "enc": "A256GCM", "cty": "JWT" });
    let part = || base64url(&mock_kit::entropy::octets::<32>());
    let parts = [
        base64url(header.to_string().as_bytes()),
        part(),
        part(),
        part(),
        part(),
    ];
    parts.join(".")
}
