//! Hosts of the tests: certificates of every kind of wrongness, and servers that answer as they are told.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;

use jiff::SignedDuration;
use openssl::asn1::Asn1Time;
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::ssl::{SslAcceptor, SslMethod};
use openssl::x509::extension::{BasicConstraints, SubjectAlternativeName};
use openssl::x509::{X509, X509Name, X509NameBuilder};

/// A private key on a curve.
pub fn key_on(curve: Nid) -> PKey<Private> {
    let group = EcGroup::from_curve_name(curve).unwrap();
    PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap()
}

/// A private key in PEM, as PKCS#8.
pub fn pem(key: &PKey<Private>) -> String {
    String::from_utf8(key.private_key_to_pem_pkcs8().unwrap()).unwrap()
}

/// From when to when a certificate is in force, in days from now.
#[derive(Clone, Copy)]
pub struct Days(pub i64, pub i64);

pub const IN_FORCE: Days = Days(-1, 365);
pub const ENDED: Days = Days(-20, -10);

/// A certificate authority.
pub struct Authority {
    key: PKey<Private>,
    pub certificate: X509,
}

impl Authority {
    pub fn new(days: Days) -> Self {
        let key = key_on(Nid::X9_62_PRIME256V1);
        let name = named("authority of the tests");
        let certificate = certificate(&name, &key, &name, &key, days, None);
        Self { key, certificate }
    }

    pub fn pem(&self) -> String {
        in_pem(&self.certificate)
    }

    /// A certificate for a name, with its key.
    pub fn certify(&self, name: &str, key: &PKey<Private>, days: Days) -> X509 {
        let issuer = self.certificate.subject_name().to_owned().unwrap();
        certificate(&named(name), key, &issuer, &self.key, days, Some(name))
    }
}

pub fn in_pem(certificate: &X509) -> String {
    String::from_utf8(certificate.to_pem().unwrap()).unwrap()
}

fn named(text: &str) -> X509Name {
    let mut name = X509NameBuilder::new().unwrap();
    name.append_entry_by_text("CN", text).unwrap();
    name.build()
}

fn day(offset: i64) -> Asn1Time {
    let now = mock_kit::Clock::system().unix_now();
    Asn1Time::from_unix(now + offset * 24 * 3600).unwrap()
}

fn certificate(
    subject: &X509Name,
    key: &PKey<Private>,
    issuer: &X509Name,
    issuing: &PKey<Private>,
    Days(from, until): Days,
    host: Option<&str>,
) -> X509 {
    let mut builder = X509::builder().unwrap();
    let serial = BigNum::from_slice(&mock_kit::entropy::octets::<16>()).unwrap();
    builder.set_version(2).unwrap();
    builder
        .set_serial_number(&serial.to_asn1_integer().unwrap())
        .unwrap();
    builder.set_subject_name(subject).unwrap();
    builder.set_issuer_name(issuer).unwrap();
    builder.set_pubkey(key).unwrap();
    builder.set_not_before(&day(from)).unwrap();
    builder.set_not_after(&day(until)).unwrap();
    match host {
        None => {
            let authority = BasicConstraints::new().critical().ca().build().unwrap();
            builder.append_extension(authority).unwrap();
        }
        Some(host) => {
            let mut names = SubjectAlternativeName::new();
            let names = names.dns(host).build(&builder.x509v3_context(None, None));
            builder.append_extension(names.unwrap()).unwrap();
        }
    }
    builder.sign(issuing, MessageDigest::sha256()).unwrap();
    builder.build()
}

/// What a host says at a path.
#[derive(Clone)]
pub struct Page {
    pub status: u16,
    pub body: String,
}

impl Page {
    pub fn new(status: u16, body: impl Into<String>) -> Self {
        Self {
            status,
            body: body.into(),
        }
    }

    /// The connection is ended in place of an answer.
    pub fn silent() -> Self {
        Self::new(0, "")
    }
}

/// A host on a free port of loopback. It ends with the process of the tests.
pub struct Host {
    pub port: u16,
}

/// What a host is like.
#[derive(Default)]
pub struct Manner {
    /// Certificate and key; plain HTTP without.
    pub identity: Option<(X509, PKey<Private>)>,
    /// How far its clock is ahead of ours.
    pub ahead: SignedDuration,
}

impl Host {
    /// Serves what `pages` makes of the port, and 401 anywhere else.
    pub fn start(manner: &Manner, pages: impl Fn(u16) -> BTreeMap<String, Page>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let pages = pages(port);
        let acceptor = manner.identity.as_ref().map(acceptor);
        let ahead = manner.ahead;
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                match &acceptor {
                    None => drop(answer(stream, &pages, ahead)),
                    Some(acceptor) => {
                        if let Ok(stream) = acceptor.accept(stream) {
                            let _ = answer(stream, &pages, ahead);
                        }
                    }
                }
            }
        });
        Self { port }
    }
}

fn acceptor((certificate, key): &(X509, PKey<Private>)) -> Arc<SslAcceptor> {
    let mut builder = SslAcceptor::mozilla_intermediate_v5(SslMethod::tls_server()).unwrap();
    builder.set_certificate(certificate).unwrap();
    builder.set_private_key(key).unwrap();
    Arc::new(builder.build())
}

/// Answers one request, and ends the connection.
fn answer(
    mut stream: impl Read + Write,
    pages: &BTreeMap<String, Page>,
    ahead: SignedDuration,
) -> std::io::Result<()> {
    let mut request = String::new();
    let mut octets = [0; 4096];
    while !request.contains("\r\n\r\n") {
        match stream.read(&mut octets)? {
            0 => return Ok(()),
            // As servers do with what is no HTTP.
            _ if !octets[0].is_ascii_alphabetic() => break,
            read => request.push_str(&String::from_utf8_lossy(&octets[..read])),
        }
    }
    let path = request.split(' ').nth(1).unwrap_or_default();
    let refusal = Page::new(401, "{}");
    let page = pages.get(path).unwrap_or(&refusal);
    if page.status == 0 {
        return Ok(());
    }
    let now = mock_kit::Clock::system().now() + ahead;
    let date = jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&now);
    write!(
        stream,
        "HTTP/1.1 {} x\r\ndate: {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{}",
        page.status,
        date.unwrap(),
        page.body.len(),
        page.body
    )?;
    stream.flush()
}
