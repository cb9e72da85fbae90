//! Certificates in PEM files: whether they are in force, and until when (RFC 5280, 4.1.2.5).

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use openssl::asn1::{Asn1Time, Asn1TimeRef};
use openssl::x509::{X509, X509Ref};

/// Why a certificate is of no use at the time: what fits after "the certificate".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NotInForce {
    /// It has ended.
    Expired(Timestamp),
    /// It has not begun.
    NotYetValid(Timestamp),
    /// It cannot be read.
    Unreadable,
}

impl fmt::Display for NotInForce {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expired(end) => write!(formatter, "expired on {}", day(*end)),
            Self::NotYetValid(begin) => write!(formatter, "is not valid before {}", day(*begin)),
            Self::Unreadable => formatter.write_str("cannot be read"),
        }
    }
}

/// The day until which the first certificate of a PEM text is in force.
pub(super) fn in_force(pem: &str, now: Timestamp) -> Result<String, NotInForce> {
    let chain = X509::stack_from_pem(pem.as_bytes()).map_err(|_| NotInForce::Unreadable)?;
    let first = chain.first().ok_or(NotInForce::Unreadable)?;
    valid_until(first, now).map(day)
}

/// The day until which the last of several authorities is in force: bundles may hold some that have ended.
pub(super) fn any_in_force(pem: &str, now: Timestamp) -> Result<String, NotInForce> {
    let bundle = X509::stack_from_pem(pem.as_bytes()).map_err(|_| NotInForce::Unreadable)?;
    let ends = bundle
        .iter()
        .map(|certificate| valid_until(certificate, now));
    let latest = ends.reduce(|one, other| match (one, other) {
        (Ok(one), Ok(other)) => Ok(one.max(other)),
        (Ok(end), Err(_)) | (Err(_), Ok(end)) => Ok(end),
        (Err(problem), Err(_)) => Err(problem),
    });
    latest.unwrap_or(Err(NotInForce::Unreadable)).map(day)
}

fn valid_until(certificate: &X509Ref, now: Timestamp) -> Result<Timestamp, NotInForce> {
    let begin = timestamp(certificate.not_before()).ok_or(NotInForce::Unreadable)?;
    let end = timestamp(certificate.not_after()).ok_or(NotInForce::Unreadable)?;
    if end < now {
        return Err(NotInForce::Expired(end));
    }
    if now < begin {
        return Err(NotInForce::NotYetValid(begin));
    }
    Ok(end)
}

fn timestamp(time: &Asn1TimeRef) -> Option<Timestamp> {
    let since = Asn1Time::from_unix(0).ok()?.diff(time).ok()?;
    let days = SignedDuration::from_hours(24 * i64::from(since.days));
    Timestamp::UNIX_EPOCH
        .checked_add(days + SignedDuration::from_secs(since.secs.into()))
        .ok()
}

fn day(time: Timestamp) -> String {
    time.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}
