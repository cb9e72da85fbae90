//! Answers of DAS that were honest until here.

use axum::body::{Body, Bytes, to_bytes};
use axum::response::Response;
use http::header::CONTENT_LENGTH;
use mock_kit::strict_json;
use serde_json::{Value, json};

use super::Bending;
use crate::broken_off::broken_off;
use crate::content::checksum;

/// The largest document that is bent.
const LIMIT: usize = 64 << 20;

/// Bends an answer that tells success.
pub async fn bend(bending: Bending, answer: Response) -> Response {
    match bending {
        Bending::Unfinished => rewritten(answer, unfinished).await,
        Bending::Misstated => rewritten(answer, misstated).await,
        Bending::Corrupted => corrupted(answer).await,
        Bending::BrokenOff => halved(answer).await,
    }
}

async fn rewritten(answer: Response, change: fn(&mut Value)) -> Response {
    let (mut head, octets) = taken_apart(answer).await;
    let mut body = strict_json::parse(&octets).unwrap_or_default();
    change(&mut body);
    head.headers.remove(CONTENT_LENGTH);
    Response::from_parts(head, Body::from(body.to_string()))
}

async fn corrupted(answer: Response) -> Response {
    let (head, octets) = taken_apart(answer).await;
    let mut octets = octets.to_vec();
    if let Some(first) = octets.first_mut() {
        *first ^= 1;
    }
    Response::from_parts(head, Body::from(octets))
}

/// The length of the whole is announced, and half of it comes.
async fn halved(answer: Response) -> Response {
    let (head, octets) = taken_apart(answer).await;
    Response::from_parts(head, broken_off(&octets))
}

async fn taken_apart(answer: Response) -> (http::response::Parts, Bytes) {
    let (head, body) = answer.into_parts();
    (head, to_bytes(body, LIMIT).await.unwrap_or_default())
}

fn unfinished(body: &mut Value) {
    if body.get("fileStatusCategory").is_some() {
        body["fileStatusCategory"] = json!("pending");
        remove(body, &["fileSizeQuantity", "error"]);
    }
    let states = body.get_mut("documentRetrievalResponseBag");
    for state in states.and_then(Value::as_array_mut).into_iter().flatten() {
        state["requestStatusCategory"] = json!("pending");
        remove(
            state,
            &["fileDownloadUrl", "errorCode", "statusMessage", "details"],
        );
    }
}

fn remove(value: &mut Value, members: &[&str]) {
    if let Some(object) = value.as_object_mut() {
        object.retain(|name, _| !members.contains(&name.as_str()));
    }
}

fn misstated(body: &mut Value) {
    body["fileChecksum"] = json!(checksum(b"another document"));
}
