//! A client of the back channel, which signs its requests.

use mock_oidc::ciba_client::spawn;

use super::super::back_channel::{Asking, settings_of_client};
use super::super::{Ground, Place, broken};
use super::{Guest, GuestParty, issuer_at};
use crate::actor::environment::ciba_client::SetUp;
use crate::error::HarnessError;
use crate::requirement::backchannel_wire::DeliveryMode;

/// The client as it is registered.
const CLIENT_ID: &str = "call-centre";

/// The ways in which results reach a client, the swiftest first: this one waits by the machine's clock.
const SWIFTEST_FIRST: [DeliveryMode; 3] =
    [DeliveryMode::Push, DeliveryMode::Ping, DeliveryMode::Poll];

pub(super) async fn start(ground: &Ground) -> Result<Guest, HarnessError> {
    let server_port = ground.ports_of_the_judge.of(Place::ServerOfTheJudge);
    let delivery = delivery(ground).ok_or_else(|| broken("the profile has no back channel"))?;
    let asking = Asking {
        client_id: CLIENT_ID,
        issuer: issuer_at(server_port, ground)?,
        place: Place::Guest,
        set_up: SetUp {
            mode: delivery,
            signs: true,
            gives_id_tokens_for_hints: false,
        },
    };
    let (settings, key_set) = settings_of_client(ground, asking)?;
    let certificate_pem = settings.identity.pem().to_owned();
    Ok(Guest {
        name: CLIENT_ID,
        party: GuestParty::CibaClient {
            handle: spawn(settings).await.map_err(broken)?,
            delivery,
            server_port,
        },
        key_set: Some(key_set),
        certificate_pem: Some(certificate_pem),
        host_pem: Some(ground.host_pem()?),
    })
}

/// The swiftest way that the profile has.
fn delivery(ground: &Ground) -> Option<DeliveryMode> {
    let known = &ground.users()?.backchannel.as_ref()?.delivery_modes;
    SWIFTEST_FIRST.into_iter().find(|mode| known.contains(mode))
}
