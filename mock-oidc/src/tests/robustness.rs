//! Whatever arrives, nothing panics and nothing but a genuine assertion yields a token.

use std::sync::LazyLock;

use proptest::prelude::*;
use tokio::runtime::Runtime;

use super::bench::{Answer, Running};
use crate::checks::assertion_type::JWT_BEARER;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());
static SERVER: LazyLock<Running> = LazyLock::new(|| RUNTIME.block_on(Running::seed()));

fn ask_with_body(body: Vec<u8>) -> Answer {
    RUNTIME.block_on(async {
        let request = SERVER.http.post(SERVER.handle.token_endpoint());
        let typed = request.header("content-type", "application/x-www-form-urlencoded");
        Answer::of(typed.body(body).send().await.unwrap()).await
    })
}

fn ask(assertion: &str) -> Answer {
    RUNTIME.block_on(SERVER.ask(assertion, &[]))
}

/// Refused in an orderly way: a client error, no token, no panic.
fn is_refused(answer: &Answer) -> bool {
    let orderly = matches!(answer.status, 400 | 401) && answer.json()["error"].is_string();
    orderly
        && !answer.text.contains("access_token")
        && SERVER.handle.control().journal.panics() == 0
}

/// One change to a text: an octet replaced, removed, added, or two parts exchanged.
fn mutated(text: &str, at: usize, kind: u8, octet: u8) -> String {
    let mut octets = text.as_bytes().to_vec();
    let at = at % octets.len();
    match kind % 4 {
        0 => octets[at] = octet,
        1 => drop(octets.remove(at)),
        2 => octets.insert(at, octet),
        _ => octets.truncate(at),
    }
    String::from_utf8_lossy(&octets).into_owned()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn arbitrary_bodies_yield_no_token(body in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(is_refused(&ask_with_body(body)));
    }

    #[test]
    fn arbitrary_values_of_known_parameters_yield_no_token(value in ".{0,80}", claims in ".{0,80}") {
        let body = RUNTIME.block_on(SERVER.post("/access_token", &[
            ("grant_type", "client_credentials"),
            ("client_assertion_type", JWT_BEARER),
            ("client_assertion", &format!("{value}.{claims}.")),
            ("scope", &value),
            ("client_id", &claims),
        ]));
        prop_assert!(is_refused(&body));
    }

    #[test]
    fn arbitrary_parts_yield_no_token(parts in proptest::collection::vec("[A-Za-z0-9_=+/-]{0,40}", 0..5)) {
        prop_assert!(is_refused(&ask(&parts.join("."))));
    }

    #[test]
    fn arbitrary_json_in_the_parts_yields_no_token(
        header in r#"\{("(alg|kid|typ|crit)":("(ES256|none|x)"|1|null|\[\])){0,1}\}"#,
        claims in r#"\{("(iss|sub|aud|exp)":("das-api-auth"|[0-9]{1,25}|null|\[\])){0,1}\}"#,
    ) {
        use base64ct::{Base64UrlUnpadded, Encoding as _};
        let encode = |text: &str| Base64UrlUnpadded::encode_string(text.as_bytes());
        let assertion = format!("{}.{}.", encode(&header), encode(&claims));
        prop_assert!(is_refused(&ask(&assertion)));
    }

    #[test]
    fn a_changed_assertion_yields_no_token(at in any::<usize>(), kind in any::<u8>(), octet in 0x21_u8..0x7f) {
        let genuine = SERVER.assertion();
        let changed = mutated(&genuine, at, kind, octet);
        let answer = ask(&changed);
        prop_assert_eq!(is_refused(&answer), changed != genuine, "{}", answer.text);
    }
}
