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
/// Which of a row stands for the whole: whoever listens there has it.
const MARK: u16 = ROW - 1;
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

/// How many ports may be taken, from the first one on.
pub const PORTS: u16 = Place::ResourceOfTheJudge as u16 + 1;

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

    /// The port that is stated.
    fn port(&self, place: Place) -> Option<u16> {
        let first = Some(self.first_port).filter(|first| *first != 0);
        first.map(|first| first.saturating_add(place as u16))
    }
}

/// The ports at which whoever judges finds a guest, and nobody of ours listens.
pub(super) struct PortsOfTheJudge {
    first: u16,
    /// Holds a row that was found free: no other process takes it as long as this lives.
    _mark: Option<TcpListener>,
}

impl PortsOfTheJudge {
    pub(super) fn new(first: u16) -> Result<Self, HarnessError> {
        if first != 0 {
            return Ok(Self { first, _mark: None });
        }
        // Processes that were started one after the other need not try the same rows.
        let begin = std::process::id().wrapping_mul(STRIDE) % u32::from(ROWS);
        let begin = u16::try_from(begin).map_err(broken)?;
        let mut rows = (0..ROWS).map(|turn| LEAST + (begin + turn) % ROWS * ROW);
        let claimed = rows.find_map(claimed);
        claimed.ok_or_else(|| broken("no row of ports is free"))
    }

    /// The port of a place.
    pub(super) fn of(&self, place: Place) -> u16 {
        self.first.saturating_add(place as u16)
    }
}

/// A row of which nobody has taken a port.
fn claimed(row: u16) -> Option<PortsOfTheJudge> {
    let listen = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok();
    let mark = Some(listen(row + MARK)?);
    (row..row + PORTS)
        .all(|port| listen(port).is_some())
        .then_some(PortsOfTheJudge {
            first: row,
            _mark: mark,
        })
}
