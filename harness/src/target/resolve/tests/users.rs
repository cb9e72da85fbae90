//! Users of an authorization server, and its back channel.

use super::examples::{example, folder_of_examples};
use super::*;

/// The example of an authorization server with users, in which one thing is changed.
fn with_users(from: &str, to: &str) -> Resolved<Target> {
    let text = example("authorization-server.yaml");
    assert!(text.contains(from), "{from}");
    load(&folder_of_examples(), &text.replacen(from, to, 1))
}

fn users_refusal(from: &str, to: &str) -> String {
    with_users(from, to).unwrap_err().to_string()
}

#[test]
fn a_target_with_users_says_what_they_do_and_what_the_server_has() {
    let target = with_users("[openid, accounts, transactions]", "[openid, payments]").unwrap();
    let Some(Users::Forms(forms)) = &target.users else {
        panic!("{:?}", target.users);
    };
    let password = ("password".to_owned(), "hunter2".to_owned());
    assert!(forms.approve[0].contains(&password));
    assert!(target.secrets.0.contains(&password.1));
    assert!(!format!("{target:?}").contains("hunter2"));
    let wire = &target.profile.wire.authorization_server;
    let scopes = &wire.authorization.as_ref().unwrap().scopes;
    assert_eq!(scopes[..], ["openid", "payments"]);
    let client = target.clients.unwrap().client;
    assert!(client.identity.is_some());
    let redirect_uri = client.redirect_uri.as_deref();
    assert_eq!(redirect_uri, Some("https://das-api-auth.invalid/callback"));
    for capability in ["user-login", "user-denial", "another-client"] {
        assert!(target.capabilities.include(capability), "{capability}");
    }
}

#[test]
fn a_server_without_users_serves_machines() {
    let machines = load(&folder(), TARGET).unwrap();
    assert!(machines.capabilities.include("client-credentials"));
    let users = with_users("client-credentials, ", "").unwrap();
    assert!(!users.capabilities.include("client-credentials"));
}

#[test]
fn what_is_wrong_about_users_is_named() {
    for (from, to, problem) in [
        (
            "responses: [code-jwt, code-id-token]",
            "responses: [code]",
            "no such response",
        ),
        (
            "  # operator: true",
            "  operator: true",
            "forms to fill in as well",
        ),
        (
            "https://das-api-auth.invalid/callback",
            "http://one.example/callback",
            "is not an HTTPS address",
        ),
        (
            "profile: fapi1-advanced",
            "profile: das-v1",
            "das-v1 has no users",
        ),
        (
            "certificate_key_file: keys/es256_private.pem",
            "certificate_key_file: keys/office-fr.pem",
            "keys/das-api-auth-certificate.pem with the key",
        ),
        (
            "password: keys/alice-password } }",
            "password: keys/nowhere } }",
            "cannot read",
        ),
        ("  approve:", "  aprove:", "did you mean `approve`?"),
        (
            "    redirect_uri: https://office-fr.invalid/callback\n",
            "",
            "`redirect_uri` is missing for `another_client`",
        ),
        (
            "    certificate_file: keys/office-fr-certificate.pem\n",
            "",
            "`certificate_file` is missing for `another_client`",
        ),
    ] {
        let message = users_refusal(from, to);
        assert!(message.starts_with("office.yaml:"), "{message}");
        assert!(message.contains(problem), "{message}");
    }
}

#[test]
fn a_person_can_act_for_users() {
    let text = example("authorization-server.yaml");
    let (before, rest) = text
        .split_once("  # What a user does, page by page")
        .unwrap();
    let (_, after) = rest.split_once("  # operator: true\n").unwrap();
    let text = format!("{before}  operator: true\n{after}");
    let target = load(&folder_of_examples(), &text).unwrap();
    assert_eq!(target.users, Some(Users::Operator));
    assert!(target.capabilities.include("user-login"));
}

#[test]
fn a_client_that_is_pinged_needs_an_endpoint() {
    let example = example("ciba.yaml");
    let (client, pings) = (
        "  # pinged_client:\n  #   id: three\n  #   key_file: keys/office-three.pem\n",
        "  # pings:\n  #   port: 8444\n  #   hosts:",
    );
    assert!(example.contains(client) && example.contains(pings));
    let named = example.replace(
        client,
        "  pinged_client:\n    id: three\n    key_file: keys/office-pt.pem\n",
    );
    let folder = folder_of_examples();
    let without = load(&folder, &named).unwrap();
    assert!(!without.capabilities.include("pinged-client"));
    let with = named.replace(pings, "  pings:\n    port: 8444\n    hosts:");
    let with = load(&folder, &with).unwrap();
    assert!(with.capabilities.include("pinged-client"));
    assert_eq!(with.pings.unwrap().port, 8444);
}
