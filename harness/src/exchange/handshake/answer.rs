//! What a server answers to a hello.

use std::fmt;

use tls_parser::{
    TlsCipherKx, TlsCipherSuite, TlsMessage, TlsMessageHandshake, TlsRecordHeader, TlsRecordType,
    TlsServerHelloContents, parse_tls_message_alert, parse_tls_message_handshake,
    parse_tls_record_header,
};

/// What a server made of an offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It goes on, with this.
    Agreed {
        /// The version, in words.
        version: String,
        /// The suite, by its registered name.
        suite: String,
        /// Whether what follows is compressed.
        compressed: bool,
    },
    /// It breaks off, in this manner.
    Refused(String),
    /// It says something that is no answer to a hello.
    Nonsense,
}

impl Answer {
    /// Reads the beginning of what came back; nothing at all is a connection that was closed.
    pub fn read(octets: &[u8]) -> Self {
        if octets.is_empty() {
            return Self::Refused("the connection was closed".to_owned());
        }
        let Ok((content, header)) = parse_tls_record_header(octets) else {
            return Self::Nonsense;
        };
        let content = &content[..content.len().min(usize::from(header.len))];
        Self::read_record(header, content).unwrap_or(Self::Nonsense)
    }

    fn read_record(header: TlsRecordHeader, content: &[u8]) -> Option<Self> {
        match header.record_type {
            TlsRecordType::Alert => match parse_tls_message_alert(content).ok()?.1 {
                TlsMessage::Alert(alert) => Some(Self::Refused(format!("alert {}", alert.code.0))),
                _ => None,
            },
            TlsRecordType::Handshake => match parse_tls_message_handshake(content).ok()?.1 {
                TlsMessage::Handshake(TlsMessageHandshake::ServerHello(hello)) => {
                    Some(Self::agreed(&hello))
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn agreed(hello: &TlsServerHelloContents<'_>) -> Self {
        let number = hello.cipher.0;
        let suite = TlsCipherSuite::from_id(number);
        let is_tls_1_3 = suite.is_some_and(|suite| suite.kx == TlsCipherKx::Tls13);
        Self::Agreed {
            version: match (is_tls_1_3, hello.version.0) {
                (true, _) => "TLS 1.3".to_owned(),
                (false, 0x0300) => "SSL 3.0".to_owned(),
                (false, version) => format!("TLS 1.{}", (version & 0xff).saturating_sub(1)),
            },
            suite: suite.map_or_else(|| format!("{number:#06x}"), |known| known.name.to_owned()),
            compressed: hello.compression.0 != 0,
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Agreed {
                version,
                suite,
                compressed,
            } => {
                let compressed = if *compressed { ", compressed" } else { "" };
                write!(formatter, "agreed to {version} with {suite}{compressed}")
            }
            Self::Refused(how) => write!(formatter, "refused: {how}"),
            Self::Nonsense => formatter.write_str("something that is no TLS"),
        }
    }
}

/// Whether a whole record has been read.
pub(super) fn is_whole(octets: &[u8]) -> bool {
    const HEADER: usize = 5;
    parse_tls_record_header(octets)
        .is_ok_and(|(_, header)| octets.len() >= HEADER + usize::from(header.len))
}
