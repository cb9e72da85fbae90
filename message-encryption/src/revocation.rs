//! Whether the certificate of a key was revoked (Part 4, verification 3), told by the lists that its certificate points to (RFC 5280, 4.2.1.13
//! and 5).

use openssl::pkey::{PKey, Public};
use openssl::x509::{CrlStatus, X509, X509Crl};
use url::Url;

/// No lists at all: certificates that point to one are not believed.
pub static NONE: RevocationLists = RevocationLists { lists: Vec::new() };

/// The lists of revoked certificates that were fetched for a message.
#[derive(Default)]
pub struct RevocationLists {
    lists: Vec<X509Crl>,
}

impl RevocationLists {
    /// Takes note of a list; what is none is overlooked, so that a certificate that points to it is not believed.
    pub(crate) fn add(&mut self, der: &[u8]) {
        self.lists.extend(X509Crl::from_der(der));
    }

    /// Whether nobody has revoked a certificate of this issuer. Where it points to lists, one of them has to be there.
    pub(crate) fn spares(&self, certificate: &X509, issuer: &PKey<Public>) -> bool {
        let mut of_the_issuer = self
            .lists
            .iter()
            .filter(|list| list.verify(issuer).unwrap_or(false))
            .peekable();
        if addresses(certificate).is_empty() {
            return true;
        }
        of_the_issuer.peek().is_some()
            && of_the_issuer
                .all(|list| !matches!(list.get_by_cert(certificate), CrlStatus::Revoked(_)))
    }
}

/// Where the lists are that a certificate points to.
pub(crate) fn addresses(certificate: &X509) -> Vec<Url> {
    let points = certificate.crl_distribution_points();
    let points = points.iter().flatten();
    let names = points.filter_map(|point| point.distpoint()?.fullname());
    let texts = names.flatten().filter_map(|name| name.uri());
    texts.filter_map(|text| Url::parse(text).ok()).collect()
}
