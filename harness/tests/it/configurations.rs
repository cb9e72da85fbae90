//! Wrong configurations, each from a sound one by one departure: one line with the place and the fix, exit code 2, and no verdict.

mod ground;
mod guests;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::net::TcpListener;
use std::path::Path;
use std::process::Output;

use jiff::SignedDuration;
use openssl::nid::Nid;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use openssl::symm::Cipher;

use self::ground::{DISCOVERY, Ground, SOUND};
use self::guests::{
    ASKING_CONNECTOR, CIBA_CLIENT, OFFICE_CLIENT, REGISTERING_PARTY, WEB_CLIENT, guest, pinged,
    sound_web_client,
};
use crate::hosts::{Authority, ENDED, IN_FORCE, Manner, Page, in_pem, key_on, pem};
use crate::ports::free_port;

/// A host that is sound but for its pages.
fn pages_changed(change: impl Fn(&mut BTreeMap<String, Page>, &str)) -> Ground {
    Ground::with(change, Manner::default())
}

/// A host that shows a certificate of the usual authority, for a name and a time.
fn shows(name: &str, days: crate::hosts::Days) -> Ground {
    let authority = Authority::new(IN_FORCE);
    let key = key_on(Nid::X9_62_PRIME256V1);
    let identity = Some((authority.certify(name, &key, days), key));
    let ground = Ground {
        folder: tempfile::tempdir().unwrap(),
        authority,
        target: SOUND.to_owned(),
    };
    let manner = Manner {
        identity,
        ..Manner::default()
    };
    ground.at(&manner, |_, _| {})
}

/// A port at which somebody listens as long as the tests last.
fn taken_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::mem::forget(listener);
    port
}

/// A port of ours that somebody else has taken.
fn without_port(ground: Ground) -> Ground {
    ground.replace("port: 0", &format!("port: {}", taken_port()))
}

/// An address at which nobody answers.
fn with_nobody_at(key: &str, ground: Ground) -> Ground {
    let lines = ground.target.lines();
    let stated = lines
        .clone()
        .find(|line| line.trim().starts_with(&format!("{key}: https:")));
    let stated = stated.unwrap().to_owned();
    ground.replace(
        &stated,
        &format!("  {key}: https://localhost:{}/", free_port()),
    )
}

fn speaks_no_tls() -> Ground {
    let ground = Ground {
        folder: tempfile::tempdir().unwrap(),
        authority: Authority::new(IN_FORCE),
        target: SOUND.to_owned(),
    };
    ground.at(&Manner::default(), |_, _| {})
}

fn certificate_of_another_key() -> Ground {
    let ground = Ground::sound();
    let other = key_on(Nid::X9_62_PRIME256V1);
    let certificate = in_pem(&ground.authority.certify("office-one", &other, IN_FORCE));
    ground.file("certificate.pem", &certificate)
}

fn certificate_that_ended() -> Ground {
    let ground = Ground::sound();
    let key = key_on(Nid::X9_62_PRIME256V1);
    let certificate = in_pem(&ground.authority.certify("office-one", &key, ENDED));
    ground
        .file("key.pem", &pem(&key))
        .file("certificate.pem", &certificate)
}

fn key_that_is_encrypted() -> Ground {
    let key = key_on(Nid::X9_62_PRIME256V1);
    let encrypted = key.private_key_to_pem_pkcs8_passphrase(Cipher::aes_256_cbc(), b"secret");
    let encrypted = String::from_utf8(encrypted.unwrap()).unwrap();
    Ground::sound().file("key.pem", &encrypted)
}

fn rsa_key() -> String {
    pem(&PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap())
}

fn clock_ahead(seconds: i64) -> Ground {
    let manner = Manner {
        ahead: SignedDuration::from_secs(seconds),
        ..Manner::default()
    };
    Ground::with(|_, _| {}, manner)
}

fn another_port(port: u16) -> impl Fn(Ground) -> Ground {
    move |ground| {
        let base = ground
            .target
            .lines()
            .find(|line| line.contains("base:"))
            .unwrap()
            .to_owned();
        ground.replace(&base, &format!("  base: https://localhost:{port}/das"))
    }
}

/// What is wrong, and the configuration in which it is.
type Row = (&'static str, fn() -> Ground);

const WRONG: &[Row] = &[
    ("a key that there is not", || {
        Ground::sound().replace("roles:", "rolls:")
    }),
    ("a text where a list is due", || {
        Ground::sound().replace("[authorization-server, das]", "das")
    }),
    ("a number that is none", || {
        Ground::sound().replace("pace_per_second: 1000", "pace_per_second: fast")
    }),
    ("no YAML", || {
        Ground::sound().replace("[introspection]", "[introspection")
    }),
    ("an address without a scheme", || {
        Ground::sound().replace("base: https://localhost", "base: localhost")
    }),
    ("a role that there is not", || {
        Ground::sound().replace("[authorization-server, das]", "[authorisation-server]")
    }),
    ("a role without its section", || {
        Ground::sound().replace("[authorization-server, das]", "[pct]")
    }),
    ("a profile that there is not", || {
        Ground::sound().replace("das-v1", "das-v9")
    }),
    ("a capability that there is not", || {
        Ground::sound().replace("[introspection]", "[inspection]")
    }),
    ("a pace that is none", || {
        Ground::sound().replace("pace_per_second: 1000", "pace_per_second: 0")
    }),
    ("a number without a serial", || {
        Ground::sound().replace("XX {serial:6}", "XX 1")
    }),
    ("an address without encryption", || {
        Ground::sound().replace("base: https:", "base: http:")
    }),
    ("a production system", || {
        Ground::sound().replace("issuer: https://localhost", "issuer: https://www5.wipo.int")
    }),
    ("a file that is not there", || {
        Ground::sound().replace("ca.pem", "nowhere.pem")
    }),
    ("a key that is no PEM", || {
        Ground::sound().file("key.pem", "secret")
    }),
    ("a key on another curve", || {
        Ground::sound().file("key.pem", &pem(&key_on(Nid::SECP384R1)))
    }),
    ("an RSA key", || Ground::sound().file("key.pem", &rsa_key())),
    ("an encrypted key", key_that_is_encrypted),
    ("a certificate in place of a key", || {
        let ground = Ground::sound();
        let certificate = ground.authority.pem();
        ground.file("key.pem", &certificate)
    }),
    ("a certificate of another key", certificate_of_another_key),
    ("a certificate that has expired", certificate_that_ended),
    ("an authority that has expired", || {
        Ground::sound().file("ca.pem", &Authority::new(ENDED).pem())
    }),
    ("an authority of others", || {
        Ground::sound().file("ca.pem", &Authority::new(IN_FORCE).pem())
    }),
    ("a host that shows an expired certificate", || {
        shows("localhost", ENDED)
    }),
    ("a host that shows the certificate of another", || {
        shows("elsewhere.example", IN_FORCE)
    }),
    ("a host that speaks no TLS", speaks_no_tls),
    ("a host without an address", || {
        Ground::sound().replace(
            "issuer: https://localhost",
            "issuer: https://nowhere.invalid",
        )
    }),
    ("a port at which nobody listens", || {
        another_port(free_port())(Ground::sound())
    }),
    ("no metadata", || {
        pages_changed(|pages, _| drop(pages.insert(DISCOVERY.to_owned(), Page::new(404, ""))))
    }),
    ("metadata that are no JSON", || {
        let page = || Page::new(200, "<html>");
        pages_changed(move |pages, _| drop(pages.insert(DISCOVERY.to_owned(), page())))
    }),
    ("metadata of another issuer", || {
        pages_changed(|pages, base| {
            let page = pages.get_mut(DISCOVERY).unwrap();
            page.body = page.body.replacen(base, "https://elsewhere.example", 1);
        })
    }),
    ("metadata without a token endpoint", || {
        pages_changed(|pages, _| {
            let page = pages.get_mut(DISCOVERY).unwrap();
            page.body = page.body.replace("token_endpoint", "end_point");
        })
    }),
    (
        "metadata of an issuer that would steer the terminal",
        || {
            pages_changed(|pages, base| {
                let page = pages.get_mut(DISCOVERY).unwrap();
                let steers = format!("{base}\\u001b[2J\\n\\u202e");
                page.body = page.body.replacen(base, &steers, 1);
            })
        },
    ),
    ("metadata that are too long", || {
        pages_changed(|pages, _| {
            let page = pages.get_mut(DISCOVERY).unwrap();
            page.body += &" ".repeat(1 << 20);
        })
    }),
    ("metadata that name a production system", || {
        pages_changed(|pages, base| {
            let page = pages.get_mut(DISCOVERY).unwrap();
            let token = format!("{base}/token");
            page.body = page
                .body
                .replace(&token, "https://www5.wipo.int/am/oauth2/token");
        })
    }),
    ("a clock that is ahead", || clock_ahead(3600)),
    ("a clock that is behind", || clock_ahead(-300)),
    ("credentials that are refused", || {
        let page = || Page::new(401, r#"{"error": "invalid_client"}"#);
        pages_changed(move |pages, _| drop(pages.insert("/as/token".to_owned(), page())))
    }),
    ("a token endpoint at which nobody listens", || {
        pages_changed(|pages, base| {
            let page = pages.get_mut(DISCOVERY).unwrap();
            let nobody = format!("https://localhost:{}/token", free_port());
            page.body = page.body.replace(&format!("{base}/token"), &nobody);
        })
    }),
    ("a token endpoint that ends connections", || {
        pages_changed(|pages, _| drop(pages.insert("/as/token".to_owned(), Page::silent())))
    }),
    ("a command that there is not", || {
        Ground::sound().target(
            &OFFICE_CLIENT
                .replace("[sh, register]", "[./drive-client]")
                .replace("PORT", "0"),
        )
    }),
    ("a port for a client of the back channel in use", || {
        without_port(guest(CIBA_CLIENT))
    }),
    ("a client of the back channel that is not there", || {
        with_nobody_at("start", guest(CIBA_CLIENT))
    }),
    ("a client of the back channel without its program", || {
        let ground = guest(CIBA_CLIENT);
        let stated = ground.target.lines().find(|line| line.contains("start:"));
        let stated = stated.unwrap().to_owned();
        ground.replace(&stated, "  ask: [./my-client]")
    }),
    ("a client of the back channel that nobody judges", || {
        guest(CIBA_CLIENT).replace("roles: [ciba-client]", "roles: [authorization-server]")
    }),
    ("a client of the back channel that cannot be told", || {
        with_nobody_at("notifications", guest(CIBA_CLIENT))
    }),
    ("a web client that is called without encryption", || {
        guest(WEB_CLIENT)
    }),
    ("a web client that is not there", || {
        with_nobody_at("again", sound_web_client())
    }),
    (
        "a web client that is not there where it deals with two",
        || {
            let nobody = format!("start: 'https://localhost:{}/other'", free_port());
            let ground = sound_web_client();
            let stated = format!("start: 'https://localhost:{}/other'", ground.port());
            ground.replace(&stated, &nobody)
        },
    ),
    ("a port for a registering party in use", || {
        without_port(guest(REGISTERING_PARTY))
    }),
    ("a registering party without its program", || {
        guest(REGISTERING_PARTY).replace("[sh, act]", "[./drive-platform]")
    }),
    ("a registering party that is not there", || {
        let nobody = format!("act_url: http://localhost:{}/", free_port());
        guest(REGISTERING_PARTY).replace("act: [sh, act]", &nobody)
    }),
    ("a port for an asking connector in use", || {
        without_port(guest(ASKING_CONNECTOR))
    }),
    ("an asking connector without its program", || {
        let ground = guest(ASKING_CONNECTOR);
        let stated = ground.target.lines().find(|line| line.contains("ask_url"));
        let stated = stated.unwrap().to_owned();
        ground.replace(&stated, "  ask: [./my-connector]")
    }),
    ("an asking connector that is not there", || {
        with_nobody_at("ask_url", guest(ASKING_CONNECTOR))
    }),
    ("an asking connector that takes no messages there", || {
        with_nobody_at("messages", guest(ASKING_CONNECTOR))
    }),
    ("a port for notifications in use", || without_port(pinged())),
    ("what decides for users and is not there", || {
        with_nobody_at("decide", pinged())
    }),
    ("a certificate for notifications that is none", || {
        pinged().replace("host.pem", "key.pem")
    }),
];

/// What is printed, with folder and ports made the same everywhere.
fn canonical(text: &str, folder: &Path) -> String {
    let text = text.replace(&folder.display().to_string(), "FOLDER");
    let ports = regex::Regex::new(r"(localhost|nowhere\.invalid|port|int):? ?\d{4,5}").unwrap();
    let text = ports.replace_all(&text, "$1:PORT").into_owned();
    let days = regex::Regex::new(r"\d{4}-\d{2}-\d{2}").unwrap();
    let text = days.replace_all(&text, "DAY").into_owned();
    // The way of the answer may take a second.
    let seconds = regex::Regex::new(r"is (\d+)\d s").unwrap();
    let text = seconds.replace_all(&text, "is N s").into_owned();
    let shell = regex::Regex::new(r"(?m)^( +)/\S+/sh$").unwrap();
    let text = shell.replace_all(&text, "${1}SHELL").into_owned();
    let keys = regex::Regex::new(r"\([0-9a-f]{8}…\)").unwrap();
    keys.replace_all(&text, "(FINGERPRINT)").into_owned()
}

fn said(output: &Output, ground: &Ground) -> String {
    canonical(
        &String::from_utf8_lossy(&output.stderr),
        ground.folder.path(),
    )
}

#[test]
fn what_all_of_them_depart_from_is_sound() {
    let ground = Ground::sound();
    let output = ground.ask(&["doctor"]);
    let words = canonical(
        &String::from_utf8_lossy(&output.stdout),
        ground.folder.path(),
    );
    assert_eq!(output.status.code(), Some(0), "{words}");
    insta::assert_snapshot!(words);
}

#[test]
fn guests_and_notifications_that_all_of_them_depart_from_are_sound() {
    let mut told = String::new();
    for ground in [
        guest(CIBA_CLIENT),
        sound_web_client(),
        guest(REGISTERING_PARTY),
        guest(ASKING_CONNECTOR),
        pinged(),
    ] {
        let output = ground.ask(&["doctor"]);
        let words = String::from_utf8_lossy(&output.stdout);
        let words = canonical(&words, ground.folder.path());
        assert_eq!(output.status.code(), Some(0), "{words}");
        let _ = writeln!(told, "{words}");
    }
    insta::assert_snapshot!(told);
}

#[test]
fn each_wrong_configuration_is_one_line_with_the_place_and_the_fix() {
    let mut table = String::new();
    for (name, configuration) in WRONG {
        let ground = configuration();
        let output = ground.ask(&["run"]);
        let words = said(&output, &ground);
        assert_eq!(output.status.code(), Some(2), "{name}: {words}");
        assert_eq!(words.lines().count(), 1, "{name}: {words}");
        assert!(
            words.contains("target.yaml:") && words.contains(" – "),
            "{name}: {words}"
        );
        assert!(output.stdout.is_empty(), "{name}");
        let _ = writeln!(table, "{name}\n    {words}");
    }
    insta::assert_snapshot!(table);
}

#[test]
fn a_port_of_ours_in_use_is_one_line_too() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let ground = Ground::sound().target(&OFFICE_CLIENT.replace("PORT", &port));
    let output = ground.ask(&["run"]);
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(said(&output, &ground).replace(&port, "PORT"));
}

#[test]
fn doctor_tells_all_that_is_wrong_at_once() {
    let ground = clock_ahead(3600)
        .replace("[introspection]", "[inspection]")
        .file("key.pem", "secret")
        .file("certificate.pem", "secret");
    let output = ground.ask(&["doctor"]);
    let words = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(2), "{words}");
    insta::assert_snapshot!(canonical(&words, ground.folder.path()));
}

#[test]
fn doctor_tells_programs_the_same() {
    let ground = clock_ahead(3600);
    let output = ground.ask(&["doctor", "--json"]);
    assert_eq!(output.status.code(), Some(2));
    let words = canonical(
        &String::from_utf8_lossy(&output.stdout),
        ground.folder.path(),
    );
    let read: serde_json::Value = serde_json::from_str(&words).unwrap();
    assert_eq!(read["usable"], false);
    insta::assert_snapshot!(words);
}
