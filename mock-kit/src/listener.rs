//! Listeners: an accept loop over TLS that records every exchange.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use http::header::DATE;
use http::{HeaderMap, HeaderValue, StatusCode};
use http_body_util::BodyExt as _;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::service::TowerToHyperService;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;
use tower_http::catch_panic::CatchPanicLayer;
use url::Url;

use crate::caller::CallerPresence;
use crate::clock::Clock;
use crate::fault::FaultPlan;
use crate::framing;
use crate::journal::{CapturedBody, Exchange, Journal, TlsFacts, next_turn};
use crate::occasion;
use crate::tls::{Carelessness, ClientCertificate, ServerIdentity};

/// The largest body that a listener takes, in octets.
pub const REQUEST_BODY_LIMIT: usize = 64 << 20;
/// How long a handshake, the silence after it and a request head may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long nobody is let in after that has failed.
const BACK_OFF: Duration = Duration::from_millis(50);

/// Where to listen, and how others reach it.
#[derive(Clone, Debug)]
pub struct ListenerSettings {
    /// The local address; port 0 picks a free one.
    pub address: SocketAddr,
    /// The base that peers are told, where it differs from the local address (NAT, proxies).
    pub advertised: Option<Url>,
    /// The TLS identity; plain HTTP without one.
    pub identity: Option<ServerIdentity>,
}

impl ListenerSettings {
    /// A free port of the loopback interface.
    #[must_use]
    pub fn ephemeral(identity: Option<ServerIdentity>) -> Self {
        Self {
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            advertised: None,
            identity,
        }
    }
}

/// A listener whose address is known, before anybody is served.
#[derive(Debug)]
pub struct Bound {
    socket: TcpListener,
    base: Url,
    identity: Option<ServerIdentity>,
}

/// What a listener serves.
pub struct Service {
    /// The party's name in the journal.
    pub party: &'static str,
    /// Its routes.
    pub router: Router,
    /// Where its exchanges are recorded.
    pub journal: Journal,
    /// Its clock.
    pub clock: Clock,
    /// Its faults, of which the listener commits those of [`framing`] and those below HTTP.
    pub faults: FaultPlan,
}

/// The network address from which a request came; every request carries it as an extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallerAddress(pub IpAddr);

/// A running listener; it stops when this is dropped.
#[derive(Debug)]
pub struct Listening {
    address: SocketAddr,
    stopping: CancellationToken,
    door: Arc<Door>,
}

/// How callers are let in: with which identity, and until when.
#[derive(Debug)]
struct Door {
    identity: RwLock<Option<ServerIdentity>>,
    open: Mutex<CancellationToken>,
}

impl Door {
    fn with(identity: Option<ServerIdentity>) -> Self {
        Self {
            identity: RwLock::new(identity),
            open: Mutex::default(),
        }
    }

    fn identity(&self) -> Option<ServerIdentity> {
        let identity = self.identity.read();
        identity.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn open(&self) -> CancellationToken {
        let open = self.open.lock();
        open.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Bound {
    /// Takes the address.
    ///
    /// # Errors
    /// When the address cannot be had.
    pub async fn bind(settings: &ListenerSettings) -> io::Result<Self> {
        let socket = TcpListener::bind(settings.address).await?;
        let own = own_base(socket.local_addr()?, settings.identity.is_some())?;
        Ok(Self {
            socket,
            base: settings.advertised.clone().unwrap_or(own),
            identity: settings.identity.clone(),
        })
    }

    /// The base URL that peers use, ending in a slash.
    #[must_use]
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// Begins to serve.
    ///
    /// # Errors
    /// When the socket has been lost.
    pub fn serve(self, service: Service) -> io::Result<Listening> {
        let stopping = CancellationToken::new();
        let listening = Listening {
            address: self.socket.local_addr()?,
            stopping: stopping.clone(),
            door: Arc::new(Door::with(self.identity)),
        };
        let shared = Arc::new(Shared {
            router: recorded(&service),
            faults: service.faults,
            door: Arc::clone(&listening.door),
        });
        tokio::spawn(async move {
            tokio::select! {
                () = stopping.cancelled() => {}
                () = accept(&self.socket, &shared, &stopping) => {}
            }
        });
        Ok(listening)
    }
}

impl Listening {
    /// The local address.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Shows another identity from now on, and drops the connections that were made under the one before.
    pub fn present(&self, identity: &ServerIdentity) {
        let shown = self.door.identity.write();
        *shown.unwrap_or_else(PoisonError::into_inner) = Some(identity.clone());
        let mut open = self
            .door
            .open
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *open).cancel();
    }

    /// Stops listening and drops open connections.
    pub fn stop(&self) {
        self.stopping.cancel();
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.stop();
    }
}

struct Shared {
    router: Router,
    faults: FaultPlan,
    door: Arc<Door>,
}

fn own_base(address: SocketAddr, secured: bool) -> io::Result<Url> {
    let scheme = if secured { "https" } else { "http" };
    let text = format!("{scheme}://localhost:{}/", address.port());
    Url::parse(&text).map_err(io::Error::other)
}

async fn accept(socket: &TcpListener, shared: &Arc<Shared>, stopping: &CancellationToken) {
    loop {
        let Ok((stream, caller)) = socket.accept().await else {
            back_off().await;
            continue;
        };
        let caller = CallerAddress(caller.ip());
        let shared = Arc::clone(shared);
        let (stopping, open) = (stopping.clone(), shared.door.open());
        tokio::spawn(async move {
            tokio::select! {
                () = stopping.cancelled() => {}
                () = open.cancelled() => {}
                () = occasion::within(&shared.faults, greet(stream, caller, &shared)) => {}
            }
        });
    }
}

/// What is scarce, such as open files, is had again when others let go of it.
#[expect(
    clippy::disallowed_methods,
    reason = "the machine is what is waited for, whatever a party's clock says"
)]
async fn back_off() {
    tokio::time::sleep(BACK_OFF).await;
}

/// A peer that fails the handshake or breaks off is nobody's error here.
async fn greet(stream: TcpStream, caller: CallerAddress, shared: &Shared) {
    let _ = stream.set_nodelay(true);
    let Some(identity) = shared.door.identity() else {
        return converse(stream, caller, None, shared).await;
    };
    if shared.faults.serves_in_the_clear() && !begins_with_tls(&stream).await {
        return converse(stream, caller, None, shared).await;
    }
    match shared.faults.carelessness() {
        None => secure(stream, caller, &identity, shared).await,
        Some(carelessness) => {
            secure_carelessly(stream, caller, &identity, carelessness, shared).await;
        }
    }
}

async fn secure(
    stream: TcpStream,
    caller: CallerAddress,
    identity: &ServerIdentity,
    shared: &Shared,
) {
    let handshake = TlsAcceptor::from(identity.config()).accept(stream);
    if let Ok(Ok(secured)) = tokio::time::timeout(PATIENCE, handshake).await {
        let connection = Connection::of(secured.get_ref().1);
        converse(secured, caller, Some(connection), shared).await;
    }
}

async fn secure_carelessly(
    stream: TcpStream,
    caller: CallerAddress,
    identity: &ServerIdentity,
    carelessness: Carelessness,
    shared: &Shared,
) {
    let handshake = carelessness.accept(identity, stream);
    if let Ok(Ok(secured)) = tokio::time::timeout(PATIENCE, handshake).await {
        let connection = Connection::of_careless(secured.ssl());
        converse(secured, caller, Some(connection), shared).await;
    }
}

/// Whether a peer begins with a TLS handshake.
async fn begins_with_tls(stream: &TcpStream) -> bool {
    const HANDSHAKE: u8 = 22;
    let mut first = [HANDSHAKE];
    let peeked = tokio::time::timeout(PATIENCE, stream.peek(&mut first)).await;
    !matches!(peeked, Ok(Ok(1..))) || first == [HANDSHAKE]
}

/// What a handshake has told.
#[derive(Clone)]
struct Connection {
    facts: TlsFacts,
    certificate: Option<ClientCertificate>,
}

impl Connection {
    fn of(connection: &rustls::ServerConnection) -> Self {
        let chain = connection.peer_certificates().unwrap_or_default();
        let shown = chain
            .first()
            .map(|leaf| ClientCertificate(leaf.as_ref().into()));
        Self {
            facts: facts(connection, shown.as_ref()),
            certificate: shown,
        }
    }

    fn of_careless(connection: &openssl::ssl::SslRef) -> Self {
        let shown = connection.peer_certificate();
        let shown = shown.and_then(|certificate| certificate.to_der().ok());
        let shown = shown.map(|leaf| ClientCertificate(leaf.into()));
        let suite = connection.current_cipher();
        let suite = suite.and_then(openssl::ssl::SslCipherRef::standard_name);
        Self {
            facts: TlsFacts {
                version: connection.version_str().to_owned(),
                suite: suite.unwrap_or("unknown").to_owned(),
                certificate: shown.as_ref().map(ClientCertificate::thumbprint),
            },
            certificate: shown,
        }
    }

    fn mark(self, extensions: &mut http::Extensions) {
        extensions.insert(self.facts);
        if let Some(certificate) = self.certificate {
            extensions.insert(certificate);
        }
    }
}

fn facts(
    connection: &rustls::ServerConnection,
    certificate: Option<&ClientCertificate>,
) -> TlsFacts {
    let version = connection.protocol_version();
    let suite = connection.negotiated_cipher_suite();
    TlsFacts {
        version: version
            .and_then(|known| known.as_str())
            .unwrap_or("unknown")
            .to_owned(),
        suite: suite
            .and_then(|known| known.suite().as_str())
            .unwrap_or("unknown")
            .to_owned(),
        certificate: certificate.map(ClientCertificate::thumbprint),
    }
}

async fn converse<S>(
    stream: S,
    caller: CallerAddress,
    connection: Option<Connection>,
    shared: &Shared,
) where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    // The library waits for the first octet for ever.
    let spoken = tokio::time::timeout(PATIENCE, framing::bend(stream, &shared.faults)).await;
    let Ok(Ok(stream)) = spoken else {
        return;
    };
    let router = shared.router.clone();
    let service = tower::service_fn(move |mut request: http::Request<_>| {
        request.extensions_mut().insert(caller);
        if let Some(connection) = connection.clone() {
            connection.mark(request.extensions_mut());
        }
        router.clone().oneshot(request)
    });
    let mut server = auto::Builder::new(TokioExecutor::new());
    server
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE);
    let conversation =
        server.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let _ = conversation.await;
}

fn recorded(service: &Service) -> Router {
    let recorder = Recorder {
        party: service.party,
        journal: service.journal.clone(),
        clock: service.clock.clone(),
    };
    let journal = service.journal.clone();
    let on_panic = move |_: Box<dyn std::any::Any + Send>| {
        journal.note_panic();
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    };
    let record = move |request: Request, next: Next| recorder.clone().record(request, next);
    let faults = service.faults.clone();
    let carry_out = move |request: Request, next: Next| carry_out(faults.clone(), request, next);
    service
        .router
        .clone()
        .layer(DefaultBodyLimit::max(REQUEST_BODY_LIMIT))
        .layer(CatchPanicLayer::custom(on_panic))
        .layer(middleware::from_fn(carry_out))
        .layer(middleware::from_fn(record))
}

/// Carries a request out to its end, also where its peer is gone before the answer: what a party has begun to change is never left half done.
async fn carry_out(faults: FaultPlan, mut request: Request, next: Next) -> Response {
    let (presence, _present) = CallerPresence::begin();
    request.extensions_mut().insert(presence);
    let carrying_out = async move { occasion::within(&faults, next.run(request)).await };
    let carried_out = tokio::spawn(carrying_out).await;
    // A panic was caught further inside; nothing comes back only where the process ends.
    carried_out.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

#[derive(Clone)]
struct Recorder {
    party: &'static str,
    journal: Journal,
    clock: Clock,
}

impl Recorder {
    async fn record(self, request: Request, next: Next) -> Response {
        let at = self.clock.now();
        let turn = next_turn();
        let (head, body) = request.into_parts();
        let request_body = self.journal.body_at(head.uri.path());
        let passed_on = Request::from_parts(head.clone(), tee(body, &request_body));
        let (mut answer, body) = next.run(passed_on).await.into_parts();
        date(&mut answer.headers, self.clock.now());
        let response_body = self.journal.body_at(head.uri.path());
        let body = tee(body, &response_body);
        self.journal.record(Exchange {
            number: 0,
            turn,
            answered: next_turn(),
            at,
            party: self.party,
            target: target(&head.uri),
            method: head.method,
            request_headers: head.headers,
            request_body,
            status: answer.status,
            response_headers: answer.headers.clone(),
            response_body,
            tls: head.extensions.get::<TlsFacts>().cloned(),
        });
        Response::from_parts(answer, body)
    }
}

/// Whoever asks learns what time it is for the party (RFC 9110, 6.6.1), and not for the machine.
fn date(headers: &mut HeaderMap, now: Timestamp) {
    let text = DateTimePrinter::new().timestamp_to_rfc9110_string(&now);
    let value = text.ok().and_then(|text| HeaderValue::try_from(text).ok());
    if let Some(value) = value.filter(|_| !headers.contains_key(DATE)) {
        headers.insert(DATE, value);
    }
}

fn tee(body: Body, captured: &CapturedBody) -> Body {
    let captured = captured.clone();
    Body::new(body.map_frame(move |frame| {
        if let Some(passing) = frame.data_ref() {
            captured.append(passing);
        }
        frame
    }))
}

fn target(uri: &http::Uri) -> String {
    uri.path_and_query()
        .map_or_else(|| uri.path().to_owned(), ToString::to_string)
}
