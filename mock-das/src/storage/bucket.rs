//! Documents in an S3 bucket, private and encrypted by the store (DAS-RET-10).
//!
//! Signed URLs lead to the bucket itself: what offices send and fetch does not pass through DAS. They are signed on the clock of DAS, while
//! the store checks them on its own: with a clock that was moved, no signed URL works. The store's limits are those of S3. A second
//! `PUT` replaces the first until DAS takes the content over under another name, and downloads cannot be counted. A copy that ends with
//! its download is therefore fetched through DAS.
//!
//! DAS's own requests are signed on the machine's clock. Whatever DAS writes, it asks to have encrypted, and demands to see that it was.

mod answer;
mod writing;

use std::time::Duration;

use bytes::Bytes;
use futures::{StreamExt as _, TryStreamExt as _};
use http::Method;
use jiff::Timestamp;
use mock_kit::Clock;
use rusty_s3::{Credentials, S3Action, UrlStyle};
use thiserror::Error;
use url::Url;

use super::{Bytestream, Grant, ObjectName, StorageError, name_of};
use answer::{ListedObjects, ListedVersions};

/// How long one of DAS's own requests may take.
const PATIENCE: Duration = Duration::from_mins(10);
/// How long one of DAS's own requests stays valid.
const OWN_VALIDITY: Duration = Duration::from_mins(5);
/// The longest validity that S3 knows.
const LONGEST_VALIDITY: i64 = 7 * 24 * 60 * 60;
/// Octets at the end of an object that an examination looks at.
const TAIL: usize = 1 << 16;

/// The header by which encryption at rest is asked for and confirmed.
const ENCRYPTION: &str = "x-amz-server-side-encryption";
/// Encryption with keys that the store manages.
const ALGORITHM: &str = "AES256";

/// Which bucket, and as whom.
#[derive(Clone)]
pub struct BucketSettings {
    /// The service, such as `https://s3.eu-central-1.amazonaws.com`.
    pub endpoint: Url,
    /// The name of the bucket, which exists.
    pub bucket: String,
    /// Its region.
    pub region: String,
    /// The access key.
    pub access_key: String,
    /// The secret of the access key.
    pub secret: String,
}

impl std::fmt::Debug for BucketSettings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("BucketSettings");
        shown
            .field("endpoint", &self.endpoint.as_str())
            .field("bucket", &self.bucket)
            .finish_non_exhaustive()
    }
}

/// Why a bucket cannot be used.
#[derive(Debug, Error)]
pub enum BucketError {
    /// The settings name no bucket.
    #[error("address the bucket")]
    Address(#[from] rusty_s3::BucketError),
    /// The endpoint is not encrypted, so that neither are the URLs that lead there (DAS-NET-04).
    #[error("use an endpoint that is not encrypted")]
    InTheClear,
    /// The store cannot be reached.
    #[error("reach the store")]
    Unreachable(#[from] reqwest::Error),
    /// The store refuses.
    #[error("have {operation} served by the store: {status} {code}")]
    Refused {
        /// The operation of S3.
        operation: &'static str,
        /// The status.
        status: u16,
        /// The error code of S3, where it gave one.
        code: String,
    },
    /// What was written is not encrypted.
    #[error("have an object encrypted at rest")]
    Unencrypted,
    /// The answer breaks off, is too long, or is not what the operation answers.
    #[error("read the answer of the store")]
    Unreadable,
}

/// An S3 bucket.
#[derive(Debug, Clone)]
pub struct Bucket {
    address: rusty_s3::Bucket,
    credentials: Credentials,
    http: reqwest::Client,
    clock: Clock,
}

impl Bucket {
    /// A bucket at an encrypted endpoint.
    pub fn new(settings: BucketSettings, http: reqwest::Client) -> Result<Self, BucketError> {
        if settings.endpoint.scheme() != "https" {
            return Err(BucketError::InTheClear);
        }
        let (name, region) = (settings.bucket, settings.region);
        Ok(Self {
            address: rusty_s3::Bucket::new(settings.endpoint, UrlStyle::Path, name, region)?,
            credentials: Credentials::new(settings.access_key, settings.secret),
            http,
            clock: Clock::system(),
        })
    }

    /// The pre-signed URL that carries a grant, as of `now`.
    pub fn sign(&self, grant: &Grant, now: Timestamp) -> Url {
        let object = grant.object.to_string();
        let validity = (grant.expires - now.as_second()).clamp(1, LONGEST_VALIDITY);
        let validity = Duration::from_secs(validity.unsigned_abs());
        let (bucket, credentials) = (&self.address, Some(&self.credentials));
        if grant.method == Method::PUT {
            let mut action = bucket.put_object(credentials, &object);
            if let Some(content_type) = &grant.content_type {
                let headers = action.headers_mut();
                headers.insert("content-type", content_type.as_str());
            }
            return action.sign_with_time(validity, &now);
        }
        let mut action = bucket.get_object(credentials, &object);
        let query = action.query_mut();
        query.insert("response-cache-control", "no-store");
        action.sign_with_time(validity, &now)
    }

    /// The octets of an object as they are read.
    pub async fn get(&self, name: &ObjectName) -> Result<Bytestream, StorageError> {
        let answer = self.read(name, None).await?;
        let octets = answer.bytes_stream();
        Ok(octets.map_err(unreachable).boxed())
    }

    /// The last octets of an object. A store may send all of it (RFC 9110, 14.2).
    pub async fn tail(&self, name: &ObjectName) -> Result<Bytes, StorageError> {
        let answer = self.read(name, Some(format!("bytes=-{TAIL}"))).await?;
        let octets = if answer.status() == http::StatusCode::PARTIAL_CONTENT {
            mock_kit::answer::octets(answer, TAIL).await
        } else {
            mock_kit::answer::last_octets(answer, TAIL).await
        };
        Ok(octets.ok_or(BucketError::Unreadable)?.into())
    }

    async fn read(
        &self,
        name: &ObjectName,
        range: Option<String>,
    ) -> Result<reqwest::Response, StorageError> {
        let object = name.to_string();
        let url = self.own(&self.address.get_object(Some(&self.credentials), &object));
        let mut request = self.http.get(url);
        if let Some(range) = range {
            request = request.header(http::header::RANGE, range);
        }
        let answer = self.send(request).await?;
        if answer.status() == http::StatusCode::NOT_FOUND {
            return Err(StorageError::NotFound(name.clone()));
        }
        Ok(answer::served("GetObject", answer).await?)
    }

    /// Deletes an object with all its versions, so that none can be brought back (DAS-RET-16).
    pub async fn delete(&self, name: &ObjectName) -> Result<(), StorageError> {
        let object = name.to_string();
        for version in self.versions(&object).await? {
            let mut action = self.address.delete_object(Some(&self.credentials), &object);
            if let Some(version) = version {
                action.query_mut().insert("versionId", version);
            }
            let answer = self.send(self.http.delete(self.own(&action))).await?;
            answer::served("DeleteObject", answer).await?;
        }
        Ok(())
    }

    /// The versions of an object, deletion markers included; one without a name where the store has no versions.
    async fn versions(&self, object: &str) -> Result<Vec<Option<String>>, StorageError> {
        let mut action = self.address.list_objects_v2(Some(&self.credentials));
        let query = action.query_mut();
        query.remove("list-type");
        query.remove("encoding-type");
        query.insert("prefix", object);
        query.insert("versions", "");
        let answer = self.send(self.http.get(self.own(&action))).await?;
        if answer.status() == http::StatusCode::NOT_IMPLEMENTED {
            return Ok(vec![None]);
        }
        let answer = answer::served("ListObjectVersions", answer).await?;
        let listed = ListedVersions::read(&answer::text(answer).await?)?;
        Ok(listed.into_iter().map(Some).collect())
    }

    /// The names of our objects whose place and identifier begin like this.
    pub async fn names(&self, prefix: &str) -> Result<Vec<ObjectName>, StorageError> {
        let mut names = Vec::new();
        let mut next = None;
        loop {
            let page = self.page(prefix, next).await?;
            names.extend(page.keys.iter().filter_map(|key| name_of(key)));
            next = page.next;
            if next.is_none() {
                return Ok(names);
            }
        }
    }

    async fn page(
        &self,
        prefix: &str,
        from: Option<String>,
    ) -> Result<ListedObjects, StorageError> {
        let mut action = self.address.list_objects_v2(Some(&self.credentials));
        if !prefix.is_empty() {
            action.with_prefix(prefix);
        }
        if let Some(from) = from {
            action.with_continuation_token(from);
        }
        let answer = self.send(self.http.get(self.own(&action))).await?;
        let answer = answer::served("ListObjectsV2", answer).await?;
        Ok(ListedObjects::read(&answer::text(answer).await?)?)
    }

    /// The URL of one of DAS's own requests.
    fn own<'a>(&self, action: &impl S3Action<'a>) -> Url {
        action.sign_with_time(OWN_VALIDITY, &self.clock.now())
    }

    async fn send(
        &self,
        request: reqwest::RequestBuilder,
    ) -> Result<reqwest::Response, StorageError> {
        let sent = request.timeout(PATIENCE).send().await;
        sent.map_err(unreachable)
    }
}

fn unreachable(error: reqwest::Error) -> StorageError {
    BucketError::Unreachable(error.without_url()).into()
}
