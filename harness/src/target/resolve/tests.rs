//! Target files: what is taken, and what each mistake is answered with.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

mod examples;
mod guest;
mod messages;
mod resource_server;
mod users;

use std::fs;
use std::time::Duration;

use p256::SecretKey;
use p256::elliptic_curve::Generate;
use p256::pkcs8::{EncodePrivateKey, LineEnding};
use proptest::prelude::*;
use tempfile::TempDir;

use super::super::{
    AuthorizationServerTarget, ClientPublicKey, Credentials, Driver, Guest, PartyDriver, Users,
};
use super::*;
use crate::actor::environment::data_space::Which;
use crate::golden::assert_current;
use crate::requirement::backchannel_wire::DeliveryMode;

const TARGET: &str = "\
profile: das-v1
roles: [authorization-server, das]
authorization_server: { issuer: https://localhost:8443/am/oauth2 }
das:
  base: https://localhost:8444/das-api/v1/
trust: { ca_file: ca.pem }
clients:
  client: { id: one, key_file: one.pem }
  another_client: { id: two, key_file: two.pem, scope: other }
documents: { office: XX, number: 'XX {serial:6}' }
capabilities: [introspection]
limits: { pace_per_second: 4 }
";

/// A folder with the files that [`TARGET`] names.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["one.pem", "two.pem"] {
        fs::write(
            folder.path().join(name),
            SecretKey::generate().to_pkcs8_pem(LineEnding::LF).unwrap(),
        )
        .unwrap();
    }
    let authority = mock_kit::tls::TestAuthority::new().unwrap();
    fs::write(folder.path().join("ca.pem"), authority.pem()).unwrap();
    folder
}

fn load(folder: &TempDir, text: &str) -> Resolved<Target> {
    let data = Data::embedded();
    let registry = Registry::load(&data).unwrap();
    Target::resolve(
        &SourceFile::new("office.yaml", text),
        folder.path(),
        &data,
        &registry,
    )
}

/// The one line that the operator gets for a target file in which one thing is changed.
fn refusal(from: &str, to: &str) -> String {
    assert!(TARGET.contains(from), "{from}");
    let folder = folder();
    let message = load(&folder, &TARGET.replace(from, to))
        .unwrap_err()
        .to_string();
    message.replace(&format!("{}/", folder.path().display()), "")
}

#[test]
fn what_decides_for_a_user_is_an_address_that_may_be_called() {
    let stated = |decide: &str| {
        let backchannel =
            format!("backchannel: {{ login_hint: alice, decide: '{decide}' }}\nlimits:");
        TARGET.replace("limits:", &backchannel)
    };
    for sound in [
        "https://localhost:8443/device?id={auth_req_id}&action={action}",
        "http://127.0.0.1:8080/{action}",
    ] {
        let target = load(&folder(), &stated(sound)).unwrap();
        assert!(target.backchannel.is_some(), "{sound}");
    }
    for (wrong, why) in [
        (
            "http://office.example/?id={auth_req_id}",
            "is not encrypted",
        ),
        ("ftp://localhost/{action}", "is not encrypted"),
        ("https://www5.wipo.int/{action}", "is a production system"),
        (
            "https://{auth_req_id}/",
            "something is filled in before its path",
        ),
        ("https://localhost/{id}", "nothing but"),
        ("localhost/{action}", "it is no address"),
    ] {
        let error = load(&folder(), &stated(wrong)).unwrap_err().to_string();
        assert!(
            error.starts_with("office.yaml:12: ") && error.contains(why),
            "{wrong}: {error}"
        );
    }
}

#[test]
fn what_is_secret_in_addresses_is_never_told() {
    let trigger = TARGET.replace(
        "limits:",
        "backchannel: { login_hint: alice, decide: 'https://me:hunter22@localhost/{action}?key=hunter33' }\nlimits:",
    );
    let target = load(&folder(), &trigger).unwrap();
    for secret in ["hunter22", "hunter33"] {
        assert!(
            target.secrets.0.iter().any(|known| known == secret),
            "{secret}"
        );
    }
}

#[test]
fn a_target_is_loaded_with_its_keys() {
    let folder = folder();
    let target = load(&folder, TARGET).unwrap();
    assert_eq!(
        target.das.unwrap().base.as_str(),
        "https://localhost:8444/das-api/v1"
    );
    assert!(matches!(
        target.authorization_server,
        Some(AuthorizationServerTarget::Issuer(_))
    ));
    assert_eq!(
        target.clients.as_ref().unwrap().client.scope,
        target.profile.wire.das.scope
    );
    assert_eq!(
        target.clients.unwrap().another_client.unwrap().scope,
        "other"
    );
    assert_eq!(
        (target.name.as_str(), target.credentials),
        ("office.yaml", Credentials::Unproven)
    );
    assert!(
        target.capabilities.include("introspection") && !target.capabilities.include("hostile")
    );
    assert_eq!(target.limits.pace.as_millis(), 250);
}

#[test]
fn what_the_file_allows_and_describes_is_a_capability() {
    let text =
        format!("{TARGET}hostile: true\nclock: {{ advance_url: https://localhost:1/clock }}\n");
    let target = load(&folder(), &text).unwrap();
    assert!(target.capabilities.include("hostile") && target.capabilities.include("clock-control"));
}

#[test]
fn a_wrong_key_is_named_with_file_line_and_fix() {
    assert_eq!(
        refusal("  base:", "  bsae:"),
        "office.yaml:5: unknown key `bsae` in `das` – did you mean `base`?"
    );
    assert_eq!(
        refusal("limits:", "limit:"),
        "office.yaml:12: unknown key `limit` – did you mean `limits`?"
    );
}

#[test]
fn a_missing_file_is_named_with_its_line() {
    assert_eq!(
        refusal("two.pem", "three.pem"),
        "office.yaml:9: cannot read three.pem: there is no such file – correct the path, or put the file there"
    );
    assert!(
        refusal("ca_file: ca.pem", "ca_file: none.pem")
            .starts_with("office.yaml:6: cannot read none.pem")
    );
}

#[test]
fn a_file_of_another_kind_is_named_with_its_line() {
    assert!(
        refusal("one.pem", "ca.pem").starts_with("office.yaml:8: ca.pem holds no private key – ")
    );
    assert!(
        refusal("ca_file: ca.pem", "ca_file: one.pem")
            .starts_with("office.yaml:6: one.pem holds no certificate – ")
    );
}

#[test]
fn a_profile_that_does_not_exist_is_named_with_what_was_meant() {
    assert_eq!(
        refusal("das-v1\n", "das-v2\n"),
        "office.yaml:1: there is no profile `das-v2` – did you mean `das-v1`?"
    );
}

#[test]
fn a_role_without_its_address_is_refused() {
    assert!(
        refusal("das:\n  base: https://localhost:8444/das-api/v1/\n", "")
            .starts_with("office.yaml:2: `das` is missing")
    );
    assert!(
        refusal("[authorization-server, das]", "[]")
            .starts_with("office.yaml:2: no role is to be judged")
    );
    let alone = refusal("[authorization-server, das]", "[daps]");
    assert!(alone.contains("`daps` is missing"), "{alone}");
    let alone = refusal("[authorization-server, das]", "[registering-party]");
    assert!(alone.contains("`registering_party` is missing"), "{alone}");
    assert!(
        refusal("[authorization-server, das]", "[pct]")
            .starts_with("office.yaml:2: `pct` is missing")
    );
}

#[test]
fn addresses_must_be_https_and_nothing_but_an_address() {
    assert!(
        refusal("base: https", "base: http").starts_with(
            "office.yaml:5: http://localhost:8444/das-api/v1/ is not an HTTPS address"
        )
    );
    let secret = refusal(
        "base: https://localhost",
        "base: https://user:hunter2@localhost",
    );
    assert!(
        secret.contains("more than host, port and path") && !secret.contains("hunter2"),
        "{secret}"
    );
}

#[test]
fn production_systems_are_refused() {
    assert!(
        refusal(
            "https://localhost:8443/am/oauth2",
            "https://www5.wipo.int/am/oauth2"
        )
        .starts_with("office.yaml:3: https://www5.wipo.int/am/oauth2 is a production system")
    );
}

#[test]
fn settings_out_of_bounds_are_refused_with_their_line() {
    for (from, to, line) in [
        ("pace_per_second: 4", "pace_per_second: 0", 12),
        ("pace_per_second: 4", "pace_per_second: .nan", 12),
        ("pace_per_second: 4", "deadline_seconds: 0", 12),
        ("'XX {serial:6}'", "'XX 1'", 10),
        ("office: XX,", "office: Xx,", 10),
        ("office: XX,", "office: XX, kinds: [patents],", 10),
        ("[introspection]", "[introspektion]", 11),
        (
            "id: two, key_file: two.pem",
            "id: one, key_file: two.pem",
            9,
        ),
        (
            "id: two, key_file: two.pem",
            "id: two, key_file: one.pem",
            9,
        ),
    ] {
        let message = refusal(from, to);
        assert!(
            message.starts_with(&format!("office.yaml:{line}: ")),
            "{to}: {message}"
        );
    }
}

#[test]
fn a_file_of_a_token_holds_one_in_a_single_line() {
    let clock = "clock: { advance_url: 'http://localhost:1/advance', token_file: one.pem }";
    let refusal = refusal("limits:", &format!("{clock}\nlimits:"));
    assert!(
        refusal.starts_with("office.yaml:12: one.pem holds no token – "),
        "{refusal}"
    );
}

#[test]
fn only_proposals_are_claimed() {
    let refusal = refusal("capabilities: [introspection]", "claims: [DAS-AUTH-04]");
    assert!(
        refusal.starts_with(
            "office.yaml:11: DAS-AUTH-04 rests on seed, so it binds without being claimed"
        ),
        "{refusal}"
    );
}

#[test]
fn known_gaps_are_read_and_checked() {
    let folder = folder();
    let with = |gaps: &str| {
        fs::write(folder.path().join("gaps.yaml"), gaps).unwrap();
        load(&folder, &format!("{TARGET}baseline: gaps.yaml\n"))
    };
    let target = with("known_gaps: [{ requirement: DAS-AUTH-04, reason: release 2 }]").unwrap();
    assert_eq!(target.baseline.entries().len(), 1);
    for (gaps, problem) in [
        (
            "known_gaps: [{ requirement: DAS-AUTH-04 }]",
            "the key `reason` is missing",
        ),
        (
            "known_gaps: [{ requirement: DAS-AUTH-04, reason: '' }]",
            "has no reason",
        ),
        (
            "known_gaps: [{ requirement: DAS-NONE-99, reason: x }]",
            "DAS-NONE-99 is no requirement",
        ),
        (
            "known_gaps: [{ reason: x }]",
            "one requirement or one scenario",
        ),
    ] {
        let message = with(gaps).unwrap_err().to_string();
        assert!(
            message.contains("gaps.yaml:1: ") && message.contains(problem),
            "{message}"
        );
    }
}

#[test]
fn the_schema_of_the_target_file_is_current() {
    let schema = serde_json::to_string_pretty(&schemars::schema_for!(RawTarget)).unwrap() + "\n";
    assert_current("reports/schema/target.schema.json", &schema);
}

proptest! {
    #[test]
    fn no_bytes_stop_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Err(error) = RawTarget::parse(&SourceFile::new("x.yaml", text)) {
            prop_assert!(!error.to_string().is_empty());
        }
    }

    #[test]
    fn no_change_of_a_good_file_stops_the_reader(at in 0..TARGET.len(), put in "[ -~\n]{0,3}", drop in 0_usize..4) {
        let end = (at + drop).min(TARGET.len());
        let text = format!("{}{put}{}", &TARGET[..at], &TARGET[end..]);
        if let Err(error) = RawTarget::parse(&SourceFile::new("x.yaml", text)) {
            prop_assert!(error.to_string().starts_with("x.yaml"));
        }
    }
}
