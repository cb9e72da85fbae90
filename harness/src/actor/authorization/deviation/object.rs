//! What can be wrong with a request object, or unusual about it (RFC 9101; FAPI 1.0 Advanced, 5.2.2).

use p256::elliptic_curve::sec1::ToSec1Point as _;
use serde_json::json;

use super::{Craft, Deviation};
use crate::actor::authorization::flow::Flow;
use crate::actor::forge::foreign_key::{ED25519_KEY, ForeignAlgorithm, RSA_KEY};
use crate::actor::forge::{Jwt, public_key, signature};
use crate::stop::Stop;

/// Seconds of an hour and ten minutes: safely beyond the limit of sixty minutes.
const TOO_LONG: i64 = 70 * 60;

const fn object(name: &'static str, change: fn(&Flow, Jwt) -> Jwt) -> Deviation {
    Deviation::of(name, Craft::Object(change))
}

const fn compact(name: &'static str, make: fn(&Flow, Jwt) -> Result<String, Stop>) -> Deviation {
    Deviation::of(name, Craft::Compact(make))
}

/// The rows.
pub static ROWS: &[Deviation] = &[
    // Time.
    object("with a request object without exp", |_, draft| {
        draft.without_claim("exp")
    }),
    object("with a request object without nbf", |_, draft| {
        draft.without_claim("nbf")
    }),
    object(
        "with a request object that expired ten minutes ago",
        |flow, draft| {
            draft
                .with_claim("nbf", flow.now - 3000)
                .with_claim("exp", flow.now - 600)
        },
    ),
    object(
        "with a request object whose exp lies 70 minutes after nbf",
        |flow, draft| draft.with_claim("exp", flow.now + TOO_LONG),
    ),
    object(
        "with a request object whose nbf lies 70 minutes back and that is still valid",
        |flow, draft| draft.with_claim("nbf", flow.now - TOO_LONG),
    ),
    object(
        "with a request object whose nbf lies 70 minutes back",
        |flow, draft| {
            draft
                .with_claim("nbf", flow.now - TOO_LONG)
                .with_claim("exp", flow.now - TOO_LONG + 3590)
        },
    ),
    object(
        "with a request object that is valid an hour from now",
        |flow, draft| {
            draft
                .with_claim("nbf", flow.now + 3600)
                .with_claim("exp", flow.now + 3900)
        },
    ),
    // Audience and issuer.
    object("with a request object for another server", |_, draft| {
        draft.with_claim("aud", "https://another-server.invalid/")
    }),
    object("with a request object for nobody", |_, draft| {
        draft.without_claim("aud")
    }),
    object(
        "with a request object for several servers",
        |flow, draft| {
            draft.with_claim(
                "aud",
                json!([flow.server.issuer, "https://another-server.invalid/"]),
            )
        },
    ),
    object(
        "with a request object for the pushed authorization request endpoint",
        |flow, draft| {
            let endpoint = flow.server.pushed_authorization_request_endpoint.as_ref();
            draft.with_claim("aud", endpoint.map_or("", |endpoint| endpoint.as_str()))
        },
    ),
    object("with a request object of another issuer", |flow, draft| {
        draft.with_claim(
            "iss",
            flow.another
                .as_ref()
                .map_or("another", |another| another.client_id.as_str()),
        )
    }),
    object(
        "with a request object that names another client",
        |flow, draft| {
            draft.with_claim(
                "client_id",
                flow.another
                    .as_ref()
                    .map_or("another", |another| another.client_id.as_str()),
            )
        },
    ),
    // Nesting.
    object(
        "with a request object that holds a request URI",
        |_, draft| {
            draft.with_claim(
                "request_uri",
                "urn:ietf:params:oauth:request_uri:never-issued",
            )
        },
    ),
    object(
        "with a request object that holds a request object",
        |flow, draft| {
            let inner = draft.clone().signed_by(&flow.client.key);
            draft.with_claim("request", inner)
        },
    ),
    // Header.
    object("with a request object of the type JWT", |_, draft| {
        draft.with_header("typ", "JWT")
    }),
    object("with a request object of no stated type", |_, draft| {
        draft.without_header("typ")
    }),
    object(
        "with a request object with an unknown critical extension",
        |_, draft| {
            draft
                .with_header("crit", json!(["conformance"]))
                .with_header("conformance", true)
        },
    ),
    compact(
        "with a request object that brings its key along",
        |flow, draft| {
            let key = public_key::jwk(&flow.attacker.public_key(), None);
            Ok(draft
                .without_header("kid")
                .with_header("jwk", key)
                .signed_by(&flow.attacker))
        },
    )
    .hint("a key in the header is anybody's key"),
    // Signature.
    compact("with a request object that is not signed", |_, draft| {
        Ok(draft.of_no_algorithm("none"))
    }),
    compact("with a request object signed with nOnE", |_, draft| {
        Ok(draft.of_no_algorithm("nOnE"))
    }),
    compact("with a request object signed with PS256", |_, draft| {
        draft
            .with_header("kid", RSA_KEY)
            .signed_under(ForeignAlgorithm::Ps256)
    }),
    compact("with a request object signed with EdDSA", |_, draft| {
        draft
            .with_header("kid", ED25519_KEY)
            .signed_under(ForeignAlgorithm::EdDsa)
    }),
    compact("with a request object signed with RS256", |_, draft| {
        draft.signed_under(ForeignAlgorithm::Rs256)
    }),
    compact("with a request object signed with ES384", |_, draft| {
        draft.signed_under(ForeignAlgorithm::Es384)
    }),
    compact(
        "with a request object under an HMAC of the public key",
        |flow, draft| {
            let secret = public_key::pem(&flow.client.key.public_key());
            Ok(draft.keyed_with_public(secret.as_bytes()))
        },
    )
    .hint("a public key is taken for a shared secret"),
    compact(
        "with a request object under an HMAC of the point of the public key",
        |flow, draft| {
            let point = flow.client.key.public_key().to_sec1_point(false);
            Ok(draft.keyed_with_public(point.as_bytes()))
        },
    ),
    compact(
        "with a request object whose signature has one bit flipped",
        |flow, draft| {
            Ok(draft
                .sign(&flow.client.key)
                .map_signature(signature::with_one_bit_flipped)
                .compact())
        },
    ),
    compact(
        "with a request object whose signature is cut off",
        |flow, draft| {
            Ok(draft
                .sign(&flow.client.key)
                .map_signature(|_| Vec::new())
                .compact())
        },
    ),
    compact(
        "with a request object whose signature is all zeros",
        |flow, draft| {
            Ok(draft
                .sign(&flow.client.key)
                .map_signature(|_| signature::zero())
                .compact())
        },
    ),
    compact(
        "with a request object whose signature is DER",
        |flow, draft| Ok(draft.signed_in_der_by(&flow.client.key)),
    ),
    compact(
        "with a request object signed with another client's key",
        |flow, draft| Ok(draft.signed_by(&flow.another()?.key)),
    ),
    compact(
        "with a request object signed with a key that nobody registered",
        |flow, draft| Ok(draft.signed_by(&flow.attacker)),
    ),
    compact("with a request object that is no JWT", |_, _| {
        Ok("no-request-object".to_owned())
    }),
];
