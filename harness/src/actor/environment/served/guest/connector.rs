//! A connector that asks a DAPS, and takes messages from those whom that DAPS knows.

use mock_oidc::connector::{Daps, spawn};
use openssl::x509::X509;

use super::super::super::built_in::data_space::made_at;
use super::super::super::data_space::Which;
use super::super::super::variant::daps::variant;
use super::super::data_space::settings_of_connector;
use super::super::{Ground, Place, broken, stopped};
use super::{Guest, GuestParty, at};
use crate::error::HarnessError;
use crate::requirement::wire::DapsWire;

/// What it is called. To its DAPS it is who its certificate says.
const NAME: &str = "asking-connector";

pub(super) async fn start(ground: &Ground) -> Result<Guest, HarnessError> {
    let none = || broken("the profile has no data space");
    let wire = ground.settings.wire.daps.as_ref().ok_or_else(none)?;
    let daps_port = ground.ports_of_the_judge.of(Place::ServerOfTheJudge);
    let mut made = made_at(ground.clock.now()).map_err(stopped)?;
    let own = made.remove(&Which::UnderTest).ok_or_else(none)?;
    let certificate = X509::from_der(&own.certificate).and_then(|own| own.to_pem());
    let certificate = certificate.map_err(broken)?;
    let daps = daps_at(daps_port, wire)?;
    let settings = settings_of_connector(ground, Place::Guest, daps, own)?;
    Ok(Guest {
        name: NAME,
        party: GuestParty::Connector {
            handle: spawn(settings).await.map_err(broken)?,
            daps_port,
        },
        key_set: None,
        certificate_pem: Some(String::from_utf8_lossy(&certificate).into_owned()),
        host_pem: Some(ground.host_pem()?),
    })
}

/// The DAPS of the judge, once it runs.
fn daps_at(port: u16, wire: &DapsWire) -> Result<Daps, HarnessError> {
    let path = &wire.issuer_path;
    Ok(Daps {
        edition: variant(wire).edition,
        issuer: format!("https://localhost:{port}{path}"),
        token_endpoint: at(port, &wire.token_path)?,
        jwks_uri: at(port, &format!("{path}/.well-known/jwks.json"))?,
        scope: wire.scope.clone(),
        audience: wire.audience.clone(),
    })
}
