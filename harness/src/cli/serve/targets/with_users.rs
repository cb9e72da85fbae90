//! The served authorization server as a target of a profile with users, with the certificates and the password that it names.

use std::path::Path;

use super::super::{SCRIPT_CLIENT, SCRIPT_KEY_FILE, put, put_secret};
use super::{FILES, bare};
use crate::actor::environment::served::Served;
use crate::actor::environment::users::{PASSWORD, USERNAME, redirect_uri};
use crate::error::HarnessError;
use crate::requirement::Profile;
use crate::requirement::wire::{AuthorizationWire, PushedRequestRule};

/// The file with the user's password.
const PASSWORD_FILE: &str = "alice-password";

/// Another client, so that mix-ups can be tried.
const OTHER_CLIENT: &str = "office-fr";
const OTHER_KEY_FILE: &str = "office-fr.pem";

/// Writes the target file and what it names.
pub(super) fn write(
    folder: &Path,
    profile: &Profile,
    users: &AuthorizationWire,
    served: &Served,
) -> Result<(), HarnessError> {
    for (client_id, pem) in &served.certificates {
        put(&folder.join(certificate_file(client_id)), pem)?;
    }
    put_secret(&folder.join(PASSWORD_FILE), PASSWORD)?;
    put(&folder.join(FILES[0]), &target(profile, users, served))
}

fn certificate_file(client_id: &str) -> String {
    format!("{client_id}-certificate.pem")
}

fn target(profile: &Profile, users: &AuthorizationWire, served: &Served) -> String {
    let clients = [
        client("client", SCRIPT_CLIENT, SCRIPT_KEY_FILE),
        client("another_client", OTHER_CLIENT, OTHER_KEY_FILE),
    ];
    let logging_in = format!(
        "{{ fields: {{ username: {USERNAME} }}, secrets: {{ password: {PASSWORD_FILE} }} }}"
    );
    let pushing = match users.pushed_requests {
        PushedRequestRule::NotOffered => "",
        PushedRequestRule::Offered | PushedRequestRule::Required => ", pushed-requests",
    };
    let registers = profile.wire.authorization_server.registration.as_ref();
    let registration =
        registers.map(|rules| format!("registration: {{ scope: \"{}\" }}\n", rules.scope));
    format!(
        "# The authorization server of `das-conformance serve`, as a target: das-conformance run --target <this file>
name: the served authorization server
profile: {profile}
roles: [authorization-server]
authorization_server:
  issuer: {issuer}
trust:
  ca_file: ca.pem
clients:
{clients}users:
  approve:
    - {logging_in}
    - {{ fields: {{ decision: approve }} }}
  deny:
    - {logging_in}
    - {{ fields: {{ decision: deny }} }}
  leave:
    - {logging_in}
  fail:
    - {{ fields: {{ username: {USERNAME}, password: a wrong guess }} }}
  acr_values: [{levels}]
{registration}capabilities: [client-credentials, introspection, revocation, userinfo{pushing}]
credentials: known-good
hostile: true
limits:
  pace_per_second: 1000
",
        profile = profile.name,
        issuer = bare(&served.issuer),
        clients = clients.concat(),
        levels = quoted(&users.acr_values),
        registration = registration.unwrap_or_default(),
    )
}

fn client(name: &str, client_id: &str, key_file: &str) -> String {
    format!(
        "  {name}:
    id: {client_id}
    key_file: {key_file}
    certificate_file: {certificate}
    redirect_uri: {redirect_uri}
",
        certificate = certificate_file(client_id),
        redirect_uri = redirect_uri(client_id),
    )
}

fn quoted(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    quoted.join(", ")
}
