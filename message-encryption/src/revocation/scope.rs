//! What a list of revoked certificates is about: of which certificates it tells whether they were revoked, and for which reasons (RFC 5280,
//! 5.2 and 6.3.3).

use openssl::x509::X509;
use url::Url;
use x509_parser::extensions::{
    DistributionPointName, GeneralName, IssuingDistributionPoint, ParsedExtension, X509Extension,
};
use x509_parser::oid_registry::{OID_X509_EXT_DELTA_CRL_INDICATOR, OID_X509_EXT_ISSUER};
use x509_parser::prelude::FromDer as _;
use x509_parser::revocation_list::CertificateRevocationList;

/// A bit for each reason of `ReasonFlags`, whose first is not used (RFC 5280, 4.2.1.13).
pub(super) const EVERY_REASON: u16 = 0x1FE;

/// What a list is about.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Scope {
    /// A bit for each reason of which it tells.
    pub(super) reasons: u16,
    kind: Kind,
    /// Under which addresses it is found, if it says so.
    addresses: Option<Vec<Url>>,
}

/// The certificates of which a list tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    All,
    EndEntities,
    Authorities,
    /// Certificates of attributes, or contradictory words.
    NoneOfOurs,
}

impl Scope {
    /// The scope of a list in DER; nothing where it is none, lists changes only (RFC 5280, 5.2.4), or has anything critical that is not
    /// known (5.2 and 5.3).
    pub(super) fn of(der: &[u8]) -> Option<Self> {
        let (_, list) = CertificateRevocationList::from_der(der).ok()?;
        let entries = list.iter_revoked_certificates();
        let mut of_entries = entries.flat_map(|entry| entry.extensions());
        let is_known = of_entries.all(|extension| !extension.critical || is_of_entries(extension));
        let mut scope = Some(Self::everything()).filter(|_| is_known);
        for extension in list.extensions() {
            scope = scope.and_then(|scope| scope.narrowed(extension));
        }
        scope
    }

    fn everything() -> Self {
        Self {
            reasons: EVERY_REASON,
            kind: Kind::All,
            addresses: None,
        }
    }

    fn narrowed(self, extension: &X509Extension<'_>) -> Option<Self> {
        match extension.parsed_extension() {
            ParsedExtension::IssuingDistributionPoint(point) => Some(Self::of_point(point)),
            ParsedExtension::AuthorityKeyIdentifier(_) | ParsedExtension::CRLNumber(_) => {
                Some(self)
            }
            ParsedExtension::ParseError { .. } => None,
            _ if extension.oid == OID_X509_EXT_DELTA_CRL_INDICATOR => None,
            _ => Some(self).filter(|_| !extension.critical),
        }
    }

    /// An indirect list has no narrower scope: whose certificate an entry is about stands in the entry (RFC 5280, 5.3.3).
    fn of_point(point: &IssuingDistributionPoint<'_>) -> Self {
        let reasons = point.only_some_reasons.as_ref();
        let only = [
            point.only_contains_user_certs,
            point.only_contains_ca_certs,
            point.only_contains_attribute_certs,
        ];
        Self {
            reasons: reasons.map_or(EVERY_REASON, |some| some.flags & EVERY_REASON),
            kind: match only {
                [false, false, false] => Kind::All,
                [true, false, false] => Kind::EndEntities,
                [false, true, false] => Kind::Authorities,
                _ => Kind::NoneOfOurs,
            },
            addresses: point.distribution_point.as_ref().map(addresses),
        }
    }

    /// Whether the list tells of a certificate that points to lists at these addresses.
    pub(super) fn covers(&self, certificate: &X509, pointed_to: &[Url]) -> bool {
        let is_of_kind = match self.kind {
            Kind::All => true,
            Kind::EndEntities => is_authority(certificate) == Some(false),
            Kind::Authorities => is_authority(certificate) == Some(true),
            Kind::NoneOfOurs => false,
        };
        let own = self.addresses.as_ref();
        is_of_kind && own.is_none_or(|own| own.iter().any(|own| pointed_to.contains(own)))
    }
}

/// What an entry may say in a critical extension: why, since when and of whose certificate (RFC 5280, 5.3).
fn is_of_entries(extension: &X509Extension<'_>) -> bool {
    matches!(
        extension.parsed_extension(),
        ParsedExtension::ReasonCode(_) | ParsedExtension::InvalidityDate(_)
    ) || extension.oid == OID_X509_EXT_ISSUER
}

/// The addresses of a distribution point; names in a directory are none that a certificate here points to.
fn addresses(name: &DistributionPointName<'_>) -> Vec<Url> {
    let DistributionPointName::FullName(names) = name else {
        return Vec::new();
    };
    let texts = names.iter().filter_map(|name| match name {
        GeneralName::URI(text) => Some(text),
        _ => None,
    });
    texts.filter_map(|text| Url::parse(text).ok()).collect()
}

/// Whether a certificate is that of an authority; nothing where it cannot be read.
fn is_authority(certificate: &X509) -> Option<bool> {
    let der = certificate.to_der().ok()?;
    let (_, certificate) = x509_parser::parse_x509_certificate(&der).ok()?;
    Some(certificate.is_ca())
}
