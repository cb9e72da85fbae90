//! What can be wrong with the claims of a client assertion, or unusual about them.

use serde_json::{Value, json};

use super::Deviation;
use crate::actor::forge::Jwt;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The rows. Limits of time are probed from far outside, since clocks differ.
pub static ROWS: &[Deviation] = &[
    // Issuer.
    Deviation::draft("without iss", |_, draft| draft.without_claim("iss")),
    Deviation::draft("whose iss is a name that nobody bears", |_, draft| {
        draft.with_claim("iss", "nobody-at-all")
    })
    .hint("only sub is compared with the client"),
    Deviation::compact("whose iss is another client", |ground, draft| {
        Ok(draft
            .with_claim("iss", ground.another()?.client_id.as_str())
            .signed_by(&ground.client.key))
    })
    .hint("only sub is compared with the client"),
    Deviation::draft("whose iss is empty", |_, draft| draft.with_claim("iss", "")),
    Deviation::draft("whose iss is a list", |ground, draft| {
        draft.with_claim("iss", json!([ground.client.client_id]))
    }),
    // Subject.
    Deviation::draft("without sub", |_, draft| draft.without_claim("sub")),
    Deviation::draft("whose sub is a name that nobody bears", |_, draft| {
        draft.with_claim("sub", "nobody-at-all")
    })
    .hint("only iss is compared with the client"),
    Deviation::compact("whose sub is another client", |ground, draft| {
        Ok(draft
            .with_claim("sub", ground.another()?.client_id.as_str())
            .signed_by(&ground.client.key))
    })
    .hint("the key is looked up by iss, and the token is issued to sub"),
    Deviation::draft("whose sub is empty", |_, draft| draft.with_claim("sub", "")),
    // Audience.
    Deviation::draft("without aud", |_, draft| draft.without_claim("aud")),
    Deviation::draft("whose aud is another server", |_, draft| {
        draft.with_claim("aud", "https://another-server.example/token")
    })
    .hint("an assertion made for one server can be presented to another"),
    Deviation::draft("whose aud lists other servers only", |_, draft| {
        draft.with_claim(
            "aud",
            json!([
                "https://another-server.example/token",
                "https://a-third.example"
            ]),
        )
    }),
    Deviation::draft(
        "whose aud lies below the token endpoint",
        |ground, draft| draft.with_claim("aud", format!("{}/elsewhere", ground.token_endpoint)),
    )
    .hint("the audience is compared by its beginning"),
    Deviation::draft("whose aud is the mere host name", |ground, draft| {
        draft.with_claim("aud", ground.token_endpoint.host_str().unwrap_or_default())
    }),
    Deviation::draft("whose aud is empty", |_, draft| draft.with_claim("aud", "")),
    Deviation::draft("whose aud is an empty list", |_, draft| {
        draft.with_claim("aud", json!([]))
    }),
    // Expiry.
    Deviation::draft("that has expired", |ground, draft| {
        expiring(&draft, ground.now - 10 * MINUTE)
    }),
    Deviation::draft("that expired yesterday", |ground, draft| {
        expiring(&draft, ground.now - DAY)
    }),
    Deviation::draft("without exp", |_, draft| draft.without_claim("exp")),
    Deviation::draft("whose exp is null", |_, draft| {
        draft.with_claim("exp", Value::Null)
    }),
    Deviation::draft("that is valid for thirty days", |ground, draft| {
        draft.with_claim("exp", ground.now + 30 * DAY)
    }),
    Deviation::draft("that is valid for ten years", |ground, draft| {
        draft.with_claim("exp", ground.now + 3652 * DAY)
    }),
    // Not before.
    Deviation::draft("that is valid from tomorrow", |ground, draft| {
        draft.with_claim("nbf", ground.now + DAY)
    }),
    Deviation::draft("that is valid in two hours", |ground, draft| {
        draft.with_claim("nbf", ground.now + 2 * HOUR)
    }),
    // Times that are no numbers.
    Deviation::draft("whose exp is digits in a text", |ground, draft| {
        draft.with_claim("exp", (ground.now + MINUTE).to_string())
    }),
    Deviation::draft("whose exp is a date", |_, draft| {
        draft.with_claim("exp", "2049-12-31T23:59:59Z")
    }),
    Deviation::draft("whose exp is a list", |ground, draft| {
        draft.with_claim("exp", json!([ground.now + MINUTE]))
    }),
    Deviation::draft("whose exp is true", |_, draft| {
        draft.with_claim("exp", true)
    }),
    Deviation::draft("whose nbf is digits in a text", |ground, draft| {
        draft.with_claim("nbf", (ground.now - MINUTE).to_string())
    }),
    // Names that occur twice.
    Deviation::draft("whose claims state exp twice", |ground, draft| {
        with_first_claim(&draft, &format!(r#""exp":{}"#, ground.now + MINUTE))
    }),
    Deviation::draft(
        "whose claims state sub for somebody else and again for the client",
        |_, draft| with_first_claim(&draft, r#""sub":"nobody-at-all""#),
    )
    .hint("of duplicate members one wins, and two readers of the same claims may see two clients"),
    // Legal all the same.
    Deviation::draft("without a jti", |_, draft| draft.without_claim("jti")),
    Deviation::draft("with only iss, sub, aud and exp", |_, draft| {
        draft.without_claim("iat").without_claim("jti")
    }),
    Deviation::draft("without iat", |_, draft| draft.without_claim("iat")),
    Deviation::draft("with claims of its own", |_, draft| {
        draft
            .with_claim("conformance", json!({"why": ["a claim that nobody knows"]}))
            .with_claim("https://office.example/run", 7)
    })
    .hint("claims that are not understood are to be ignored"),
    Deviation::draft("whose aud is a list", |ground, draft| {
        draft.with_claim("aud", json!([ground.token_endpoint.as_str()]))
    })
    .hint("aud may be one text or a list (RFC 7519, 4.1.3)"),
    Deviation::draft("whose exp has a fraction", |ground, draft| {
        draft.with_claim("exp", json!(seconds(ground.now + MINUTE) + 0.5))
    })
    .hint("a NumericDate may have a fraction (RFC 7519, 2)"),
    Deviation::draft("that has been valid for a minute", |ground, draft| {
        draft.with_claim("nbf", ground.now - MINUTE)
    }),
    Deviation::draft("that is valid for ten seconds", |ground, draft| {
        draft.with_claim("exp", ground.now + 10)
    }),
];

fn expiring(draft: &Jwt, expiry: i64) -> Jwt {
    draft
        .clone()
        .with_claim("exp", expiry)
        .with_claim("iat", expiry - MINUTE)
}

/// The legal claims with one more in front.
fn with_first_claim(draft: &Jwt, claim: &str) -> Jwt {
    let legal = draft.claims_octets();
    let octets = [b"{", claim.as_bytes(), b",", &legal[1..]].concat();
    draft.clone().with_claims_octets(octets)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "the seconds of this century fit"
)]
fn seconds(count: i64) -> f64 {
    count as f64
}
