//! An S3 server on loopback over TLS: `s3s-fs`, which verifies signatures, made to keep versions and to encrypt like a real one.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use futures::stream::{self, StreamExt as _, TryStreamExt as _};
use http::StatusCode;
use mock_kit::tls::TestAuthority;
use mock_kit::{Bound, Clock, FaultPlan, Journal, ListenerSettings, Listening, Service};
use s3s::auth::SimpleAuth;
use s3s::dto::{
    AbortMultipartUploadInput, AbortMultipartUploadOutput, CompleteMultipartUploadInput,
    CompleteMultipartUploadOutput, CopyObjectInput, CopyObjectOutput, CreateMultipartUploadInput,
    CreateMultipartUploadOutput, DeleteMarkerEntry, DeleteObjectInput, DeleteObjectOutput,
    GetObjectInput, GetObjectOutput, HeadObjectInput, HeadObjectOutput, ListObjectVersionsInput,
    ListObjectVersionsOutput, ListObjectsV2Input, ListObjectsV2Output, ObjectVersion,
    PutObjectInput, PutObjectOutput, StreamingBlob, UploadPartInput, UploadPartOutput,
};
use s3s::service::S3ServiceBuilder;
use s3s::{S3, S3Request, S3Response, S3Result};
use s3s_fs::FileSystem;
use tokio::sync::Notify;
use tower::ServiceExt as _;
use url::Url;

use crate::storage::BucketSettings;

pub const BUCKET: &str = "documents";
const ACCESS_KEY: &str = "das";
const SECRET: &str = "a secret of das";
const REGION: &str = "eu-central-2";
/// The version under which an object lies openly.
const CURRENT: &str = "current";

/// A running server.
pub struct S3Server {
    pub base: Url,
    hidden: Hidden,
    clinging: Arc<AtomicBool>,
    gate: Arc<Mutex<Option<Gate>>>,
    folder: tempfile::TempDir,
    listening: Listening,
}

/// Where the bytes of an object wait that is read.
#[derive(Clone, Default)]
pub struct Gate {
    reached: Arc<Notify>,
    opened: Arc<Notify>,
}

impl Gate {
    /// Until somebody waits for the bytes of an object.
    pub async fn reached(&self) {
        self.reached.notified().await;
    }

    /// Lets the bytes go.
    pub fn open(&self) {
        self.opened.notify_one();
    }

    /// The same bytes, once the gate is open.
    fn before(self, bytes: StreamingBlob) -> StreamingBlob {
        let opening = stream::once(async move {
            self.reached.notify_one();
            self.opened.notified().await;
            Ok(Bytes::new())
        });
        StreamingBlob::wrap(opening.chain(bytes.map_err(std::io::Error::other)))
    }
}

/// Versions that do not show any more, and markers that hide others: key, identifier, and the bytes of a version.
type Hidden = Arc<Mutex<Vec<(String, String, Option<Vec<u8>>)>>>;

impl S3Server {
    pub async fn spawn(tls: &TestAuthority, encrypting: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(BUCKET)).unwrap();
        let hidden = Hidden::default();
        let clinging = Arc::<AtomicBool>::default();
        let gate = Arc::<Mutex<Option<Gate>>>::default();
        let versioned = Versioned {
            files: FileSystem::new(folder.path()).unwrap(),
            bucket: folder.path().join(BUCKET),
            hidden: Arc::clone(&hidden),
            clinging: Arc::clone(&clinging),
            gate: Arc::clone(&gate),
            encrypting,
        };
        let mut service = S3ServiceBuilder::new(versioned);
        service.set_auth(SimpleAuth::from_single(ACCESS_KEY, SECRET));
        let service = service.build();
        let identity = tls.identity_for(&["localhost"]).unwrap();
        let settings = ListenerSettings::ephemeral(Some(identity));
        let bound = Bound::bind(&settings).await.unwrap();
        let base = bound.base().clone();
        let router = Router::new().fallback(async move |request: Request| -> Response {
            match service.oneshot(request).await {
                Ok(answer) => answer.map(Body::new),
                Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            }
        });
        let listening = bound.serve(Service {
            party: "object store",
            router,
            journal: Journal::new(),
            clock: Clock::system(),
            faults: FaultPlan::default(),
        });
        Self {
            base,
            hidden,
            clinging,
            gate,
            folder,
            listening: listening.unwrap(),
        }
    }

    /// How DAS reaches the bucket.
    pub fn settings(&self) -> BucketSettings {
        BucketSettings {
            endpoint: self.base.clone(),
            bucket: BUCKET.to_owned(),
            region: REGION.to_owned(),
            access_key: ACCESS_KEY.to_owned(),
            secret: SECRET.to_owned(),
        }
    }

    /// Whether the server deletes nothing from now on.
    pub fn cling(&self, clinging: bool) {
        self.clinging.store(clinging, Ordering::SeqCst);
    }

    /// Holds back the bytes of the next object that is read: its head has been sent by then.
    pub fn hold(&self) -> Gate {
        let gate = Gate::default();
        *self.gate.lock().unwrap() = Some(gate.clone());
        gate
    }

    /// Nobody reaches the server from now on.
    pub fn stop(&self) {
        self.listening.stop();
    }

    /// The keys that show in a place, and the bytes under them.
    pub fn shown(&self, place: &str) -> Vec<(String, Vec<u8>)> {
        let entries = std::fs::read_dir(self.folder.path().join(BUCKET).join(place));
        let files = entries.into_iter().flatten().map(|entry| entry.unwrap());
        files
            .map(|file| {
                let name = file.file_name().to_string_lossy().into_owned();
                (name, std::fs::read(file.path()).unwrap())
            })
            .collect()
    }

    /// How many versions and markers there are that do not show.
    pub fn hidden(&self) -> usize {
        self.hidden.lock().unwrap().len()
    }
}

struct Versioned {
    files: FileSystem,
    bucket: PathBuf,
    hidden: Hidden,
    clinging: Arc<AtomicBool>,
    gate: Arc<Mutex<Option<Gate>>>,
    encrypting: bool,
}

impl Versioned {
    /// Keeps what lies under a key as a version, before it is replaced or deleted.
    fn hide(&self, key: &str) {
        let Ok(bytes) = std::fs::read(self.bucket.join(key)) else {
            return;
        };
        self.keep(key, Some(bytes));
    }

    fn keep(&self, key: &str, bytes: Option<Vec<u8>>) {
        let identifier = mock_kit::entropy::identifier();
        let mut hidden = self.hidden.lock().unwrap();
        hidden.push((key.to_owned(), identifier, bytes));
    }

    /// What is told about the encryption that was asked for.
    fn told<T>(&self, asked: Option<T>) -> Option<T> {
        asked.filter(|_| self.encrypting)
    }
}

#[async_trait::async_trait]
impl S3 for Versioned {
    async fn put_object(
        &self,
        request: S3Request<PutObjectInput>,
    ) -> S3Result<S3Response<PutObjectOutput>> {
        self.hide(&request.input.key);
        let asked = request.input.server_side_encryption.clone();
        let mut answer = self.files.put_object(request).await?;
        answer.output.server_side_encryption = self.told(asked);
        Ok(answer)
    }

    async fn copy_object(
        &self,
        request: S3Request<CopyObjectInput>,
    ) -> S3Result<S3Response<CopyObjectOutput>> {
        self.hide(&request.input.key);
        let asked = request.input.server_side_encryption.clone();
        let mut answer = self.files.copy_object(request).await?;
        answer.output.server_side_encryption = self.told(asked);
        Ok(answer)
    }

    async fn create_multipart_upload(
        &self,
        request: S3Request<CreateMultipartUploadInput>,
    ) -> S3Result<S3Response<CreateMultipartUploadOutput>> {
        let asked = request.input.server_side_encryption.clone();
        let mut answer = self.files.create_multipart_upload(request).await?;
        answer.output.server_side_encryption = self.told(asked);
        Ok(answer)
    }

    async fn upload_part(
        &self,
        request: S3Request<UploadPartInput>,
    ) -> S3Result<S3Response<UploadPartOutput>> {
        self.files.upload_part(request).await
    }

    async fn complete_multipart_upload(
        &self,
        request: S3Request<CompleteMultipartUploadInput>,
    ) -> S3Result<S3Response<CompleteMultipartUploadOutput>> {
        self.files.complete_multipart_upload(request).await
    }

    async fn abort_multipart_upload(
        &self,
        request: S3Request<AbortMultipartUploadInput>,
    ) -> S3Result<S3Response<AbortMultipartUploadOutput>> {
        self.files.abort_multipart_upload(request).await
    }

    async fn get_object(
        &self,
        request: S3Request<GetObjectInput>,
    ) -> S3Result<S3Response<GetObjectOutput>> {
        let gate = self.gate.lock().unwrap().take();
        let mut answer = self.files.get_object(request).await?;
        if let Some(gate) = gate {
            let bytes = answer.output.body.take();
            answer.output.body = bytes.map(|bytes| gate.before(bytes));
        }
        Ok(answer)
    }

    async fn head_object(
        &self,
        request: S3Request<HeadObjectInput>,
    ) -> S3Result<S3Response<HeadObjectOutput>> {
        self.files.head_object(request).await
    }

    async fn list_objects_v2(
        &self,
        request: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        self.files.list_objects_v2(request).await
    }

    /// Without a version, a deletion only hides.
    async fn delete_object(
        &self,
        request: S3Request<DeleteObjectInput>,
    ) -> S3Result<S3Response<DeleteObjectOutput>> {
        if self.clinging.load(Ordering::SeqCst) {
            return Err(s3s::s3_error!(AccessDenied));
        }
        match request.input.version_id.as_deref() {
            Some(CURRENT) => self.files.delete_object(request).await,
            Some(version) => {
                let mut hidden = self.hidden.lock().unwrap();
                hidden.retain(|(_, identifier, _)| identifier != version);
                Ok(S3Response::new(DeleteObjectOutput::default()))
            }
            None => {
                self.hide(&request.input.key);
                self.keep(&request.input.key, None);
                self.files.delete_object(request).await
            }
        }
    }

    async fn list_object_versions(
        &self,
        request: S3Request<ListObjectVersionsInput>,
    ) -> S3Result<S3Response<ListObjectVersionsOutput>> {
        let prefix = request.input.prefix.unwrap_or_default();
        let hidden = self.hidden.lock().unwrap();
        let of_key = hidden.iter().filter(|(key, _, _)| key.starts_with(&prefix));
        let (versions, markers): (Vec<_>, Vec<_>) =
            of_key.partition(|(_, _, bytes)| bytes.is_some());
        let mut versions: Vec<_> = versions
            .into_iter()
            .map(|(key, identifier, _)| version(key, identifier))
            .collect();
        if self.bucket.join(&prefix).is_file() {
            versions.push(version(&prefix, CURRENT));
        }
        let markers = markers
            .into_iter()
            .map(|(key, identifier, _)| DeleteMarkerEntry {
                key: Some(key.clone()),
                version_id: Some(identifier.clone()),
                ..DeleteMarkerEntry::default()
            });
        Ok(S3Response::new(ListObjectVersionsOutput {
            versions: Some(versions),
            delete_markers: Some(markers.collect()),
            ..ListObjectVersionsOutput::default()
        }))
    }
}

fn version(key: &str, identifier: &str) -> ObjectVersion {
    ObjectVersion {
        key: Some(key.to_owned()),
        version_id: Some(identifier.to_owned()),
        ..ObjectVersion::default()
    }
}
