//! A document of 1 GiB through DAS with its folder store, beside a server that does TLS and SHA-256 and nothing else, and the memory
//! that DAS needs for it at its peak.
#![expect(clippy::unwrap_used, reason = "a benchmark may stop here")]
#![allow(
    dead_code,
    reason = "the benchmarks share a module and none uses all of it"
)]

mod served;

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::IntoResponse as _;
use axum::routing::{get, put};
use futures::{StreamExt as _, stream};
use mock_das::content::ChecksumHasher;
use mock_kit::clock::Stopwatch;
use mock_kit::tls::TestAuthority;
use mock_kit::{Bound, Clock, FaultPlan, Journal, Service};
use serde_json::json;
use served::{Document, Served, listener, role, serve_das};

/// How often each figure is taken; the best counts, since other work can only make it worse.
const ROUNDS: usize = 3;
/// What the memory of DAS may come to at its peak.
const BOUND_IN_KIBIBYTES: u64 = 64 << 10;

fn mebibytes() -> u32 {
    let wanted = std::env::var("MEBIBYTES").ok();
    wanted.map_or(1024, |text| text.parse().unwrap())
}

/// The server to compare with: the same listener, no storage, no state.
async fn serve_plainly() {
    let tls = TestAuthority::new().unwrap();
    let bound = Bound::bind(&listener(&tls)).await.unwrap();
    let base = bound.base().clone();
    let router = Router::new().route("/document", put(hash).get(hashed));
    let router = router.route("/", get(async || ()));
    let _listening = bound.serve(Service {
        party: "plain server",
        router,
        journal: Journal::new(),
        clock: Clock::system(),
        faults: FaultPlan::default(),
    });
    println!("{}", json!({ "base": base, "authority": tls.pem() }));
    std::future::pending::<()>().await;
}

async fn hash(request: Request) -> String {
    let mut hasher = ChecksumHasher::default();
    let mut pieces = request.into_body().into_data_stream();
    while let Some(piece) = pieces.next().await {
        hasher.update(&piece.unwrap());
    }
    hasher.finish()
}

async fn hashed() -> impl axum::response::IntoResponse {
    let pieces = Document::of_mebibytes(mebibytes()).pieces();
    let mut hasher = ChecksumHasher::default();
    let hashing = pieces.map(move |piece| {
        hasher.update(&piece);
        Ok::<_, std::io::Error>(piece)
    });
    Body::from_stream(stream::iter(hashing)).into_response()
}

async fn best<F: Future<Output = Duration>>(mut round: impl FnMut(usize) -> F) -> Duration {
    let mut best = Duration::MAX;
    for number in 0..ROUNDS {
        best = best.min(round(number).await);
    }
    best
}

struct Figures {
    upload: Duration,
    download: Duration,
}

async fn plain(server: &Served, document: &Document) -> Figures {
    let url = format!("{}/document", server.base());
    let checksum = document.checksum();
    let upload = best(async |_| {
        let watch = Stopwatch::start();
        let answer = server
            .http
            .put(&url)
            .body(document.body())
            .send()
            .await
            .unwrap();
        assert_eq!(answer.text().await.unwrap(), checksum);
        watch.elapsed()
    });
    let upload = upload.await;
    let download = best(async |_| {
        let watch = Stopwatch::start();
        let mut answer = server.http.get(&url).send().await.unwrap();
        while answer.chunk().await.unwrap().is_some() {}
        watch.elapsed()
    });
    Figures {
        upload,
        download: download.await,
    }
}

async fn through_das(das: &Served, document: &Document) -> Figures {
    let (first, second) = (das.depositing(), das.accessing());
    let checksum = document.checksum();
    let number = |round: usize| format!("AT A {}/2019", round + 1);
    let upload = best(async |round| {
        let (file, url) = first.ask_upload(&checksum).await;
        let watch = Stopwatch::start();
        first.upload(&url, document.size(), document.body()).await;
        let elapsed = watch.elapsed();
        let watch = Stopwatch::start();
        assert_eq!(first.state_of_file(&file).await, "accepted");
        println!("examined in {:?}", watch.elapsed());
        first.register(&number(round), &file).await;
        elapsed
    });
    let upload = upload.await;
    let download = best(async |round| {
        let ack = second.retrieve(&number(round)).await;
        let url = second.ask_download(&number(round), &ack).await;
        let watch = Stopwatch::start();
        assert_eq!(second.download(&url).await, document.size());
        let elapsed = watch.elapsed();
        second.delete(&ack).await;
        elapsed
    });
    Figures {
        upload,
        download: download.await,
    }
}

fn share(plain: Duration, through_das: Duration) -> f64 {
    100.0 * plain.as_secs_f64() / through_das.as_secs_f64()
}

async fn measure() {
    let document = Document::of_mebibytes(mebibytes());
    let das = Served::start("das");
    let at_rest = das.kibibytes("VmHWM");
    let plainly = plain(&Served::start("plain"), &document).await;
    let figures = through_das(&das, &document).await;
    let peak = das.kibibytes("VmHWM");
    println!("{} MiB, best of {ROUNDS}:", mebibytes());
    for (what, plainly, figure) in [
        ("upload", plainly.upload, figures.upload),
        ("download", plainly.download, figures.download),
    ] {
        let rate = f64::from(mebibytes()) / figure.as_secs_f64();
        println!(
            "{what}: DAS {figure:.2?} ({rate:.0} MiB/s), plain server {plainly:.2?}, share {:.0} %",
            share(plainly, figure)
        );
    }
    println!("peak memory of DAS: {peak} KiB (at rest {at_rest} KiB)");
    assert!(peak < BOUND_IN_KIBIBYTES, "DAS needs more than 64 MiB");
}

#[tokio::main]
async fn main() {
    match role().as_deref() {
        Some("das") => serve_das().await,
        Some(_) => serve_plainly().await,
        None => measure().await,
    }
}
