//! Why a host cannot be reached, told apart by what has to be changed.

use std::error::Error;
use std::io;

use rustls::{CertificateError, InvalidMessage};
use url::Url;

use super::answer::PATIENCE;
use crate::exchange::sender::causes;

/// What stands in the way, and what to do about it.
pub struct Cause {
    /// What stands in the way.
    pub problem: String,
    /// What to do about it.
    pub fix: &'static str,
}

const MEND_TRUST: &str =
    "put the authority that signed its certificate into `trust.ca_file`, or mend its certificate";
const MEND_CERTIFICATE: &str = "have its certificate renewed, or name another host";
const MEND_HOST: &str = "correct the host and the port, or start the system";

/// The cause of a call that got no answer.
pub fn explain(error: &reqwest::Error, url: &Url) -> Cause {
    let cause = |problem: &str, fix| Cause {
        problem: problem.to_owned(),
        fix,
    };
    if let Some(refused) = find::<rustls::Error>(error) {
        return of_tls(refused);
    }
    if error.is_timeout() {
        let problem = format!("it does not answer within {} s", PATIENCE.as_secs());
        return cause(&problem, MEND_HOST);
    }
    let all = causes(error);
    if all.contains("dns error") {
        let host = url.host_str().unwrap_or_default();
        let problem = format!("the name {host} has no address");
        return cause(
            &problem,
            "correct the host, or the name server of this machine",
        );
    }
    match find::<io::Error>(error).map(io::Error::kind) {
        Some(io::ErrorKind::ConnectionRefused) => cause("nobody listens there", MEND_HOST),
        Some(io::ErrorKind::ConnectionReset | io::ErrorKind::UnexpectedEof) => {
            cause("it ends the connection at once", MEND_HOST)
        }
        _ => cause(&all, MEND_HOST),
    }
}

/// Whether somebody has ended TLS, who is there to do so.
pub(super) fn is_alert(error: &reqwest::Error) -> bool {
    matches!(
        find::<rustls::Error>(error),
        Some(rustls::Error::AlertReceived(_))
    )
}

fn of_tls(error: &rustls::Error) -> Cause {
    let (problem, fix) = match error {
        rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType) => (
            "it does not speak TLS".to_owned(),
            "give the port where it speaks TLS, or put TLS before it",
        ),
        rustls::Error::InvalidCertificate(refused) => of_certificate(refused),
        rustls::Error::AlertReceived(alert) => (
            format!("it refuses our TLS with the alert {alert:?}"),
            "have it speak TLS 1.2 or 1.3 with a suite that is in use today",
        ),
        other => (format!("TLS fails: {other}"), MEND_HOST),
    };
    Cause { problem, fix }
}

fn of_certificate(refused: &CertificateError) -> (String, &'static str) {
    let (problem, fix) = match refused {
        CertificateError::UnknownIssuer | CertificateError::BadSignature => (
            "no authority of `trust.ca_file` has signed its certificate",
            MEND_TRUST,
        ),
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            ("its certificate has expired", MEND_CERTIFICATE)
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            ("its certificate is not valid yet", MEND_CERTIFICATE)
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => (
            "its certificate is for another host",
            "call it by a name that stands in its certificate",
        ),
        other => {
            let problem = format!("its certificate cannot be used: {other}");
            return (problem, MEND_TRUST);
        }
    };
    (problem.to_owned(), fix)
}

/// The innermost cause of a kind. An I/O error hides what it was made of from those who ask for its source.
fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let hidden = error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref)
        .map(|hidden| hidden as &(dyn Error + 'static));
    let inner = hidden.or_else(|| error.source());
    inner
        .and_then(find::<T>)
        .or_else(|| error.downcast_ref::<T>())
}
