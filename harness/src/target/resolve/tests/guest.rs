//! Parties that are judged among parties of ours.

use super::examples::{example, folder_of_examples};
use super::*;

const CLIENT: &str = "\
roles: [office-client]
office_client:
  client_id: office-at
  office: AT
  register: [./client, register]
  retrieve: [./client, retrieve]
limits: { deadline_seconds: 7 }
";

/// The one line that the operator gets for a client's target file in which one thing is changed.
fn client_refusal(from: &str, to: &str) -> String {
    assert!(CLIENT.contains(from), "{from}");
    load(&folder(), &CLIENT.replace(from, to))
        .unwrap_err()
        .to_string()
}

#[test]
fn a_client_needs_no_addresses_and_no_credentials() {
    let folder = folder();
    let target = load(&folder, CLIENT).unwrap();
    let Some(Guest::OfficeClient(client)) = target.guest.as_deref() else {
        panic!("{:?}", target.guest);
    };
    assert_eq!(client.key, ClientPublicKey::HandedOut);
    assert_eq!(client.deadline.as_secs(), 7);
    let Driver::Commands { register, .. } = &client.driver else {
        panic!("{client:?}");
    };
    assert_eq!(register, &["./client", "register"]);
}

#[test]
fn a_client_is_driven_in_exactly_one_way() {
    let unclear = "how the client is made to act is not clear";
    let both = client_refusal("  office: AT", "  office: AT\n  operator: true");
    assert!(both.contains(unclear), "{both}");
    let half = client_refusal("  retrieve: [./client, retrieve]\n", "");
    assert!(half.contains(unclear), "{half}");
}

#[test]
fn a_client_is_judged_alone() {
    let beside = client_refusal("[office-client]", "[office-client, das]");
    assert!(beside.contains("judged alone"), "{beside}");
    let missing = load(&folder(), "roles: [office-client]\n").unwrap_err();
    assert!(missing.to_string().contains("`office_client` is missing"));
}

#[test]
fn a_trigger_beyond_this_machine_is_encrypted() {
    let commands = "  register: [./client, register]\n  retrieve: [./client, retrieve]\n";
    let plain = client_refusal(commands, "  trigger_url: http://office.example/act\n");
    assert!(plain.contains("is not encrypted"), "{plain}");
    let near = CLIENT.replace(commands, "  trigger_url: http://localhost:9000/act\n");
    assert!(load(&folder(), &near).is_ok());
}

#[test]
fn a_party_that_is_driven_in_no_clear_way_is_refused() {
    let folder = folder_of_examples();
    let party = example("registering-party.yaml");
    let problem = |text: &str| load(&folder, text).unwrap_err().to_string();
    let both = party.replace("  # act:", "  act:");
    assert!(problem(&both).contains("how it is made to act is not clear"));
    let person = party.replace("  # operator:", "  operator:");
    assert!(problem(&person).contains("how it is made to act is not clear"));
    let beside = party.replace(
        "roles: [registering-party]",
        "roles: [registering-party, registry]",
    );
    assert!(problem(&beside).contains("judged alone"));
    let connector = example("asking-connector.yaml");
    let alone = connector.replace("trust:\n  ca_file: keys/ca.pem\n", "");
    assert!(problem(&alone).contains("nobody vouches"));
    let unencrypted = connector.replace(
        "  ask_url: https://localhost:9459/ask",
        "  ask_url: http://connector.invalid/ask",
    );
    assert!(problem(&unencrypted).contains("not encrypted"));
}

#[test]
fn a_guest_is_driven_by_a_command_or_by_a_person_as_well() {
    let folder = folder_of_examples();
    let driver = |text: &str| match load(&folder, text).unwrap().guest.as_deref() {
        Some(Guest::RegisteringParty(party)) => party.driver.clone(),
        Some(Guest::Connector(connector)) => connector.driver.clone(),
        Some(Guest::CibaClient(client)) => client.driver.clone(),
        other => panic!("{other:?}"),
    };
    for (name, usual) in [
        (
            "registering-party.yaml",
            "  act_url: https://localhost:9459/act\n",
        ),
        (
            "asking-connector.yaml",
            "  ask_url: https://localhost:9459/ask\n",
        ),
        (
            "ciba-client.yaml",
            "  start: https://localhost:9459/authenticate\n",
        ),
    ] {
        let text = example(name).replace("  # operator:", "  operator:");
        assert!(text.contains(usual), "{name}");
        let person = driver(&text.replace(usual, ""));
        assert_eq!(person, PartyDriver::Operator, "{name}");
        let hours = Duration::from_hours(1);
        assert!(person.patience(Duration::from_secs(1)) > hours, "{name}");
    }
    let command = example("ciba-client.yaml")
        .replace("  start: https:", "  # start: https:")
        .replace("  # ask:", "  ask:");
    let PartyDriver::Command { command, .. } = driver(&command) else {
        panic!("{command}");
    };
    assert_eq!(command, ["./my-client", "ask"]);
}

/// The one line that the operator gets for the example of a web client in which one thing is changed.
fn web_client_refusal(from: &str, to: &str) -> String {
    let example = example("web-client.yaml");
    assert!(example.contains(from), "{from}");
    load(&folder_of_examples(), &example.replace(from, to))
        .unwrap_err()
        .to_string()
}

#[test]
fn a_web_client_is_registered_as_the_file_says() {
    let target = load(&folder_of_examples(), &example("web-client.yaml")).unwrap();
    let Some(Guest::OauthClient(client)) = target.guest.as_deref() else {
        panic!("{:?}", target.guest);
    };
    assert_eq!(client.usual.port, 9460);
    assert!(client.certificate_pem.is_some() && !client.proves_by_certificate);
    assert!(client.elsewhere.is_none() && !client.decrypts());
}

#[test]
fn each_mistake_about_a_web_client_is_named_with_its_line_and_fix() {
    let mistakes = [
        ("[oauth-client]", "[oauth-client, das]"),
        ("start: https:", "start: http:"),
        (
            "    key_file: keys/localhost-key.pem",
            "    key_file: keys/ca.pem",
        ),
        ("jwks_file: keys/shop.jwks.json", "jwks_file: keys/ca.pem"),
        (
            "  certificate_file: keys/shop-certificate.pem\n  #",
            "  proves_by_certificate: true\n  #",
        ),
        ("trust:\n  ca_file: keys/ca.pem\n", ""),
    ];
    let mut refusals = mistakes
        .map(|(from, to)| web_client_refusal(from, to))
        .to_vec();
    let nowhere = load(&folder(), "roles: [oauth-client]\n").unwrap_err();
    refusals.push(nowhere.to_string());
    insta::assert_snapshot!(refusals.join("\n"));
}

/// The one line that the operator gets for the example of a client of the back channel in which one thing is changed.
fn ciba_client_refusal(from: &str, to: &str) -> String {
    let example = example("ciba-client.yaml");
    assert!(example.contains(from), "{from}");
    load(&folder_of_examples(), &example.replace(from, to))
        .unwrap_err()
        .to_string()
}

#[test]
fn a_client_of_the_back_channel_is_registered_as_the_file_says() {
    let target = load(&folder_of_examples(), &example("ciba-client.yaml")).unwrap();
    let Some(Guest::CibaClient(client)) = target.guest.as_deref() else {
        panic!("{:?}", target.guest);
    };
    assert_eq!((client.port, client.delivery), (9460, DeliveryMode::Push));
    assert_eq!(client.deadline, target.limits.deadline);
    assert_eq!(client.deadline.as_secs(), 180);
    assert!(client.notifications.is_some() && client.signs_requests_with.is_some());
}

#[test]
fn each_mistake_about_a_client_of_the_back_channel_is_named_with_its_line_and_fix() {
    let mistakes = [
        ("[ciba-client]", "[ciba-client, das]"),
        ("start: https:", "start: http:"),
        ("  notifications: https:", "  notifications: http:"),
        (
            "  notifications: https://localhost:9459/notifications\n",
            "",
        ),
        (
            "jwks_file: keys/call-centre.jwks.json",
            "jwks_file: keys/ca.pem",
        ),
        (
            "  certificate_file: keys/call-centre-certificate.pem\n  #",
            "  proves_by_certificate: true\n  #",
        ),
        ("trust:\n  ca_file: keys/ca.pem\n", ""),
    ];
    let mut refusals = mistakes
        .map(|(from, to)| ciba_client_refusal(from, to))
        .to_vec();
    let nowhere = load(&folder(), "roles: [ciba-client]\n").unwrap_err();
    refusals.push(nowhere.to_string());
    insta::assert_snapshot!(refusals.join("\n"));
}
