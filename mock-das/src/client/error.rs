//! Why a client gave up.

use http::StatusCode;
use mock_kit::tls::TlsError;

use super::answer::Detail;

/// Why a client gave up: a fragment that fits after "failed to".
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// Its private key cannot be used.
    #[error("read the private key: {0}")]
    Key(String),
    /// The authorities that it is to trust cannot be read.
    #[error("trust the given authorities: {0}")]
    Trust(#[from] TlsError),
    /// No answer, or one that broke off.
    #[error("{what}: {why}")]
    Unreachable {
        /// What it was about to do.
        what: &'static str,
        /// What happened instead.
        why: String,
    },
    /// The metadata of the authorization server are not those of the one that it was set up with.
    #[error("use the metadata of the authorization server: {0}")]
    Metadata(&'static str),
    /// The access token is not one that may be used.
    #[error("use the access token: {0}")]
    AccessToken(&'static str),
    /// An answer of another status than success.
    #[error("{what}: {status}{}", listed(details))]
    Refused {
        /// What it was about to do.
        what: &'static str,
        /// The status.
        status: StatusCode,
        /// What the answer says.
        details: Vec<Detail>,
    },
    /// An answer that lacks what it should have.
    #[error("{what}: the answer has no usable {member}")]
    Unusable {
        /// What it was about to do.
        what: &'static str,
        /// What is missing.
        member: &'static str,
    },
    /// A signed URL that would send the document in the clear.
    #[error("{0}: the URL is not https")]
    Unencrypted(&'static str),
    /// DAS examined the file and does not take it.
    #[error("have the file accepted: DAS rejected it{}", listed(.0))]
    FileRejected(Vec<Detail>),
    /// DAS cannot carry out the request.
    #[error("{what}: DAS says it cannot be done{}", listed(details))]
    Failed {
        /// What was asked for.
        what: &'static str,
        /// What DAS says about it.
        details: Vec<Detail>,
    },
    /// DAS came to no end.
    #[error("{0}: DAS came to no end in time")]
    Unsettled(&'static str),
    /// The document could not be kept, so that its copy at DAS stays.
    #[error("keep the document: {0}")]
    Unkept(#[source] std::io::Error),
    /// The document that was fetched is not the one that DAS has.
    #[error("verify the document: {0}")]
    Corrupt(String),
}

fn listed(details: &[Detail]) -> String {
    let details: Vec<String> = details.iter().map(|detail| format!(", {detail}")).collect();
    details.concat()
}
