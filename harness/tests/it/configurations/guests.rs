//! Parties that are judged among ours, and clients that are pinged: the configurations that wrong ones depart from.

use harness::actor::forge::connector_certificate;
use mock_kit::Clock;
use openssl::nid::Nid;

use super::ground::{Ground, SOUND};
use crate::hosts::{IN_FORCE, in_pem, key_on, pem};

pub(super) const OFFICE_CLIENT: &str = "profile: das-v1
roles: [office-client]
office_client:
  client_id: office-one
  office: XX
  register: [sh, register]
  retrieve: [sh, retrieve]
  ports: { authorization_server: PORT, das: 0 }
";

pub(super) const CIBA_CLIENT: &str = "profile: ciba
roles: [ciba-client]
ciba_client:
  client_id: call-centre
  jwks_file: keys.json
  delivery: ping
  start: https://localhost:PORT/authenticate
  notifications: https://localhost:PORT/notifications
  port: 0
  hosts: { certificate_file: host.pem, key_file: host-key.pem }
trust: { ca_file: ca.pem }
";

pub(super) const WEB_CLIENT: &str = "profile: fapi1-advanced
roles: [oauth-client]
oauth_client:
  client_id: shop
  jwks_file: keys.json
  usual: { start: 'https://localhost:PORT/start', redirect_uri: 'https://localhost:PORT/back', port: 0 }
  again: http://localhost:PORT/again
  done: Welcome
  resource_port: 0
  hosts: { certificate_file: host.pem, key_file: host-key.pem }
trust: { ca_file: ca.pem }
";

pub(super) const REGISTERING_PARTY: &str = "profile: fdx-registration
roles: [registering-party]
registering_party:
  client_id: platform
  act: [sh, act]
  port: 0
";

pub(super) const ASKING_CONNECTOR: &str = "profile: daps-idsg
roles: [connector]
asking_connector:
  certificate_file: connector.pem
  ask_url: https://localhost:PORT/ask
  messages: https://localhost:PORT/messages
  port: 0
trust: { ca_file: ca.pem }
";

/// What is added where a client is pinged.
const PINGS: &str = "backchannel:
  login_hint: alice
  decide: https://localhost:PORT/decide?id={auth_req_id}&action={action}
  pings:
    port: 0
    hosts: { certificate_file: host.pem, key_file: host-key.pem }
";

/// A configuration of a guest, which the sound host stands for.
pub(super) fn guest(text: &str) -> Ground {
    let ground = Ground::sound();
    let text = text.replace("PORT", &ground.port());
    let key = key_on(Nid::X9_62_PRIME256V1);
    let host = ground.authority.certify("localhost", &key, IN_FORCE);
    ground
        .file("host.pem", &in_pem(&host))
        .file("host-key.pem", &pem(&key))
        .file("keys.json", r#"{"keys": []}"#)
        .file("connector.pem", &connector())
        .target(&text)
}

/// The certificate of a connector, always with the same identifiers.
fn connector() -> String {
    let authority = connector_certificate::Authority::new(vec![0xcb; 20]).unwrap();
    let holder = connector_certificate::Holder {
        key: &key_on(Nid::X9_62_PRIME256V1),
        name: "connector",
        key_identifier: Some(&[0xa1; 20]),
    };
    let now = Clock::system().unix_now();
    in_pem(&authority.certify(&holder, now).unwrap())
}

/// The sound configuration, with a client that is pinged.
pub(super) fn pinged() -> Ground {
    guest(&format!("{SOUND}{PINGS}"))
}

/// A web client that deals with two authorization servers.
pub(super) fn sound_web_client() -> Ground {
    let ground = guest(WEB_CLIENT).replace("again: http:", "again: https:");
    let port = ground.port();
    let other = format!(
        "elsewhere: {{ start: 'https://localhost:{port}/other', redirect_uri: 'https://localhost:{port}/other-back', port: 0 }}\n  again:"
    );
    ground.replace("again:", &other)
}
