//! What the store answers.

use instant_xml::FromXml;
use rusty_s3::actions::ListObjectsV2;

use super::{ALGORITHM, BucketError, ENCRYPTION};

const NAMESPACE: &str = "http://s3.amazonaws.com/doc/2006-03-01/";
/// The longest text that is read, in octets: a page of a list has up to a thousand entries, with names of up to 1024 octets.
const LENGTH_LIMIT: usize = 8 << 20;

/// A page of a list of objects.
pub struct ListedObjects {
    /// The names.
    pub keys: Vec<String>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

impl ListedObjects {
    /// Reads the answer to ListObjectsV2.
    pub fn read(text: &str) -> Result<Self, BucketError> {
        let listed = ListObjectsV2::parse_response(text).map_err(|_| BucketError::Unreadable)?;
        Ok(Self {
            keys: listed.contents.into_iter().map(|one| one.key).collect(),
            next: listed.next_continuation_token,
        })
    }
}

/// The answer to ListObjectVersions.
#[derive(FromXml)]
#[xml(rename = "ListVersionsResult", ns(NAMESPACE))]
pub struct ListedVersions {
    versions: Vec<Version>,
    markers: Vec<DeleteMarker>,
}

#[derive(FromXml)]
#[xml(ns(NAMESPACE))]
struct Version {
    #[xml(rename = "VersionId")]
    id: String,
}

#[derive(FromXml)]
#[xml(ns(NAMESPACE))]
struct DeleteMarker {
    #[xml(rename = "VersionId")]
    id: String,
}

impl ListedVersions {
    /// The identifiers of all versions and of all markers that hide one.
    pub fn read(text: &str) -> Result<Vec<String>, BucketError> {
        let listed: Self = instant_xml::from_str(text).map_err(|_| BucketError::Unreadable)?;
        let versions = listed.versions.into_iter().map(|version| version.id);
        let markers = listed.markers.into_iter().map(|marker| marker.id);
        Ok(versions.chain(markers).collect())
    }
}

/// What the store says, where that is no content of an object.
pub async fn text(answer: reqwest::Response) -> Result<String, BucketError> {
    let octets = mock_kit::answer::octets(answer, LENGTH_LIMIT).await;
    let octets = octets.ok_or(BucketError::Unreadable)?;
    String::from_utf8(octets).map_err(|_| BucketError::Unreadable)
}

/// The answer, if the store did what it was asked to.
pub async fn served(
    operation: &'static str,
    answer: reqwest::Response,
) -> Result<reqwest::Response, BucketError> {
    if answer.status().is_success() {
        return Ok(answer);
    }
    let status = answer.status().as_u16();
    let code = code_in(&text(answer).await.unwrap_or_default());
    Err(BucketError::Refused {
        operation,
        status,
        code,
    })
}

/// Refuses an answer to a write that does not confirm the encryption.
pub fn encrypted(answer: &reqwest::Response) -> Result<(), BucketError> {
    let stated = answer.headers().get(ENCRYPTION);
    if stated.is_some_and(|value| value == ALGORITHM) {
        Ok(())
    } else {
        Err(BucketError::Unencrypted)
    }
}

/// The error code in a body, which S3 also sends under status 200 where a copy fails late.
pub fn code_in(body: &str) -> String {
    let code = body
        .split_once("<Code>")
        .and_then(|(_, rest)| rest.split_once("</Code>"));
    code.map_or_else(String::new, |(code, _)| code.to_owned())
}
