//! Notifications to offices, delivered in the background, and the access tokens they need.

use http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use josekit::jws::{ES256, JwsHeader, JwsSigner as _};
use josekit::jwt::{self, JwtPayload};
use mock_kit::entropy;
use mock_kit::strict_json;
use serde_json::{Value, json};
use tokio::sync::Mutex;
use tokio::task::JoinSet;
use url::Url;

use crate::authorization_server::read_limited;
use crate::das::{Das, Shared};
use crate::faults::notification as faulty;
use crate::settings::OutboundClient;
use crate::state::due::Work;
use crate::state::identifiers::RequestAckId;
use crate::state::notification::{Attempt, NotificationStage};
use crate::state::retrieval::{Retrieval, RetrievalStage};
use crate::state::{Records, later};
use crate::wire::retrieval_status;

/// Lifetime of a client assertion of ours.
const ASSERTION_LIFETIME: SignedDuration = SignedDuration::from_secs(30);
/// How long before its expiry a token is not used any more.
const MARGIN: SignedDuration = SignedDuration::from_secs(60);

/// The background worker: does what is due when it is due, and delivers notifications. It never ends by itself.
pub async fn run(das: Shared) {
    let mut deliveries = JoinSet::new();
    loop {
        let next = {
            let mut records = das.records.lock().await;
            das.bring_up_to_date(&mut records).await;
            for ack in std::mem::take(&mut records.outbox) {
                deliveries.spawn(deliver(Shared::clone(&das), ack));
            }
            records.due.next()
        };
        tokio::select! {
            () = das.clock.wait_until(next.unwrap_or(Timestamp::MAX)) => {}
            () = das.changed.notified() => {}
            Some(_) = deliveries.join_next() => {}
        }
    }
}

/// One attempt to deliver a notification.
async fn deliver(das: Shared, ack: RequestAckId) {
    let Some((url, body)) = begin(&das, &ack).await else {
        return;
    };
    let attempt = send(&das, url, &body).await;
    let mut records = das.records.lock().await;
    conclude(&das, &mut records, &ack, attempt);
}

async fn begin(das: &Das, ack: &RequestAckId) -> Option<(Url, Value)> {
    let mut records = das.records.lock().await;
    let retrieval = records.retrievals.get(ack)?;
    let office = das.white_list.office_called(&retrieval.office)?;
    let url = notification_url(&office.notification_base?)?;
    let body = body(das, &records, retrieval);
    let notification = records.notifications.get_mut(ack)?;
    notification.stage = notification.stage.clone().send();
    Some((url, body))
}

/// `POST {office}/requests/notifications`; nothing leaves DAS unencrypted (DAS-NET-04).
fn notification_url(base: &Url) -> Option<Url> {
    let text = format!(
        "{}/requests/notifications",
        base.as_str().trim_end_matches('/')
    );
    let url = Url::parse(&text).ok()?;
    (url.scheme() == "https").then_some(url)
}

/// The status of the retrieval; the access code is no part of it (DAS-API-NOT-05).
fn body(das: &Das, records: &Records, retrieval: &Retrieval) -> Value {
    let mut body = retrieval_status(das, retrieval);
    if das.faults.commits(&faulty::CITES_ANOTHER_ACKNOWLEDGEMENT) {
        body.insert("requestAckId".to_owned(), json!(RequestAckId::fresh()));
    }
    if das.faults.commits(&faulty::NOTIFIES_TOO_EARLY) {
        body.insert("requestStatusCategory".to_owned(), json!("success"));
    }
    let registration = records.registrations.get(&retrieval.key);
    if let Some(registration) = registration
        && das.faults.commits(&faulty::TELLS_THE_ACCESS_CODE)
    {
        body.insert("dasAccessCode".to_owned(), json!(registration.access_code));
    }
    Value::Object(body)
}

async fn send(das: &Das, url: Url, body: &Value) -> Attempt {
    let mut request = das.http.post(url).json(body);
    if !das.faults.commits(&faulty::NOTIFIES_WITHOUT_TOKEN) {
        match das.outbound_tokens.token(das).await {
            Some(token) => request = request.bearer_auth(token),
            None => return Attempt::Missed,
        }
    }
    match request.send().await {
        Ok(response) => judge(das, response.status()).await,
        Err(_) => Attempt::Missed,
    }
}

async fn judge(das: &Das, status: StatusCode) -> Attempt {
    if das.variant.notification_statuses.contains(&status.as_u16()) {
        return Attempt::Taken;
    }
    if status == StatusCode::UNAUTHORIZED {
        das.outbound_tokens.forget().await;
        return Attempt::Missed;
    }
    if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
        return Attempt::Missed;
    }
    Attempt::Refused
}

fn conclude(das: &Das, records: &mut Records, ack: &RequestAckId, attempt: Attempt) {
    let Some(notification) = records.notifications.get_mut(ack) else {
        return;
    };
    let stage = notification.stage.clone();
    notification.stage = stage.conclude(attempt, das.clock.now(), &das.faults);
    let concluded = notification.stage.clone();
    if let NotificationStage::Queued { due, .. } = concluded {
        records.schedule(due, Work::Notify(ack.clone()));
    }
    let spoils = das
        .faults
        .commits(&faulty::FAILS_THE_RETRIEVAL_WITH_THE_NOTIFICATION);
    if let Some(retrieval) = records.retrievals.get_mut(ack)
        && spoils
        && attempt != Attempt::Taken
    {
        retrieval.stage = RetrievalStage::Error {
            reasons: Vec::new(),
        };
    }
}

/// The access token with which DAS calls offices, fetched when it is needed (`private_key_jwt`).
#[derive(Debug)]
pub struct OutboundTokens {
    client: Option<OutboundClient>,
    held: Mutex<Option<HeldToken>>,
}

#[derive(Clone, Debug)]
struct HeldToken {
    text: String,
    good_until: Timestamp,
}

impl OutboundTokens {
    /// Tokens for this client; none can be had without one.
    pub fn of(client: Option<OutboundClient>) -> Self {
        Self {
            client,
            held: Mutex::default(),
        }
    }

    async fn token(&self, das: &Das) -> Option<String> {
        let mut held = self.held.lock().await;
        let usable = held
            .clone()
            .filter(|token| das.clock.now() < token.good_until);
        if usable.is_none() {
            *held = self.fetch(das).await;
        }
        held.as_ref().map(|token| token.text.clone())
    }

    async fn forget(&self) {
        self.held.lock().await.take();
    }

    async fn fetch(&self, das: &Das) -> Option<HeldToken> {
        let client = self.client.as_ref()?;
        let endpoint = das
            .authorization_server
            .metadata()
            .await
            .ok()?
            .token_endpoint;
        let form = [
            ("grant_type", "client_credentials"),
            ("scope", das.variant.scope.as_str()),
            (
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ),
            (
                "client_assertion",
                &assertion(das, client, endpoint.as_str())?,
            ),
        ];
        let response = das.http.post(endpoint).form(&form).send().await.ok()?;
        if response.status() != StatusCode::OK {
            return None;
        }
        read_token(das, &read_limited(response).await?)
    }
}

fn read_token(das: &Das, body: &[u8]) -> Option<HeldToken> {
    let answer = strict_json::parse(body).ok()?;
    let bearer = answer
        .get("token_type")?
        .as_str()?
        .eq_ignore_ascii_case("bearer");
    let lifetime = answer
        .get("expires_in")
        .and_then(Value::as_i64)
        .unwrap_or(0);
    let usable = SignedDuration::from_secs(lifetime).saturating_sub(MARGIN);
    bearer.then_some(HeldToken {
        text: answer.get("access_token")?.as_str()?.to_owned(),
        good_until: later(das.clock.now(), usable),
    })
}

fn assertion(das: &Das, client: &OutboundClient, endpoint: &str) -> Option<String> {
    let claims = json!({
        "iss": client.client_id,
        "sub": client.client_id,
        "aud": endpoint,
        "exp": das.clock.unix_now() + ASSERTION_LIFETIME.as_secs(),
        "jti": entropy::identifier(),
    });
    let payload = JwtPayload::from_map(claims.as_object()?.clone()).ok()?;
    let signer = ES256.signer_from_pem(&client.private_key_pem).ok()?;
    let mut header = JwsHeader::new();
    header.set_token_type("JWT");
    header.set_algorithm(signer.algorithm().name());
    jwt::encode_with_signer(&payload, &header, &signer).ok()
}
