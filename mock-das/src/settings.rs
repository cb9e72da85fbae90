//! What a DAS is started with, and the wire variant in force.

use std::net::IpAddr;
use std::path::PathBuf;

use jiff::SignedDuration;
use mock_kit::{Clock, ListenerSettings};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::field_names::FieldNames;
use crate::operations::Operations;
use crate::storage::BucketSettings;

/// Everything that a DAS needs to start.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where to listen, and how offices reach it.
    pub listener: ListenerSettings,
    /// The wire variant.
    pub variant: Variant,
    /// The clock on which every lifetime is measured.
    pub clock: Clock,
    /// Whose access tokens are honoured.
    pub authorization_server: AuthorizationServer,
    /// The offices on the white list at the start.
    pub offices: Vec<Office>,
    /// The service from which documents of RO/IB are fetched; without one they cannot be had.
    pub pct: Option<PctService>,
    /// Where documents are kept.
    pub storage: StorageChoice,
    /// How long the validation of a file and the preparation of a retrieval take.
    pub processing_time: SignedDuration,
}

impl Settings {
    /// The processing time where nobody needs another.
    pub const PROCESSING_TIME: SignedDuration = SignedDuration::from_secs(2);
}

/// Where the public sources disagree, or say nothing: one switch each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct Variant {
    /// The path under which all operations stand.
    pub base_path: String,
    /// Where each operation stands below it, and how its success is told.
    pub operations: Operations,
    /// What fields are called that have another name than in the API as deployed.
    pub fields: FieldNames,
    /// The names of header fields.
    pub headers: Headers,
    /// The OpenAPI document, as JSON, that DAS publishes about itself; empty: none.
    pub description: String,
    /// The scope that an access token must cover.
    pub scope: String,
    /// Whom an access token must name as its audience.
    pub audience: TokenAudience,
    /// The algorithms in which access tokens may be signed.
    pub access_token_algorithms: Vec<Algorithm>,
    /// Whether only access tokens are taken that are bound to the caller's certificate (FAPI 1.0 Advanced, 6.2.1, item 2).
    pub sender_constrained: bool,
    /// Whether error bodies are wrapped in a member `error`, as before 2024-03-04.
    pub error_wrapper: bool,
    /// What an access code looks like.
    pub access_code: AccessCodePattern,
    /// Whether errors disclose the date and access code that would have been right, as WIPO's sample does.
    pub discloses_expected_values: bool,
    /// How long an upload URL works.
    pub upload_url_lifetime: SignedDuration,
    /// How long a download URL works.
    pub download_url_lifetime: SignedDuration,
    /// After which time a transit copy is erased by itself.
    pub transit_period: SignedDuration,
    /// Where the errors of a retrieval show.
    pub retrieval_errors: RetrievalErrors,
    /// How long DAS waits for content that another party has to supply, before the retrieval fails.
    pub forwarding_deadline: SignedDuration,
    /// What ends a copy of a document of RO/IB before the transit period does.
    pub ro_ib_erased_after: RoIbErasedAfter,
    /// How content is protected on its way to an office, beyond the channel.
    pub content_encryption: ContentEncryption,
}

impl Default for Variant {
    fn default() -> Self {
        Self {
            base_path: "/das-api/v1".to_owned(),
            operations: Operations::default(),
            fields: FieldNames::default(),
            headers: Headers::default(),
            description: String::new(),
            scope: "das-api/office-exchange".to_owned(),
            audience: TokenAudience::TheClient,
            access_token_algorithms: vec![Algorithm::Rs256, Algorithm::Es256],
            sender_constrained: false,
            error_wrapper: false,
            access_code: AccessCodePattern::Alphanumeric,
            discloses_expected_values: false,
            upload_url_lifetime: SignedDuration::from_mins(15),
            download_url_lifetime: SignedDuration::from_mins(15),
            transit_period: SignedDuration::from_hours(7 * 24),
            retrieval_errors: RetrievalErrors::InStatus,
            forwarding_deadline: SignedDuration::from_hours(72),
            ro_ib_erased_after: RoIbErasedAfter::Download,
            content_encryption: ContentEncryption::None,
        }
    }
}

/// Which content is encrypted to the office that fetches it. No source publishes how; the seed knows encrypted channels only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContentEncryption {
    /// None: the channel is encrypted, as deployed.
    None,
    /// That of unpublished documents, which are those of RO/IB, for offices that publish a key (our proposal).
    Unpublished,
}

/// What ends a copy of a document of RO/IB before the transit period does. The seed can be read in both ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoIbErasedAfter {
    /// The first complete download: the retention table keeps the copy "until offices fetch".
    Download,
    /// The deletion by the office, as the notes to the flows have it for all documents.
    Deletion,
}

/// The names of header fields of the API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct Headers {
    /// Where the original of a document lies that is served as one merged PDF (2026 addition to version 1).
    pub original_document_url: String,
}

impl Default for Headers {
    fn default() -> Self {
        Self {
            original_document_url: "das-original-document-url".to_owned(),
        }
    }
}

/// Whom an access token must name as its audience.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TokenAudience {
    /// The client itself, as deployed.
    TheClient,
    /// The DAS API, under this name.
    Api(String),
}

/// A signature algorithm of access tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256, as deployed.
    #[serde(rename = "RS256")]
    Rs256,
    /// ECDSA on P-256 with SHA-256.
    #[serde(rename = "ES256")]
    Es256,
    /// RSASSA-PSS with SHA-256 (FAPI 1.0 Advanced, 8.6).
    #[serde(rename = "PS256")]
    Ps256,
}

impl Algorithm {
    /// The algorithm that a JOSE header names.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "RS256" => Some(Self::Rs256),
            "ES256" => Some(Self::Es256),
            "PS256" => Some(Self::Ps256),
            _ => None,
        }
    }
}

/// What an access code looks like; letters count alike in both cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccessCodePattern {
    /// Four hexadecimal digits, as the portal says.
    Hexadecimal,
    /// Four letters or digits, as the page of the API says.
    Alphanumeric,
}

impl AccessCodePattern {
    /// Whether `code` has this form.
    pub fn admits(self, code: &str) -> bool {
        let fits = |byte: u8| match self {
            Self::Hexadecimal => byte.is_ascii_hexdigit(),
            Self::Alphanumeric => byte.is_ascii_alphanumeric(),
        };
        code.len() == 4 && code.bytes().all(fits)
    }
}

/// Where the errors of a retrieval show: in the answer to the request, or in the status of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RetrievalErrors {
    /// The request itself is refused.
    Immediate,
    /// The request is acknowledged and fails when it is processed.
    InStatus,
}

/// The authorization server that DAS trusts.
#[derive(Clone, Debug)]
pub struct AuthorizationServer {
    /// Its issuer; the discovery document stands below it.
    pub issuer: Url,
    /// Certificate authorities, as PEM texts, trusted on every outbound connection.
    pub trust: Vec<String>,
}

/// Where a party gets the access tokens for its calls to another one, and as whom (`private_key_jwt`, ES256).
///
/// Both set-ups of the authentication page are this: with WIPO's authorization server for both, the issuer is WIPO's and the client is
/// one that WIPO dedicates to the office called; with a server on each side, issuer and client are those of the office called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenSource {
    /// The issuer that vouches for the calls.
    pub issuer: Url,
    /// The scope to ask for.
    pub scope: String,
    /// The caller as a client of that issuer.
    pub client: OutboundClient,
}

/// A party as a client of an authorization server.
#[derive(Clone, PartialEq, Eq)]
pub struct OutboundClient {
    /// Its client id.
    pub client_id: String,
    /// Its P-256 private key as PEM text.
    pub private_key_pem: String,
}

impl std::fmt::Debug for OutboundClient {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("OutboundClient");
        shown
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// An office on the white list.
#[derive(Clone, Debug)]
pub struct Office {
    /// Its code in WIPO ST.3.
    pub code: String,
    /// The OAuth client that speaks for it.
    pub client_id: String,
    /// Its own API, where it has one; without one it polls.
    pub api: Option<OfficeApi>,
    /// Whether it may register documents.
    pub depositing: bool,
    /// Whether it may retrieve documents.
    pub accessing: bool,
    /// The network addresses from which it may call; any, where none is named.
    pub addresses: Vec<IpAddr>,
    /// Where it publishes the keys to which content is encrypted for it, if it does.
    pub encryption_keys: Option<Url>,
}

/// The API of an office, which DAS calls.
#[derive(Clone, Debug)]
pub struct OfficeApi {
    /// Under which URL its operations stand.
    pub base: Url,
    /// Whether it keeps documents itself, so that retrievals of them are forwarded to it.
    pub digital_library: bool,
    /// How DAS authenticates there.
    pub tokens: TokenSource,
}

/// The PCT service, which DAS calls for documents of RO/IB.
#[derive(Clone, Debug)]
pub struct PctService {
    /// Under which URL its operations stand.
    pub base: Url,
    /// How DAS authenticates there.
    pub tokens: TokenSource,
}

/// Where documents are kept.
#[derive(Clone, Debug)]
pub enum StorageChoice {
    /// In memory, for as long as the process lives.
    Memory,
    /// In an existing folder; documents that an earlier run left there are erased.
    Folder(PathBuf),
    /// In an S3 bucket, to which signed URLs lead directly; documents that an earlier run left there are erased.
    Bucket(BucketSettings),
}
