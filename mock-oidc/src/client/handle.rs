//! Starting a client, and holding on to it.

use std::io;
use std::sync::{Arc, Mutex};

use mock_kit::tls::{ServerIdentity, TlsError};
use mock_kit::{Bound, ControlHandle, FaultPlan, Journal, Listening, Service};
use url::Url;

use super::encryption::Decrypter;
use super::line::Line;
use super::registration::Registration;
use super::settings::Settings;
use super::signing::{KeyError, Signer};
use super::state::State;
use super::web_client::{Shared, WebClient};
use super::{faults, server};

/// The party's name in journals, control routes and `User-Agent`.
pub const PARTY: &str = "client";

/// Why a client cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address cannot be had.
    #[error("listen: {0}")]
    Listen(#[from] io::Error),
    /// The authorities to trust or the certificate to show cannot be used.
    #[error("set up TLS: {0}")]
    Tls(#[from] TlsError),
    /// One of its own keys cannot be used.
    #[error("use its own keys: {0}")]
    Key(#[from] KeyError),
    /// A redirect URI is no URL.
    #[error("make a redirect URI: {0}")]
    RedirectUri(#[from] url::ParseError),
}

/// Starts a client; it stops when the handle is dropped.
///
/// # Errors
/// When address, trust, certificate or keys cannot be used.
pub async fn spawn(settings: Settings) -> Result<Handle, StartError> {
    let bound = Bound::bind(&settings.listener).await?;
    let base = bound.base().clone();
    let client = Arc::new(assemble(settings, &base)?);
    let journal = Journal::new();
    let listening = bound.serve(Service {
        party: PARTY,
        router: server::routes(Arc::clone(&client)),
        journal: journal.clone(),
        clock: client.settings.clock.clone(),
        faults: client.faults.clone(),
    })?;
    Ok(Handle {
        base,
        control: control(&client, journal),
        client,
        listening,
    })
}

fn assemble(settings: Settings, base: &Url) -> Result<WebClient, StartError> {
    let faults = FaultPlan::new(faults::SEAMS);
    Ok(WebClient {
        line: Line::new(&settings, faults.clone())?,
        signer: Signer::new(&settings.keys.signing)?,
        decrypter: Decrypter::new(settings.keys.decryption.as_ref())?,
        registrations: Registration::all(&settings, base)?,
        state: Mutex::new(State::default()),
        faults,
        settings,
    })
}

fn control(client: &Shared, journal: Journal) -> ControlHandle {
    let (inspected, reset) = (Arc::clone(client), Arc::clone(client));
    let inspect = move || {
        let inspected = Arc::clone(&inspected);
        Box::pin(async move { inspected.inspect() }) as _
    };
    ControlHandle::new(
        PARTY,
        client.settings.clock.clone(),
        client.faults.clone(),
        journal,
        inspect,
        move || *reset.state() = State::default(),
    )
}

/// A running client.
pub struct Handle {
    base: Url,
    client: Shared,
    control: ControlHandle,
    listening: Listening,
}

impl Handle {
    /// The URL below which `start`, `callback` and `again` stand, ending in a slash.
    #[must_use]
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// Where the authorization server of that issuer is to send responses, as it has to be registered there.
    #[must_use]
    pub fn redirect_uri(&self, issuer: &Url) -> Option<&Url> {
        let mut all = self.client.registrations.iter();
        let found = all.find(|registration| registration.is_named(issuer.as_str()));
        found.map(|registration| &registration.redirect_uri)
    }

    /// Clock, faults, journal, state.
    #[must_use]
    pub fn control(&self) -> &ControlHandle {
        &self.control
    }

    /// Shows browsers another TLS identity from now on.
    pub fn present(&self, identity: &ServerIdentity) {
        self.listening.present(identity);
    }

    /// Stops listening.
    pub fn stop(&self) {
        self.listening.stop();
    }
}
