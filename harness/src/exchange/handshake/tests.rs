#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use proptest::prelude::*;
use tls_parser::{TlsMessage, TlsMessageHandshake, parse_tls_plaintext};

use super::{Answer, Offer, hello};

#[test]
fn every_hello_can_be_read_by_others() {
    for offer in Offer::ALL {
        let octets = hello::octets(Some("server.test"), *offer);
        let (rest, record) = parse_tls_plaintext(&octets).unwrap();
        assert!(rest.is_empty(), "{offer}");
        let [TlsMessage::Handshake(TlsMessageHandshake::ClientHello(hello))] = &record.msg[..]
        else {
            panic!("{offer}: {record:?}");
        };
        assert_eq!(hello.version.0, offer.version(), "{offer}");
        let suites: Vec<u16> = hello.ciphers.iter().map(|suite| suite.0).collect();
        assert!(suites.starts_with(&offer.suites()), "{offer}");
        assert!(suites.len() > 1, "{offer} offers no suite");
        assert_eq!(hello.comp.len() > 1, offer.compresses(), "{offer}");
    }
}

#[test]
fn the_suites_of_an_offer_are_of_its_kind() {
    let names = |offer: Offer| {
        let suites = offer.suites().into_iter();
        let names =
            suites.map(|id| tls_parser::TlsCipherSuite::from_id(id).map_or("", |suite| suite.name));
        names.collect::<Vec<_>>()
    };
    assert!(names(Offer::Unencrypted).contains(&"TLS_RSA_WITH_NULL_SHA256"));
    assert!(names(Offer::Anonymous).contains(&"TLS_DH_anon_WITH_AES_128_CBC_SHA"));
    assert!(names(Offer::Broken).contains(&"TLS_RSA_WITH_RC4_128_SHA"));
    assert!(names(Offer::Others).contains(&"TLS_RSA_WITH_AES_128_GCM_SHA256"));
    assert!(!names(Offer::Broken).contains(&"TLS_RSA_WITH_3DES_EDE_CBC_SHA"));
    let four = &Offer::Permitted.suites()[3..];
    assert!(four.iter().all(|id| !Offer::Others.suites().contains(id)));
}

#[test]
fn alerts_and_closed_connections_are_refusals() {
    let alert = [21, 3, 3, 0, 2, 2, 70];
    assert_eq!(Answer::read(&alert), Answer::Refused("alert 70".to_owned()));
    assert!(matches!(Answer::read(&[]), Answer::Refused(_)));
}

#[test]
fn what_is_no_tls_is_nonsense() {
    assert_eq!(
        Answer::read(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
        Answer::Nonsense
    );
}

#[test]
fn a_hello_says_what_was_agreed_to() {
    let mut message = vec![3, 2];
    message.extend([7; 32]);
    message.extend([0, 0, 0x2f, 0]);
    let mut record = vec![22, 3, 2, 0, 42, 2, 0, 0, 38];
    record.extend(message);
    assert_eq!(
        Answer::read(&record).to_string(),
        "agreed to TLS 1.1 with TLS_RSA_WITH_AES_128_CBC_SHA"
    );
}

proptest! {
    #[test]
    fn any_octets_are_read_without_harm(octets: Vec<u8>) {
        let _ = Answer::read(&octets);
    }
}
