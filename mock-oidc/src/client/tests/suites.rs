//! Which cipher suites the client agrees to.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

use openssl::asn1::Asn1Time;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::ssl::{SslAcceptor, SslMethod, SslVersion};
use openssl::x509::extension::SubjectAlternativeName;
use openssl::x509::{X509, X509NameBuilder};

use super::bench::Bench;
use super::situation::{self, Situation};

/// What the server says.
const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";

#[tokio::test]
async fn below_tls_1_3_the_client_agrees_to_rsa_with_gcm_only() {
    let bench = Bench::with(at_an_elliptic_server()).await;
    let honest = bench.run().await;
    assert!(
        honest.reason().contains("nothing usable"),
        "{}",
        honest.outcome
    );
    bench.commit("client-agrees-to-any-cipher-suite");
    let agreeable = bench.run().await;
    assert!(
        agreeable.reason().contains("missing"),
        "{}",
        agreeable.outcome
    );
}

/// A server that speaks TLS 1.2 with a certificate for an elliptic-curve key.
fn at_an_elliptic_server() -> Situation {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    let key = PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap();
    let certificate = certificate(&key);
    let mut builder = SslAcceptor::mozilla_intermediate_v5(SslMethod::tls()).unwrap();
    builder
        .set_max_proto_version(Some(SslVersion::TLS1_2))
        .unwrap();
    builder.set_private_key(&key).unwrap();
    builder.set_certificate(&certificate).unwrap();
    let acceptor = builder.build();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        let callers = listener.incoming().flatten();
        callers.for_each(|stream| answer(&acceptor, stream));
    });
    let pem = String::from_utf8(certificate.to_pem().unwrap()).unwrap();
    let issuer = format!("https://localhost:{port}/as").parse().unwrap();
    Situation {
        server: Some((issuer, pem)),
        ..situation::code()
    }
}

/// Who breaks the handshake off gets no answer.
fn answer(acceptor: &SslAcceptor, stream: TcpStream) {
    let Ok(mut secured) = acceptor.accept(stream) else {
        return;
    };
    let _ = secured.read(&mut [0; 4096]);
    let _ = secured.write_all(ANSWER);
}

/// A certificate that vouches for itself.
fn certificate(key: &PKey<Private>) -> X509 {
    let mut name = X509NameBuilder::new().unwrap();
    name.append_entry_by_text("CN", "localhost").unwrap();
    let name = name.build();
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    builder.set_subject_name(&name).unwrap();
    builder.set_issuer_name(&name).unwrap();
    builder.set_pubkey(key).unwrap();
    builder
        .set_not_before(&Asn1Time::from_unix(1_577_836_800).unwrap())
        .unwrap();
    builder
        .set_not_after(&Asn1Time::from_unix(2_500_000_000).unwrap())
        .unwrap();
    let names = SubjectAlternativeName::new()
        .dns("localhost")
        .build(&builder.x509v3_context(None, None));
    builder.append_extension(names.unwrap()).unwrap();
    builder.sign(key, MessageDigest::sha256()).unwrap();
    builder.build()
}
