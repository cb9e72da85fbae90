//! What can be wrong with the signature of a client assertion, or unusual about it.

use super::Deviation;
use crate::actor::forge::foreign_key::ForeignAlgorithm;
use crate::actor::forge::{encoding, public_key, signature};
use crate::actor::oauth_client::ground::Ground;
use crate::stop::Stop;

/// The rows.
pub static ROWS: &[Deviation] = &[
    // Not by the client.
    Deviation::signature(
        "whose signature has one bit flipped",
        signature::with_one_bit_flipped,
    ),
    Deviation::compact(
        "whose claims were changed after signing",
        |ground, draft| {
            let mut signed = draft.sign(&ground.client.key);
            signed.claims =
                encoding::base64url(&draft.with_claim("exp", ground.now + 50).claims_octets());
            Ok(signed.compact())
        },
    ),
    Deviation::compact("whose header was changed after signing", |ground, draft| {
        let mut signed = draft.sign(&ground.client.key);
        signed.header = encoding::base64url(&draft.with_header("cty", "JWT").header_octets());
        Ok(signed.compact())
    }),
    Deviation::compact(
        "signed with a key that nobody registered",
        |ground, draft| Ok(draft.signed_by(&ground.attacker)),
    ),
    Deviation::compact("signed with another client's key", |ground, draft| {
        Ok(draft.signed_by(&ground.another()?.key))
    })
    .hint("keys are looked up among those of all clients instead of the client's own"),
    Deviation::compact(
        "signed by the client in the name of another client",
        |ground, draft| {
            let name = ground.another()?.client_id.as_str();
            Ok(draft
                .with_claim("iss", name)
                .with_claim("sub", name)
                .signed_by(&ground.client.key))
        },
    )
    .hint("keys are looked up among those of all clients instead of the client's own"),
    // Other algorithms.
    Deviation::compact("signed with RS256", |_, draft| {
        draft.signed_under(ForeignAlgorithm::Rs256)
    }),
    Deviation::compact("signed with PS256", |_, draft| {
        draft.signed_under(ForeignAlgorithm::Ps256)
    }),
    Deviation::compact("signed with ES384", |_, draft| {
        draft.signed_under(ForeignAlgorithm::Es384)
    }),
    Deviation::compact("signed with ES256K", |_, draft| {
        draft.signed_under(ForeignAlgorithm::Es256k)
    }),
    Deviation::draft("that says RS256 over an ES256 signature", |_, draft| {
        draft.with_header("alg", "RS256")
    }),
    Deviation::draft("that says ES384 over an ES256 signature", |_, draft| {
        draft.with_header("alg", "ES384")
    }),
    Deviation::draft("that says no algorithm", |_, draft| {
        draft.without_header("alg")
    }),
    // No signature.
    Deviation::unsigned("that is unsigned, with alg none in lower case", |draft| {
        draft.with_header("alg", "none")
    }),
    Deviation::unsigned("that is unsigned, with alg none capitalised", |draft| {
        draft.with_header("alg", "None")
    }),
    Deviation::unsigned("that is unsigned, with alg none in upper case", |draft| {
        draft.with_header("alg", "NONE")
    }),
    Deviation::unsigned("that is unsigned, with alg none in mixed case", |draft| {
        draft.with_header("alg", "nOnE")
    }),
    Deviation::unsigned("that is unsigned, with alg ES256", |draft| draft),
    Deviation::draft("that says none over an ES256 signature", |_, draft| {
        draft.with_header("alg", "none")
    }),
    // The public key as a secret.
    Deviation::keyed("keyed with the client's public key in PEM", |ground| {
        pem(ground).into_bytes()
    })
    .hint("the algorithm of the header decides what the registered key is used as"),
    Deviation::keyed(
        "keyed with the client's public key in PEM without its last line feed",
        |ground| pem(ground).trim_end().as_bytes().to_vec(),
    ),
    Deviation::keyed("keyed with the client's public key in DER", |ground| {
        public_key::der(&ground.client.key.public_key())
    }),
    Deviation::keyed("keyed with the client's public point", |ground| {
        public_key::point(&ground.client.key.public_key())
    }),
    Deviation::keyed("keyed with the client's public coordinates", |ground| {
        public_key::point(&ground.client.key.public_key())[1..].to_vec()
    }),
    Deviation::keyed("keyed with the client's public key as a JWK", |ground| {
        let jwk = public_key::jwk(
            &ground.client.key.public_key(),
            ground.client.kid.as_deref(),
        );
        jwk.to_string().into_bytes()
    }),
    Deviation::keyed("keyed with an empty secret", |_| Vec::new()),
    // Other forms of the two numbers.
    Deviation::signature("whose signature is DER encoded", |raw| signature::der(&raw))
        .hint("the signature is DER, the raw concatenation of r and s was expected"),
    Deviation::signature("whose signature is all zeros", |_| signature::zero())
        .hint("r and s are not checked to lie between one and the order of the curve"),
    Deviation::compact(
        "whose signature has lost its leading zeros",
        |ground, draft| {
            let found = draft.signed_until(&ground.client.key, signature::begins_with_zero);
            let signed =
                found.ok_or_else(|| Stop::harness("no signature with a leading zero was found"))?;
            Ok(signed
                .map_signature(|raw| signature::without_leading_zeros(&raw))
                .compact())
        },
    )
    .hint("r and s were joined without padding them to 32 octets, as the published script does"),
    Deviation::signature("whose signature has extra leading zeros", |raw| {
        signature::with_more_zeros(&raw)
    }),
    Deviation::signature("whose signature lacks its last octet", |raw| {
        raw[..raw.len() - 1].to_vec()
    }),
    Deviation::signature("whose signature is followed by another octet", |raw| {
        [raw, vec![0]].concat()
    }),
    Deviation::signature("whose signature is cut in half", |raw| {
        raw[..raw.len() / 2].to_vec()
    }),
    // Legal all the same.
    Deviation::signature(
        "whose signature has the higher of the two values of s",
        |raw| signature::with_high_s(&raw),
    )
    .hint("JWS does not ask for the lower of the two values of s"),
];

fn pem(ground: &Ground) -> String {
    public_key::pem(&ground.client.key.public_key())
}
