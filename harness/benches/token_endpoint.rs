//! The token endpoint's CPU time per request, against its bound: one ES256 verification and one signature by the same library.
//!
//! The server runs alone on a thread of its own, and only that thread's CPU time counts.
#![expect(clippy::unwrap_used, reason = "a benchmark may stop here")]

use std::sync::Arc;
use std::time::Duration;

use cpu_time::ThreadTime;
use criterion::{Criterion, criterion_group, criterion_main};
use harness::actor::forge::public_key::jwk;
use jiff::SignedDuration;
use josekit::jws::{ES256, JwsHeader};
use josekit::jwt::{self, JwtPayload};
use mock_kit::tls::{TestAuthority, http_client};
use mock_kit::{Clock, ListenerSettings};
use p256::SecretKey;
use p256::elliptic_curve::Generate as _;
use p256::pkcs8::{EncodePrivateKey as _, EncodePublicKey as _, LineEnding};
use serde_json::json;
use tokio::runtime::{Handle, Runtime};

const SCOPE: &str = "das-api/das-access";

struct Bench {
    server: Handle,
    client: Runtime,
    http: reqwest::Client,
    token_endpoint: url::Url,
    form: Vec<(&'static str, String)>,
    _running: Arc<mock_oidc::Handle>,
}

fn bench() -> Bench {
    let key = SecretKey::generate();
    let authority = TestAuthority::new().unwrap();
    let server = alone();
    let settings = mock_oidc::Settings {
        listener: ListenerSettings::ephemeral(Some(
            authority.identity_for(&["localhost"]).unwrap(),
        )),
        variant: mock_oidc::Variant::das_seed("das-api"),
        clock: Clock::system(),
        trust: Vec::new(),
        clients: vec![mock_oidc::Client::machine(
            "office",
            mock_oidc::ClientKeys::Jwks(json!({ "keys": [jwk(&key.public_key(), None)] })),
            vec![SCOPE.to_owned()],
        )],
        users: Vec::new(),
    };
    let client = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let running = client
        .block_on(server.spawn(mock_oidc::spawn(settings)))
        .unwrap()
        .unwrap();
    let token_endpoint = running.token_endpoint();
    let assertion = assertion(&key, token_endpoint.as_str());
    Bench {
        server,
        client,
        http: http_client(&[authority.pem()]).unwrap(),
        token_endpoint,
        form: vec![
            ("grant_type", "client_credentials".to_owned()),
            ("scope", SCOPE.to_owned()),
            (
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer".to_owned(),
            ),
            ("client_assertion", assertion),
        ],
        _running: Arc::new(running),
    }
}

/// A runtime with exactly one thread, which lives as long as the process.
fn alone() -> Handle {
    let (sender, handles) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        sender.send(runtime.handle().clone()).unwrap();
        runtime.block_on(std::future::pending::<()>());
    });
    handles.recv().unwrap()
}

fn assertion(key: &SecretKey, audience: &str) -> String {
    let mut payload = JwtPayload::new();
    payload.set_issuer("office");
    payload.set_subject("office");
    payload.set_audience(vec![audience]);
    let expiry = Clock::system().unix_now() + SignedDuration::from_mins(20).as_secs();
    payload.set_claim("exp", Some(expiry.into())).unwrap();
    let signer = ES256
        .signer_from_pem(key.to_pkcs8_pem(LineEnding::LF).unwrap().as_bytes())
        .unwrap();
    jwt::encode_with_signer(&payload, &JwsHeader::new(), &signer).unwrap()
}

impl Bench {
    fn server_cpu(&self) -> Duration {
        let asked = self.server.spawn(async { ThreadTime::now().as_duration() });
        self.client.block_on(asked).unwrap()
    }

    fn request(&self, times: u64) -> Duration {
        let before = self.server_cpu();
        self.client.block_on(async {
            for _ in 0..times {
                let answer = self
                    .http
                    .post(self.token_endpoint.clone())
                    .form(&self.form)
                    .send()
                    .await
                    .unwrap();
                assert!(
                    answer.status().is_success(),
                    "{}",
                    answer.text().await.unwrap()
                );
                answer.bytes().await.unwrap();
            }
        });
        self.server_cpu().saturating_sub(before)
    }
}

/// One verification and one signature of texts as long as an assertion and an access token.
fn bound(times: u64) -> Duration {
    let key = SecretKey::generate();
    let signer = ES256
        .signer_from_pem(key.to_pkcs8_pem(LineEnding::LF).unwrap().as_bytes())
        .unwrap();
    let public = key.public_key().to_public_key_pem(LineEnding::LF).unwrap();
    let verifier = ES256.verifier_from_pem(public.as_bytes()).unwrap();
    let (assertion, token) = (vec![b'a'; 300], vec![b't'; 700]);
    let signature = josekit::jws::JwsSigner::sign(&signer, &assertion).unwrap();
    let before = ThreadTime::now();
    for _ in 0..times {
        josekit::jws::JwsVerifier::verify(&verifier, &assertion, &signature).unwrap();
        josekit::jws::JwsSigner::sign(&signer, &token).unwrap();
    }
    before.elapsed()
}

fn token_endpoint(criterion: &mut Criterion) {
    let bench = bench();
    let mut group = criterion.benchmark_group("CPU time of a token request");
    group.bench_function("bound: one ES256 verification and one signature", |b| {
        b.iter_custom(bound);
    });
    group.bench_function("token endpoint over TLS with keep-alive", |b| {
        b.iter_custom(|times| bench.request(times));
    });
    group.finish();
    let rounds = 2_000;
    let share = bound(rounds).as_secs_f64() / bench.request(rounds).as_secs_f64();
    println!("share of the bound: {:.0} %", share * 100.0);
}

criterion_group!(benches, token_endpoint);
criterion_main!(benches);
