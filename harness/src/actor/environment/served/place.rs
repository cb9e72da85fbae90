//! What is served at which port of this machine.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};

use mock_kit::ListenerSettings;
use mock_kit::tls::ServerIdentity;

use super::{ServeSettings, broken};
use crate::error::HarnessError;

/// The least of the ports that are found free for a judge; all of them lie below those that systems hand out to whoever asks for any.
const LEAST: u16 = 10_000;
/// How many ports belong together: one for each place at least.
const ROW: u16 = 32;
/// How many such rows there are.
const ROWS: u16 = 300;
/// How many rows lie between the first ones of two processes, where these started one after the other.
const STRIDE: u32 = 7;

/// What is served at which port, counted from the first. What is the judge's is left to whoever judges.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    AuthorizationServer,
    Das,
    Control,
    Pct,
    Office,
    OfficeWithOwnServer,
    OwnServer,
    Registry,
    Device,
    CibaClient,
    Daps,
    Connector,
    MessageConsumer,
    MessageProducer,
    KeysOfTheJudge,
    Resource,
    Guest,
    ServerOfTheJudge,
    ResourceOfTheJudge,
}

impl ServeSettings {
    /// The listener of a party.
    pub(super) fn listener(
        &self,
        place: Place,
        identity: Option<ServerIdentity>,
    ) -> ListenerSettings {
        ListenerSettings {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, self.port(place).unwrap_or_default())),
            advertised: None,
            identity,
        }
    }

    /// A port at which nobody of ours listens, so that whoever judges can. Where none is stated a free one is looked for.
    pub(super) fn port_of_the_judge(&self, place: Place) -> Result<u16, HarnessError> {
        let found = self.port(place).or_else(|| free_port(place));
        found.ok_or_else(|| broken("no port is free"))
    }

    /// The port that is stated.
    fn port(&self, place: Place) -> Option<u16> {
        let first = Some(self.first_port).filter(|first| *first != 0);
        first.map(|first| first.saturating_add(place as u16))
    }
}

/// No two places are given the same one, and processes that run side by side begin at different rows.
fn free_port(place: Place) -> Option<u16> {
    let begin = std::process::id().wrapping_mul(STRIDE) % u32::from(ROWS);
    let begin = u16::try_from(begin).ok()?;
    let mut ports = (0..ROWS).map(|turn| LEAST + (begin + turn) % ROWS * ROW + place as u16);
    ports.find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
}
