//! Whether the certificate of a key was revoked (Part 4, verification 3), told by the lists that its certificate points to (RFC 5280, 4.2.1.13
//! and 5).

mod scope;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests;

use std::cmp::Ordering;

use jiff::Timestamp;
use openssl::asn1::Asn1Time;
use openssl::error::ErrorStack;
use openssl::pkey::{PKey, Public};
use openssl::x509::{CrlStatus, X509, X509Crl};
use url::Url;

use self::scope::{EVERY_REASON, Scope};

/// No lists at all: certificates that point to one are not believed.
pub static NONE: RevocationLists = RevocationLists { lists: Vec::new() };

/// The lists of revoked certificates that were fetched for a message.
#[derive(Default)]
pub struct RevocationLists {
    lists: Vec<List>,
}

/// A list, and what it is about.
struct List {
    entries: X509Crl,
    scope: Scope,
}

impl RevocationLists {
    /// Takes note of a list; what is none, or cannot be understood, is overlooked, so that a certificate that points to it is not believed.
    pub(crate) fn add(&mut self, der: &[u8]) {
        let (entries, scope) = (X509Crl::from_der(der), Scope::of(der));
        if let (Ok(entries), Some(scope)) = (entries, scope) {
            self.lists.push(List { entries, scope });
        }
    }

    /// Whether nobody has revoked a certificate of this issuer. Where it points to lists, those that count have to be there, for whatever
    /// reason it might be revoked (RFC 5280, 6.3.3).
    pub(crate) fn spares(&self, certificate: &X509, issuer: &PKey<Public>, now: Timestamp) -> bool {
        let addresses = addresses(certificate);
        if addresses.is_empty() {
            return true;
        }
        let counting = self.lists.iter().filter(|list| {
            list.scope.covers(certificate, &addresses)
                && counts(&list.entries, certificate, issuer, now).unwrap_or(false)
        });
        let mut reasons = 0;
        for list in counting {
            if matches!(list.entries.get_by_cert(certificate), CrlStatus::Revoked(_)) {
                return false;
            }
            reasons |= list.scope.reasons;
        }
        reasons == EVERY_REASON
    }
}

/// Whether a list says anything of the certificate now: it is of its issuer, and in its time, which every list states (RFC 5280, 5.1.2 and
/// 6.3.3).
fn counts(
    list: &X509Crl,
    certificate: &X509,
    issuer: &PKey<Public>,
    now: Timestamp,
) -> Result<bool, ErrorStack> {
    let now = Asn1Time::from_unix(now.as_second())?;
    let names = list.issuer_name().try_cmp(certificate.issuer_name())?;
    let has_begun = list.last_update() <= now;
    let is_current = list.next_update().is_some_and(|next| *next > now);
    Ok(names == Ordering::Equal && has_begun && is_current && list.verify(issuer)?)
}

/// Where the lists are that a certificate points to.
pub(crate) fn addresses(certificate: &X509) -> Vec<Url> {
    let points = certificate.crl_distribution_points();
    let points = points.iter().flatten();
    let names = points.filter_map(|point| point.distpoint()?.fullname());
    let texts = names.flatten().filter_map(|name| name.uri());
    texts.filter_map(|text| Url::parse(text).ok()).collect()
}
