//! What every request and every answer has in common: the interaction id, the log, caching, encoding.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, DATE, STRICT_TRANSPORT_SECURITY};
use http::{HeaderMap, HeaderValue, StatusCode};
use mock_kit::FaultPlan;

use super::checks::tolerance;
use super::faults::answer as faulty;
use super::interaction::{self, Interaction};
use super::refusal::{self, Refusal};
use super::resource_server::{ResourceServer, Shared};

/// Middleware: has a request answered, completes the answer and logs both.
pub async fn wrap(State(resource): State<Shared>, request: Request, next: Next) -> Response {
    let faults = &resource.faults;
    let begun = Interaction::beginning(&request, resource.clock().now(), faults);
    let answer = match tolerance::check(request.method(), request.headers(), faults) {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    };
    let answer = refusal::rendered(answer, faults);
    let mut answer = encoded(answer, faults).await;
    let interaction = ended(begun, &answer);
    interaction::tell(answer.headers_mut(), &interaction, faults);
    mark(answer.headers_mut(), &resource);
    resource.state().interactions.add(interaction, faults);
    answer
}

fn ended(begun: Interaction, answer: &Response) -> Interaction {
    let refusal = answer.extensions().get::<Refusal>();
    Interaction {
        status: Some(answer.status().as_u16()),
        refusal: refusal.map(ToString::to_string),
        ..begun
    }
}

/// What customers have is for no cache, and never goes by plain HTTP. The listener dates every answer (FAPI 1.0 Baseline, 6.2.1-10).
fn mark(headers: &mut HeaderMap, resource: &ResourceServer) {
    if resource
        .faults
        .commits(&faulty::WRITES_DATES_IN_ANOTHER_FORM)
    {
        let now = resource.clock().now().to_string();
        headers.extend(HeaderValue::try_from(now).map(|now| (DATE, now)));
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        STRICT_TRANSPORT_SECURITY,
        HeaderValue::from_static("max-age=31536000; includeSubDomains"),
    );
}

/// JSON in UTF-8 (FAPI 1.0 Baseline, 6.2.1-08 and -09), which it is when it comes here.
async fn encoded(mut answer: Response, faults: &FaultPlan) -> Response {
    if faults.commits(&faulty::WRITES_LATIN_1) {
        answer = in_latin_1(answer).await;
    }
    if faults.commits(&faulty::ANSWERS_AS_HTML) {
        let html = HeaderValue::from_static("text/html; charset=utf-8");
        answer.headers_mut().insert(CONTENT_TYPE, html);
    }
    answer
}

async fn in_latin_1(answer: Response) -> Response {
    let (head, body) = answer.into_parts();
    let Ok(octets) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let text = String::from_utf8_lossy(&octets);
    let octets: Vec<u8> = text
        .chars()
        .map(|one| u8::try_from(one).unwrap_or(b'?'))
        .collect();
    Response::from_parts(head, Body::from(octets))
}
