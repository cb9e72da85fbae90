//! The commented examples, with files of the kinds that they name.

use openssl::asn1::Asn1Time;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::PKey;
use openssl::x509::X509;

use super::*;
use crate::actor::forge::connector_certificate::{Authority, Holder};
use crate::actor::forge::foreign_key;

/// The commented examples, one for each way in which parties are judged.
const EXAMPLES: [&str; 15] = [
    "das.yaml",
    "authorization-server.yaml",
    "ciba.yaml",
    "office-server.yaml",
    "pct.yaml",
    "office-client.yaml",
    "web-client.yaml",
    "ciba-client.yaml",
    "resource-server.yaml",
    "daps.yaml",
    "connector.yaml",
    "registration.yaml",
    "message-parties.yaml",
    "registering-party.yaml",
    "asking-connector.yaml",
];

pub(super) fn example(name: &str) -> String {
    let data = Data::embedded();
    let file = data.text(&format!("fixtures/targets/{name}"));
    file.unwrap().text
}

/// A certificate for this machine with its key, as PEM texts.
fn localhost() -> (Vec<u8>, Vec<u8>) {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    let key = PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap();
    let mut certificate = X509::builder().unwrap();
    certificate.set_version(2).unwrap();
    certificate
        .set_not_before(&Asn1Time::from_unix(1_577_836_800).unwrap())
        .unwrap();
    certificate
        .set_not_after(&Asn1Time::from_unix(2_500_000_000).unwrap())
        .unwrap();
    certificate.set_pubkey(&key).unwrap();
    certificate.sign(&key, MessageDigest::sha256()).unwrap();
    let pem = certificate.build().to_pem().unwrap();
    (pem, key.private_key_to_pem_pkcs8().unwrap())
}

/// The identity of a connector with its RSA key, as PEM texts.
fn data_connector() -> (Vec<u8>, Vec<u8>) {
    let key = foreign_key::rsa_key().unwrap();
    let holder = Holder {
        key,
        name: "connector",
        key_identifier: Some(&[1; 20]),
    };
    let authority = Authority::new(vec![2; 20]).unwrap();
    let certificate = authority.certify(&holder, 1_767_603_600).unwrap();
    let key = key.private_key_to_pem_pkcs8().unwrap();
    (certificate.to_pem().unwrap(), key)
}

/// A folder with the files that the examples name.
pub(super) fn folder_of_examples() -> TempDir {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    for name in ["keys", "documents"] {
        fs::create_dir(at(name)).unwrap();
    }
    for (from, to) in [
        ("ca.pem", "ca.pem"),
        ("one.pem", "es256_private.pem"),
        ("two.pem", "office-fr.pem"),
        ("one.pem", "wipo-das-for-at.pem"),
        ("one.pem", "wipo-das-for-pct.pem"),
        ("one.pem", "connector-transport.pem"),
        ("two.pem", "another-connector-transport.pem"),
    ] {
        fs::copy(at(from), at("keys").join(to)).unwrap();
    }
    for (name, key) in [
        ("das-api-auth", "es256_private.pem"),
        ("office-fr", "office-fr.pem"),
        ("connector-transport", "connector-transport.pem"),
        (
            "another-connector-transport",
            "another-connector-transport.pem",
        ),
    ] {
        let file = at("keys").join(format!("{name}-certificate.pem"));
        let key = fs::read_to_string(at("keys").join(key)).unwrap();
        let authority = mock_kit::tls::TestAuthority::new().unwrap();
        let identity = authority.client_identity_with_key(&key, name).unwrap();
        fs::write(file, identity.pem()).unwrap();
    }
    fs::write(at("keys/alice-password"), "hunter2\n").unwrap();
    let third = SecretKey::generate().to_pkcs8_pem(LineEnding::LF).unwrap();
    fs::write(at("keys/office-pt.pem"), third).unwrap();
    for name in ["connector", "another-connector", "asking-connector"] {
        let (certificate, key) = data_connector();
        fs::write(at(&format!("keys/{name}-certificate.pem")), certificate).unwrap();
        fs::write(at(&format!("keys/{name}.pem")), key).unwrap();
    }
    fs::write(at("keys/registry-token"), "agreed-on\n").unwrap();
    fs::write(at("keys/control-token"), "opens-the-clock\n").unwrap();
    let (certificate, key) = localhost();
    for (name, content) in [
        ("shop-certificate.pem", certificate.clone()),
        ("call-centre-certificate.pem", certificate.clone()),
        ("localhost.pem", certificate),
        ("localhost-key.pem", key),
        ("shop.jwks.json", br#"{ "keys": [] }"#.to_vec()),
        ("call-centre.jwks.json", br#"{ "keys": [] }"#.to_vec()),
    ] {
        fs::write(at("keys").join(name), content).unwrap();
    }
    for name in [
        "keys/kept-AT.pdf",
        "keys/kept-IB.pdf",
        "documents/obstructed.pdf",
        "documents/secret.pdf",
    ] {
        fs::write(at(name), b"%PDF-").unwrap();
    }
    folder
}

#[test]
fn every_example_target_is_resolved_and_together_they_have_every_role() {
    let folder = folder_of_examples();
    let targets = EXAMPLES.map(|name| load(&folder, &example(name)).unwrap());
    let roles: BTreeSet<Role> = targets
        .into_iter()
        .flat_map(|target| target.roles)
        .collect();
    assert_eq!(roles, JUDGED.into());
}

#[test]
fn the_certificate_that_a_connector_uses_for_tls_is_the_one_that_is_listed() {
    let folder = folder_of_examples();
    let listed = |text: &str| {
        let space = load(&folder, text).unwrap().data_space.unwrap();
        space.connectors[&Which::Connector]
            .attributes
            .transport_certificates
            .clone()
    };
    let daps = example("daps.yaml");
    let [own] = &listed(&daps)[..] else {
        panic!("one certificate is listed");
    };
    assert_eq!(own.len(), 64);
    let stated = daps.replacen(
        "      # transport_certs_sha256: [e3b0",
        "      transport_certs_sha256: [e3b0",
        1,
    );
    assert!(listed(&stated)[0].starts_with("e3b0c44298fc1c14"));
}

#[test]
fn what_an_example_suggests_in_its_comments_can_be_said() {
    let folder = folder_of_examples();
    for name in ["office-server.yaml", "pct.yaml"] {
        let text = example(name).replace("    # - {", "    - {");
        let target = load(&folder, &text).unwrap();
        let peer = target.office_server.or(target.pct).unwrap();
        assert_eq!(peer.keeps.len(), 3, "{name}");
        assert!(target.clients.unwrap().another_client.is_some(), "{name}");
    }
}

#[test]
fn the_example_targets_fit_the_schema() {
    let schema = serde_json::to_value(schemars::schema_for!(RawTarget)).unwrap();
    for name in EXAMPLES {
        let value: serde_json::Value = serde_yaml::from_str(&example(name)).unwrap();
        jsonschema::validate(&schema, &value).unwrap();
    }
}
