//! What was sent and received in the sample: a token request, and a registration.

use jiff::SignedDuration;

use super::begun;
use crate::exchange::model::{Exchange, Request, Response, TlsFacts};

fn exchange(number: u32, to: &str, request: Request, response: Option<Response>) -> Exchange {
    Exchange {
        number,
        from: "client".to_owned(),
        to: to.to_owned(),
        at: begun() + SignedDuration::from_secs(number.into()),
        request,
        failure: response
            .is_none()
            .then(|| "the connection was reset".to_owned()),
        response,
        tls: Some(TlsFacts {
            version: "TLSv1.3".to_owned(),
            suite: "TLS13_AES_256_GCM_SHA384".to_owned(),
            certificate: None,
        }),
        raw: false,
        judged: true,
    }
}

fn json(text: &str) -> Vec<(String, String)> {
    vec![
        ("content-type".to_owned(), "application/json".to_owned()),
        ("content-length".to_owned(), text.len().to_string()),
    ]
}

pub(super) fn token_exchange() -> Exchange {
    let body = "grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJvZmZpY2UifQ.c2lnbmF0dXJl";
    let answer = r#"{"access_token":"eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJvZmZpY2UifQ.c2lnbmF0dXJl","token_type":"Bearer","expires_in":3599}"#;
    let request = Request {
        method: "POST".to_owned(),
        url: "https://localhost:41001/am/oauth2/access_token".to_owned(),
        headers: vec![(
            "content-type".to_owned(),
            "application/x-www-form-urlencoded".to_owned(),
        )],
        body: body.into(),
    };
    exchange(
        1,
        "authorization server",
        request,
        Some(Response {
            status: 200,
            headers: json(answer),
            body: answer.into(),
        }),
    )
}

pub(super) fn registration_exchange() -> Exchange {
    let body = r#"{"operationCategory":"registration","documentNumber":"XX 000042","documentDate":"2026-01-01","dasAccessCode":"AB21","fileId":"f-1"}"#;
    let answer = r#"{"requestAckId":"r-1","message":"<b>registered</b> with AB21"}"#;
    let request = Request {
        method: "POST".to_owned(),
        url: "https://localhost:41002/das-api/v1/requests/registrations".to_owned(),
        headers: [
            vec![(
                "authorization".to_owned(),
                "Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJvZmZpY2UifQ.c2lnbmF0dXJl".to_owned(),
            )],
            json(body),
        ]
        .concat(),
        body: body.into(),
    };
    exchange(
        2,
        "das",
        request,
        Some(Response {
            status: 201,
            headers: json(answer),
            body: answer.into(),
        }),
    )
}
