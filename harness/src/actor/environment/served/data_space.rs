//! A DAPS, the connectors that it knows, and a connector that takes messages.

use mock_kit::ControlHandle;
use mock_oidc::{connector, daps};
use url::Url;

use super::super::built_in::data_space::{enrolment, identity, made_at};
use super::super::data_space::{DataConnector, Which};
use super::super::variant::daps::variant;
use super::{Ground, Place, broken, stopped};
use crate::error::HarnessError;
use crate::requirement::wire::DapsWire;

/// Those that a developer, or the judge, may act as.
const PLAYED: [Which; 2] = [Which::Connector, Which::AnotherConnector];

/// The running parties.
pub struct DataSpace {
    /// The DAPS.
    pub daps: daps::Handle,
    /// A connector.
    pub connector: connector::Handle,
    /// Others that the DAPS knows, with their credentials.
    pub known: [DataConnector; 2],
}

impl DataSpace {
    /// Starts both.
    pub(super) async fn start(ground: &Ground) -> Result<Self, HarnessError> {
        let none = || broken("the profile has no data space");
        let wire = ground.settings.wire.daps.as_ref().ok_or_else(none)?;
        let made = made_at(ground.clock.now()).map_err(stopped)?;
        let get = |which| made.get(&which).cloned().ok_or_else(none);
        let own = get(Which::UnderTest)?;
        let known = [get(PLAYED[0])?, get(PLAYED[1])?];
        let enrolled = known.iter().chain([&own]).map(enrolment);
        let daps = daps::spawn(daps::Settings {
            listener: ground.asking_listener(Place::Daps)?,
            clock: ground.clock.clone(),
            variant: variant(wire),
            connectors: enrolled.collect::<Result<_, _>>().map_err(stopped)?,
        });
        let daps = daps.await.map_err(broken)?;
        let known_daps = known_by_connectors(&daps, wire)?;
        let settings = settings_of_connector(ground, Place::Connector, known_daps, own)?;
        Ok(Self {
            connector: connector::spawn(settings).await.map_err(broken)?,
            daps,
            known,
        })
    }

    pub(super) fn controls(&self) -> Vec<ControlHandle> {
        vec![
            self.daps.control().clone(),
            self.connector.control().clone(),
        ]
    }
}

/// A connector at this place, which knows that DAPS.
pub(super) fn settings_of_connector(
    ground: &Ground,
    place: Place,
    daps: connector::Daps,
    own: DataConnector,
) -> Result<connector::Settings, HarnessError> {
    Ok(connector::Settings {
        listener: ground.asking_listener(place)?,
        clock: ground.clock_at(place),
        trust: vec![ground.authority_pem()],
        daps,
        identity: identity(&own).map_err(stopped)?,
        transport: own.transport,
    })
}

/// A running DAPS as connectors know it.
fn known_by_connectors(
    daps: &daps::Handle,
    wire: &DapsWire,
) -> Result<connector::Daps, HarnessError> {
    let url = |text: String| Url::parse(&text).map_err(broken);
    Ok(connector::Daps {
        edition: variant(wire).edition,
        issuer: daps.issuer(),
        token_endpoint: url(daps.token_endpoint())?,
        jwks_uri: url(daps.jwks_uri())?,
        scope: wire.scope.clone(),
        audience: wire.audience.clone(),
    })
}
