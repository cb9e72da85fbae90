//! What is offered in a handshake, beside what a server has to agree to.

use tls_parser::{CIPHERS, TlsCipherAu, TlsCipherEnc, TlsCipherKx, TlsCipherSuite};

use crate::named::named;

/// The suites of FAPI 1.0 Advanced, 8.5, item 1.
const PERMITTED: [u16; 4] = [0x009e, 0xc02f, 0x009f, 0xc030];
/// The suites that every implementation of TLS 1.3 may have (RFC 8446, B.4).
const OF_TLS_1_3: [u16; 3] = [0x1301, 0x1302, 0x1303];

named! {
    /// What a handshake offers, and nothing beside it.
    pub enum Offer {
        /// TLS 1.3, and TLS 1.2 with the suites of FAPI 1.0 Advanced: the control.
        Permitted = "what FAPI permits",
        /// The predecessor of TLS (RFC 7568 forbids it).
        Ssl3 = "SSL 3.0",
        /// RFC 8996 forbids it.
        Tls10 = "TLS 1.0",
        /// RFC 8996 forbids it.
        Tls11 = "TLS 1.1",
        /// TLS 1.2 with suites that encrypt nothing (RFC 9325, 4.1).
        Unencrypted = "suites without encryption",
        /// TLS 1.2 with suites that do not say who the server is.
        Anonymous = "suites without certificates",
        /// TLS 1.2 with suites that are broken: RC4, DES, keys for export (RFC 9325, 4.1).
        Broken = "suites that are broken",
        /// TLS 1.2 with every suite but those of FAPI 1.0 Advanced, 8.5, item 1.
        Others = "suites other than the four",
        /// TLS 1.2 with the suites of FAPI 1.0 Advanced, compressed (RFC 9325, 3.3).
        Compressed = "compression",
    }
}

impl Offer {
    /// The version in the older manner, which speaks of nothing after TLS 1.2.
    pub(super) fn version(self) -> u16 {
        match self {
            Self::Ssl3 => 0x0300,
            Self::Tls10 => 0x0301,
            Self::Tls11 => 0x0302,
            _ => 0x0303,
        }
    }

    /// Whether TLS 1.3 is offered as well.
    pub(super) fn speaks_tls_1_3(self) -> bool {
        self == Self::Permitted
    }

    /// Whether compression is offered before none.
    pub(super) fn compresses(self) -> bool {
        self == Self::Compressed
    }

    /// The suites on offer.
    pub(super) fn suites(self) -> Vec<u16> {
        match self {
            Self::Permitted => OF_TLS_1_3.into_iter().chain(PERMITTED).collect(),
            Self::Compressed => PERMITTED.to_vec(),
            Self::Ssl3 | Self::Tls10 | Self::Tls11 => registered(|_| true),
            Self::Unencrypted => registered(|suite| suite.enc == TlsCipherEnc::Null),
            Self::Anonymous => registered(is_anonymous),
            Self::Broken => registered(is_broken),
            Self::Others => registered(|suite| !PERMITTED.contains(&suite.id.0)),
        }
    }
}

/// Those of the registered suites before TLS 1.3, in their order.
fn registered(wanted: impl Fn(&TlsCipherSuite) -> bool) -> Vec<u16> {
    let suites = CIPHERS.values().filter(|suite| {
        let is_signal = suite.name.ends_with("SCSV");
        suite.kx != TlsCipherKx::Tls13 && !is_signal && wanted(suite)
    });
    let mut ids: Vec<u16> = suites.map(|suite| suite.id.0).collect();
    ids.sort_unstable();
    ids
}

fn is_anonymous(suite: &TlsCipherSuite) -> bool {
    suite.au == TlsCipherAu::Null && suite.name.contains("_anon_")
}

fn is_broken(suite: &TlsCipherSuite) -> bool {
    let weak = [TlsCipherEnc::Rc2, TlsCipherEnc::Rc4, TlsCipherEnc::Des];
    weak.contains(&suite.enc) || suite.name.contains("EXPORT")
}
