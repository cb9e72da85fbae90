//! No secret survives, wherever it was placed.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use base64ct::{Base64, Encoding};
use proptest::prelude::*;
use serde_json::json;
use url::form_urlencoded;

use super::*;

fn redactor() -> Redactor {
    Redactor::new([7; 32])
}

fn exchange(request: Request, response: Response) -> Exchange {
    Exchange {
        number: 1,
        from: "client".to_owned(),
        to: "das".to_owned(),
        at: jiff::Timestamp::UNIX_EPOCH,
        request,
        response: Some(response),
        failure: None,
        tls: None,
        raw: false,
        judged: true,
    }
}

/// Everything that the report would show of an exchange.
fn shown(exchange: &Exchange) -> String {
    let redactor = redactor();
    let record = redactor.over([exchange]).exchange(exchange);
    serde_json::to_string(&record).unwrap()
}

fn request(url: &str, header: Option<(&str, String)>, body: &str) -> Exchange {
    let headers = header
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    let request = Request {
        method: "POST".to_owned(),
        url: url.to_owned(),
        headers,
        body: body.as_bytes().to_vec(),
    };
    exchange(
        request,
        Response {
            status: 400,
            ..Response::default()
        },
    )
}

fn answer(body: &str) -> Exchange {
    let response = Response {
        status: 200,
        headers: Vec::new(),
        body: body.as_bytes().to_vec(),
    };
    exchange(
        Request {
            url: "https://das.example/".to_owned(),
            ..Request::default()
        },
        response,
    )
}

const FORM: [&str; 6] = [
    "client_assertion",
    "client_secret",
    "password",
    "token",
    "access_token",
    "refresh_token",
];
const MEMBERS: [&str; 6] = [
    "access_token",
    "refresh_token",
    "id_token",
    "registration_access_token",
    "dasAccessCode",
    "client_secret",
];
const QUERY: [&str; 5] = [
    "dasAccessCode",
    "das-signature",
    "X-Amz-Signature",
    "access_token",
    "sig",
];

/// Every place where a secret may stand, holding this one.
fn placements(secret: &str) -> Vec<Exchange> {
    let form = |name: &str| {
        form_urlencoded::Serializer::new(String::new())
            .append_pair("a", "b")
            .append_pair(name, secret)
            .finish()
    };
    let mut placed = vec![
        request(
            "https://x.example/",
            Some(("Authorization", format!("Bearer {secret}"))),
            "",
        ),
        request(
            "https://x.example/",
            Some(("authorization", format!("bearer  {secret}"))),
            "",
        ),
        request(
            "https://x.example/",
            Some(("Authorization", secret.to_owned())),
            "",
        ),
        request(
            "https://x.example/",
            Some(("Cookie", format!("a=b; session={secret}"))),
            "",
        ),
        request(
            "https://x.example/",
            Some(("Set-Cookie", format!("session={secret}; Path=/; Secure"))),
            "",
        ),
        request(
            "https://x.example/",
            Some(("Location", format!("https://y.example/?{}", form("sig")))),
            "",
        ),
    ];
    for name in FORM {
        placed.push(request(
            "https://x.example/",
            Some((
                "Content-Type",
                "application/x-www-form-urlencoded".to_owned(),
            )),
            &form(name),
        ));
        placed.push(request("https://x.example/", None, &form(name)));
    }
    for name in MEMBERS {
        placed.push(answer(&json!({ name: secret }).to_string()));
        placed.push(answer(
            &json!({ "a": [{ name: secret, "b": { name: [secret] } }] }).to_string(),
        ));
        placed.push(answer(
            &json!({ "message": json!({ name: secret }).to_string() }).to_string(),
        ));
        placed.push(answer(&format!(
            "{} trailing",
            json!({ name: secret, "z": 1 })
        )));
        placed.push(answer(
            json!({ name: secret }).to_string().trim_end_matches("\"}"),
        ));
    }
    for name in QUERY {
        placed.push(request(
            &format!("https://x.example/a?{}&z=1", form(name)),
            None,
            "",
        ));
        placed.push(answer(
            &json!({ "fileUploadUrl": format!("https://x.example/a?{}", form(name)) }).to_string(),
        ));
    }
    placed
}

fn survives(secret: &str, text: &str) -> bool {
    let encoded: String = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let in_json = serde_json::to_string(secret).unwrap();
    let twice = serde_json::to_string(&in_json).unwrap();
    [
        secret,
        &encoded,
        in_json.trim_matches('"'),
        twice.trim_matches(['"', '\\']),
    ]
    .into_iter()
    .any(|form| text.contains(form))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_secret_never_survives(secret in r"[A-Za-z0-9._~+/-]{12,60}") {
        for placed in placements(&secret) {
            let text = shown(&placed);
            prop_assert!(!survives(&secret, &text), "{secret} in {text}");
        }
    }

    #[test]
    fn a_password_with_any_characters_never_survives_in_well_formed_places(secret in "[ -~]{0,8}[A-Z]{12}[ -~]{0,8}") {
        let core: String = secret.chars().filter(char::is_ascii_uppercase).collect();
        let form = form_urlencoded::Serializer::new(String::new()).append_pair("client_secret", &secret).finish();
        let kind = Some(("Content-Type", "application/x-www-form-urlencoded".to_owned()));
        for placed in [request("https://x.example/", kind, &form), answer(&json!({ "password": secret }).to_string())] {
            let text = shown(&placed);
            prop_assert!(!text.contains(&core), "{core} in {text}");
        }
    }

    #[test]
    fn an_access_code_never_survives(code in "[G-Z]{4}") {
        let body = json!({ "dasAccessCode": code, "documentNumber": "XX 1" }).to_string();
        let mut placed = request(&format!("https://x.example/?dasAccessCode={code}"), None, &body);
        placed.failure = Some(format!("expected dasAccessCode={code}, and {code} again"));
        let text = shown(&placed);
        prop_assert!(!text.contains(&code), "{code} in {text}");
    }

    #[test]
    fn no_bytes_stop_the_redactor(body in proptest::collection::vec(any::<u8>(), 0..200), text in ".{0,80}") {
        let mut placed = answer(&text);
        placed.request.body = body;
        placed.request.url.clone_from(&text);
        placed.failure = Some(text.clone());
        placed.request.headers = vec![(text.clone(), text.clone()), ("Authorization".to_owned(), text)];
        shown(&placed);
    }

    #[test]
    fn no_malformed_json_stops_the_redactor(body in r#"(\{|\}|\[|\]|"|\\|:|,|"access_token"|"d"|=|token=|&| |x|é){0,30}"#) {
        shown(&answer(&body));
    }
}

#[test]
fn a_secret_is_known_again_where_it_is_echoed() {
    let mut placed = request(
        "https://x.example/",
        Some(("Authorization", "Bearer 0123456789abcdef".to_owned())),
        "",
    );
    placed.response.as_mut().unwrap().body = b"no such token: 0123456789abcdef!".to_vec();
    let redactor = redactor();
    let redaction = redactor.over([&placed]);
    let record = redaction.exchange(&placed);
    let commitment = redactor.commitment("access-token", b"0123456789abcdef");
    assert_eq!(record.request.headers[0].1, format!("Bearer {commitment}"));
    assert_eq!(
        record.response.unwrap().body,
        format!("no such token: {commitment}!")
    );
    assert_eq!(
        redaction.text("saw 0123456789abcdef"),
        format!("saw {commitment}")
    );
}

#[test]
fn a_secret_is_known_again_however_it_is_written() {
    let (form, hex, base64) = (
        "abc%2Fdef%2B0123",
        "6162632f6465662b30313233",
        "YWJjL2RlZiswMTIz",
    );
    let upper = hex.to_ascii_uppercase();
    let mut placed = request(
        "https://x.example/",
        Some(("Authorization", "Bearer abc/def+0123".to_owned())),
        "",
    );
    placed.failure = Some(format!("{form} {hex} {upper} {base64}"));
    let redactor = redactor();
    let record = redactor.over([&placed]).exchange(&placed);
    let commitment = redactor.commitment("access-token", b"abc/def+0123");
    assert_eq!(record.failure.unwrap(), [commitment.as_str(); 4].join(" "));
}

#[test]
fn a_secret_that_is_another_in_other_letters_keeps_its_own_commitment() {
    // The second is the first in base64, and comes after it.
    let [first, second] = ["abc/def+0123", "YWJjL2RlZiswMTIz"];
    let both = [first, second].map(|secret| {
        let shown = Some(("Authorization", format!("Bearer {secret}")));
        request("https://x.example/", shown, "")
    });
    let redactor = redactor();
    let commitment = redactor.commitment("access-token", second.as_bytes());
    assert_eq!(redactor.over(&both).text(second), commitment);
}

#[test]
fn a_flood_of_secrets_drives_out_none_of_those_that_were_shown() {
    let flood: Vec<String> = (0..5_000)
        .map(|index| format!("flood-{index:06}"))
        .collect();
    let flood = answer(&serde_json::json!({ "access_token": flood }).to_string());
    let shown = Some(("Authorization", "Bearer abc/def+0123".to_owned()));
    let asked = request("https://x.example/", shown, "");
    let redactor = redactor();
    let redaction = redactor.over([&flood, &asked]);
    let commitment = redactor.commitment("access-token", b"abc/def+0123");
    assert_eq!(redaction.text("abc/def+0123"), commitment);
    let record = redaction.exchange(&flood).response.unwrap().body;
    assert!(!record.contains("flood-00"), "{record}");
}

#[test]
fn the_password_of_basic_credentials_is_known_again() {
    let credentials = Base64::encode_string(b"client:correct horse battery");
    let mut placed = request(
        "https://x.example/",
        Some(("Authorization", format!("Basic {credentials}"))),
        "",
    );
    placed.failure = Some("refused correct horse battery".to_owned());
    assert!(!shown(&placed).contains("horse"));
}

#[test]
fn compact_tokens_are_replaced_anywhere() {
    let text = redactor()
        .over([])
        .text("the header eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJhIn0.c2ln was refused");
    assert!(
        text.starts_with("the header ‹jwt:") && text.ends_with("…› was refused"),
        "{text}"
    );
}

#[test]
fn what_is_no_secret_stays_readable() {
    let body = r#"{"token_type":"Bearer","expires_in":3599,"access_token":null,"error":{"code":"INVALID","details":[{"code":-14}]}}"#;
    let text = redactor().over([]).text(body);
    assert_eq!(text, body);
    let url = "https://das.example/requests/files?fileId=abc&documentDate=2026-01-01";
    assert_eq!(redactor().over([]).text(url), url);
    assert_eq!(
        redactor().over([]).text("a bearer challenge"),
        "a bearer challenge"
    );
}

#[test]
fn a_secret_that_was_never_sent_is_known_by_its_name() {
    let told = redactor()
        .over([])
        .text("expected dasAccessCode=AB22, expected documentDate=2026-01-01");
    assert!(
        !told.contains("AB22") && told.ends_with(", expected documentDate=2026-01-01"),
        "{told}"
    );
}

#[test]
fn short_credentials_are_secrets_too() {
    for (name, value) in [
        ("Authorization", "Bearer xyz"),
        ("Authorization", "xyz"),
        ("Cookie", "s=xyz"),
        ("DPoP", "xyz"),
    ] {
        let text = shown(&request(
            "https://a.example/",
            Some((name, value.to_owned())),
            "",
        ));
        assert!(!text.contains("xyz"), "{text}");
    }
}

#[test]
fn control_characters_are_spelt_out() {
    let text = redactor().over([]).text("red \u{1b}[31m\r\n\ttext");
    assert_eq!(text, "red \\u{1b}[31m\\r\n\ttext");
}

#[test]
fn binary_content_is_summarised_and_long_text_is_shortened() {
    let mut placed = answer(&"a".repeat(10_000));
    placed.request.body = b"%PDF-1.7 secret".to_vec();
    let redactor = redactor();
    let record = redactor.over([&placed]).exchange(&placed);
    assert!(
        record
            .request
            .body
            .starts_with("‹binary, 15 bytes, ‹content:")
    );
    let response = record.response.unwrap().body;
    assert!(response.ends_with("‹shortened: 10000 bytes in all›") && response.len() < 5_000);
}

#[test]
fn another_key_gives_other_commitments() {
    assert_ne!(
        redactor().commitment("a", b"AB21"),
        Redactor::new([8; 32]).commitment("a", b"AB21")
    );
}

/// What a report shows of an exchange in which a storage issues this URL, and one in which it is used.
fn shown_of_signed_url(issued: &str, used: &str) -> String {
    let issue = answer(&json!({ "items": [{ "fileDownloadUrl": issued }] }).to_string());
    let mut failing = request(used, None, "");
    failing.failure = Some(format!("no answer from {used}"));
    let redactor = redactor();
    let redaction = redactor.over([&issue, &failing]);
    let records = [&issue, &failing].map(|each| redaction.exchange(each));
    serde_json::to_string(&records).unwrap()
}

#[test]
fn a_signed_url_is_a_secret_whatever_its_parameters_are_called() {
    for name in ["md5", "hmac", "hash", "v"] {
        let url = format!("https://store.example/files/one?{name}=0a1b2c3d4e5f60718293&e=1");
        let text = shown_of_signed_url(&url, &url);
        assert!(!text.contains("0a1b2c3d"), "{text}");
        assert!(
            text.contains("https://store.example/files/one?‹signed-url:"),
            "{text}"
        );
        let altered = url.replace("8293", "8203");
        let text = shown_of_signed_url(&url, &altered);
        assert!(!text.contains("0a1b2c3d"), "{text}");
    }
}

#[test]
fn short_signatures_and_those_in_the_path_are_secrets_too() {
    for secret in [
        "?h=9f8e7d6c",
        "?9f8e7d6c5b4a",
        "/9f8e7d6c5b4a39281706/content",
    ] {
        let url = format!("https://store.example/files{secret}");
        let text = shown_of_signed_url(&url, &url);
        assert!(!text.contains("9f8e7d6c"), "{text}");
        assert!(text.contains("https://store.example/files"), "{text}");
    }
}

#[test]
fn the_url_of_the_original_is_a_secret_in_its_header() {
    let mut placed = answer("{}");
    let url = "https://store.example/original?md5=0a1b2c3d4e5f60718293";
    let header = ("Original-Document-Url".to_owned(), url.to_owned());
    placed.response.as_mut().unwrap().headers.push(header);
    let text = shown(&placed);
    assert!(!text.contains("0a1b2c3d"), "{text}");
}

#[test]
fn private_keys_are_secrets_in_any_encoding() {
    let pem =
        "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIBmr\nYXhj+/8=\n-----END EC PRIVATE KEY-----\n";
    let form: String = form_urlencoded::byte_serialize(pem.as_bytes()).collect();
    let forms = [
        pem.to_owned(),
        json!({ "note": pem }).to_string(),
        format!("a=b&key={form}&c=d"),
        form.replace('+', "%20"),
        pem.replace("EC PRIVATE", "PRIVATE"),
        pem.split("-----END").next().unwrap().to_owned(),
    ];
    for body in forms {
        let text = shown(&answer(&body));
        assert!(
            !text.contains("MHcCAQEE") && !text.contains("YXhj"),
            "{text}"
        );
        assert!(text.contains("‹private-key:"), "{text}");
    }
}

#[test]
fn what_stands_before_the_host_of_a_url_is_redacted() {
    let redactor = redactor();
    let told = redactor
        .over([])
        .text("see https://me:hunter22@host.example/a?b=c@d, not mail to me@host.example");
    assert!(
        !told.contains("hunter22") && !told.contains("me:"),
        "{told}"
    );
    assert!(
        told.contains("@host.example/a?b=c@d, not mail to me@host.example"),
        "{told}"
    );
}
