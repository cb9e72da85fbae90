//! The served authorization server as a target of a profile with users, with the certificates and the password that it names.

use std::path::Path;

use super::super::{SCRIPT_CLIENT, SCRIPT_KEY_FILE, put, put_secret};
use super::{FILES, bare};
use crate::actor::environment::backchannel::further_users;
use crate::actor::environment::served::back_channel::BackChannel;
use crate::actor::environment::served::exchange::Exchange;
use crate::actor::environment::served::registry::Registry;
use crate::actor::environment::users::{PASSWORD, USERNAME, redirect_uri};
use crate::error::HarnessError;
use crate::requirement::Profile;
use crate::requirement::wire::{AuthorizationWire, PushedRequestRule};

/// The file with the user's password.
const PASSWORD_FILE: &str = "alice-password";

/// The file with what a caller shows at the registry.
pub(in super::super) const REGISTRY_TOKEN_FILE: &str = "registry-token";

/// Another client, so that mix-ups can be tried.
const OTHER_CLIENT: &str = "office-fr";
const OTHER_KEY_FILE: &str = "office-fr.pem";

/// Writes the target file and what it names.
pub(super) fn write(
    folder: &Path,
    profile: &Profile,
    users: &AuthorizationWire,
    served: &Exchange,
) -> Result<(), HarnessError> {
    for (client_id, pem) in &served.certificates {
        put(&folder.join(certificate_file(client_id)), pem)?;
    }
    put_secret(&folder.join(PASSWORD_FILE), PASSWORD)?;
    if let Some(registry) = &served.registry {
        put_secret(&folder.join(REGISTRY_TOKEN_FILE), registry.access_token)?;
    }
    put(&folder.join(FILES[0]), &target(profile, users, served))
}

fn certificate_file(client_id: &str) -> String {
    format!("{client_id}-certificate.pem")
}

fn target(profile: &Profile, users: &AuthorizationWire, served: &Exchange) -> String {
    let clients = [
        client("client", SCRIPT_CLIENT, SCRIPT_KEY_FILE),
        client("another_client", OTHER_CLIENT, OTHER_KEY_FILE),
    ];
    let logging_in = format!(
        "{{ fields: {{ username: {USERNAME} }}, secrets: {{ password: {PASSWORD_FILE} }} }}"
    );
    let (registry_role, registry) = registry_of(served.registry.as_ref());
    let (signing, back_channel) = back_channel_of(served.back_channel.as_ref());
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
roles: [authorization-server{registry_role}]
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
{registration}{registry}{back_channel}capabilities: [client-credentials, introspection, revocation, userinfo{pushing}{signing}]
credentials: known-good
hostile: true
limits:
  pace_per_second: 1000
",
        profile = profile.name,
        issuer = bare(served.authorization_server.issuer()),
        clients = clients.concat(),
        levels = quoted(&users.acr_values),
        registration = registration.unwrap_or_default(),
    )
}

/// The registry as a role and as a part of the file.
fn registry_of(registry: Option<&Registry>) -> (&'static str, String) {
    let Some(registry) = registry else {
        return ("", String::new());
    };
    let base = registry.handle.base();
    let part =
        format!("registry: {{ base: \"{base}\", access_token_file: {REGISTRY_TOKEN_FILE} }}\n");
    (", registry", part)
}

/// The back channel as capabilities and as a part of the file.
fn back_channel_of(back_channel: Option<&BackChannel>) -> (&'static str, String) {
    let Some(back_channel) = back_channel else {
        return ("", String::new());
    };
    let users = further_users();
    let [another, coded] = &users;
    let part = format!(
        "backchannel:
  login_hint: {USERNAME}
  another_login_hint: {another}
  with_code: {{ login_hint: {name}, user_code: \"{code}\" }}
  decide: \"{decision}\"
",
        another = another.username,
        name = coded.username,
        code = coded.user_code.as_deref().unwrap_or_default(),
        decision = back_channel.decision,
    );
    (", signed-requests, login-hint-tokens", part)
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

pub(super) fn quoted(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    quoted.join(", ")
}
