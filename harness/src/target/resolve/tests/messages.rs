//! Parties of encrypted messages.

use super::*;
use crate::oracle::jwe::agreement_key::Curve;

const MESSAGES: &str = "\
profile: message-encryption
roles: [message-producer]
messages:
  producer: https://localhost:9456/
  key_port: 9457
  hosts: { certificate_file: host.pem, key_file: one.pem }
trust: { ca_file: ca.pem }
";

/// A folder with a certificate for our parties besides.
fn folder_with_host() -> TempDir {
    let folder = folder();
    let key = fs::read_to_string(folder.path().join("one.pem")).unwrap();
    let authority = mock_kit::tls::TestAuthority::new().unwrap();
    let certificate = authority.certificate_with_key(&key, &["localhost"]);
    fs::write(folder.path().join("host.pem"), certificate.unwrap()).unwrap();
    folder
}

fn agreed_on(text: &str) -> Resolved<Curve> {
    let target = load(&folder_with_host(), text)?;
    match target.guest.as_deref() {
        Some(Guest::Messages(parties)) => Ok(parties.curve),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_producer_has_agreed_on_the_curve_that_the_file_names() {
    assert_eq!(agreed_on(MESSAGES).unwrap(), Curve::P256);
    let with = |name: &str| MESSAGES.replace("key_port", &format!("curve: {name}\n  key_port"));
    assert_eq!(agreed_on(&with("P-384")).unwrap(), Curve::P384);
    assert_eq!(agreed_on(&with("P-521")).unwrap(), Curve::P521);
    let unknown = agreed_on(&with("secp256k1")).unwrap_err().to_string();
    assert!(unknown.contains("P-521"), "{unknown}");
}
