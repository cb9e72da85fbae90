//! The service under these sequences: a DAS with a PCT service behind it, and the offices that call it.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use mock_kit::Clock;
use proptest_state_machine::StateMachineTest;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::act::{AT_HOME_WITH_PCT, Act, Named};
use super::model::{Content, Model};
use super::surroundings::{client_of, surroundings, token};
use crate::content::checksum;
use crate::pct;
use crate::settings::RoIbErasedAfter;
use crate::tests::authority::Authority;
use crate::tests::world::{CODE, DATE, pdf};
use crate::{Handle, Settings};

/// How often a retrieval is polled before it counts as stuck.
const POLLS: usize = 2_000;

/// A DAS that behaves.
pub struct Honest;
/// The ways in which documents of RO/IB leak.
const LEAKS: [&str; 4] = [
    "stores-ro-ib-documents",
    "keeps-what-it-fetched",
    "keeps-refused-uploads-of-ro-ib",
    "keeps-fetched-copies-of-ro-ib",
];
/// A DAS that leaks documents of RO/IB in one of these ways.
pub struct Leaky<const WAY: usize>;

impl StateMachineTest for Honest {
    type SystemUnderTest = System;
    type Reference = Model;

    fn init_test(model: &Model) -> System {
        System::start(model, None)
    }

    fn apply(system: System, model: &Model, act: Act) -> System {
        system.act(model, &act)
    }

    fn check_invariants(system: &System, model: &Model) {
        system.check(model);
    }

    fn teardown(system: System, _model: Model) {
        system.check_journals();
    }
}

impl<const WAY: usize> StateMachineTest for Leaky<WAY> {
    type SystemUnderTest = System;
    type Reference = Model;

    fn init_test(model: &Model) -> System {
        System::start(model, Some(LEAKS[WAY]))
    }

    fn apply(system: System, model: &Model, act: Act) -> System {
        system.act(model, &act)
    }

    fn check_invariants(system: &System, model: &Model) {
        system.check(model);
    }
}

/// What an answer says: its status and its body.
type Received = (u16, Value);

/// An upload as the office knows it.
struct Announced {
    id: String,
    url: String,
}

/// A retrieval as the office knows it.
struct Asked {
    ack: String,
    url: Option<String>,
    /// What became of it, once that is known.
    end: Option<String>,
}

/// The running service.
pub struct System {
    das: Handle,
    pct: pct::Handle,
    authority: Authority,
    clock: Clock,
    http: reqwest::Client,
    files: Vec<Announced>,
    asked: Vec<Asked>,
    served: bool,
    /// Last, so that everything else is dropped while it lives.
    runtime: Runtime,
}

impl System {
    fn start(model: &Model, fault: Option<&str>) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let system = runtime.block_on(surroundings(reading(model)));
        if let Some(fault) = fault {
            system.0.control().faults.activate(fault).unwrap();
        }
        let (das, pct, authority, clock, http) = system;
        Self {
            das,
            pct,
            authority,
            clock,
            http,
            files: Vec::new(),
            asked: Vec::new(),
            served: true,
            runtime,
        }
    }

    /// Does in earnest what the model has done already.
    fn act(mut self, model: &Model, act: &Act) -> Self {
        self.served = match *act {
            Act::Upload { by } => {
                self.announce(by);
                self.upload(self.files.len() - 1)
            }
            Act::Announce { by } => self.announce(by),
            Act::Send { file } => self.upload(model.file(file).unwrap_or_default()),
            Act::Register {
                by,
                named,
                parent,
                file,
            } => {
                let file = file.map(|file| self.file(model, file));
                let body = body(named, parent, file.as_deref());
                is_served(&self.post(by, "/requests/registrations", &body))
            }
            Act::Replace {
                by,
                named,
                parent,
                file,
            } => {
                let body = body(named, parent, Some(&self.file(model, file)));
                is_served(&self.put(by, "/requests/registrations", &body))
            }
            Act::Withdraw { by, named } => {
                let number = named.number().replace(' ', "%20");
                let path = format!(
                    "/requests/registrations?documentKindCategory=patent&documentNumber={number}&documentDate={DATE}&dasAccessCode={CODE}"
                );
                is_served(&self.delete(by, &path))
            }
            Act::Request { by, named } => self.request(by, named),
            Act::Retrieve { by, named } => {
                self.request(by, named);
                self.process();
                self.settle(model);
                self.asked.last().and_then(|one| one.end.as_deref()) == Some("success")
            }
            Act::Download { retrieval } => self.download(model, model.retrieval(retrieval)),
            Act::Delete { retrieval } => {
                let index = model.retrieval(retrieval);
                let path = format!("/requests/files?osfAckId={}", self.asked[index].ack);
                is_served(&self.delete(model.retrievals[index].by, &path))
            }
            Act::Pass { hours } => {
                self.clock.advance(SignedDuration::from_hours(hours));
                true
            }
        };
        self.settle(model);
        self
    }

    fn announce(&mut self, by: &str) -> bool {
        let content = content(AT_HOME_WITH_PCT + self.files.len());
        let declaration = json!({
            "fileReference": null, "fileFormatCategory": "pdf", "fileChecksum": checksum(&content),
        });
        let received = self.post(by, "/requests/files/url-uploads", &declaration);
        self.files.push(Announced {
            id: text(&received.1, "fileId"),
            url: text(&received.1, "fileUploadUrl"),
        });
        is_served(&received)
    }

    fn upload(&self, index: usize) -> bool {
        let content = content(AT_HOME_WITH_PCT + index);
        let put = self.http.put(&self.files[index].url);
        let put = put.header("content-type", "application/pdf").body(content);
        let taken = is_served(&self.send(put));
        if taken {
            self.process();
        }
        taken
    }

    fn request(&mut self, by: &str, named: Named) -> bool {
        let body = json!({
            "operationCategory": "retrieval", "documentKindCategory": "patent",
            "documentNumber": named.number(), "documentDate": DATE, "dasAccessCode": CODE,
        });
        let received = self.post(by, "/requests/retrievals", &body);
        self.asked.push(Asked {
            ack: text(&received.1, "requestAckId"),
            url: None,
            end: None,
        });
        is_served(&received)
    }

    /// Waits for the end of every retrieval that should have one.
    fn settle(&mut self, model: &Model) {
        for (index, retrieval) in model.retrievals.iter().enumerate() {
            if retrieval.due.is_none() && self.asked[index].end.is_none() {
                let end = self.settled(retrieval.by, &self.asked[index].ack);
                self.asked[index].end = Some(end);
            }
        }
    }

    /// What is fetched from the PCT service comes in real time, whatever the clock says.
    fn settled(&self, by: &str, ack: &str) -> String {
        let path = format!("/requests/retrievals?requestAckId={ack}");
        for _ in 0..POLLS {
            let (_, states) = self.get(by, &path);
            let state = &states["documentRetrievalResponseBag"][0];
            match text(state, "requestStatusCategory").as_str() {
                "pending" => {}
                settled => return settled.to_owned(),
            }
        }
        panic!("the retrieval {ack} is never settled");
    }

    fn download(&mut self, model: &Model, index: usize) -> bool {
        let retrieval = &model.retrievals[index];
        let body = json!({
            "documentKindCategory": "patent", "documentNumber": retrieval.named.number(),
            "documentDate": DATE, "osfAckId": self.asked[index].ack,
        });
        let (_, answer) = self.post(retrieval.by, "/requests/files/url-downloads", &body);
        let url = text(&answer, "fileDownloadUrl");
        if url.is_empty() {
            return false;
        }
        let delivered = self.fetch(&url);
        self.asked[index].url = Some(url);
        assert_eq!(
            delivered.as_deref().map(checksum),
            retrieval.content.map(hash),
            "the content of retrieval {index}"
        );
        delivered.is_some()
    }

    fn check(&self, model: &Model) {
        let found = self.places();
        let outside = found.iter().filter(|(place, _)| **place != "transit");
        for content in &model.forbidden {
            let hash = hash(*content);
            let mut outside = outside.clone();
            let place = outside.find(|(_, hashes)| hashes.contains(&hash));
            assert!(
                place.is_none(),
                "content {content} of RO/IB is outside transit"
            );
            let copies = found["transit"].iter().filter(|one| **one == hash).count();
            assert!(copies <= open_exchanges(model, *content), "too many copies");
        }
        for (place, contents) in model.places() {
            assert_eq!(found[place], sorted(contents), "the content of the {place}");
        }
        assert_eq!(self.served, model.served, "whether the act is served");
        self.check_ends(model);
        self.check_urls(model);
    }

    /// The journal of DAS, or of the PCT service, says of a document how long it was, never what it said.
    fn check_journals(&self) {
        let controls = [self.das.control(), self.pct.control()];
        for exchange in controls
            .iter()
            .flat_map(|control| control.journal.entries())
        {
            let bodies = [exchange.request_body, exchange.response_body];
            let kept = bodies.iter().any(|body| {
                let octets = body.octets();
                octets.windows(5).any(|five| five == b"%PDF-")
            });
            assert!(!kept, "the journal keeps {}", exchange.target);
        }
    }

    fn check_ends(&self, model: &Model) {
        for (asked, retrieval) in self.asked.iter().zip(&model.retrievals) {
            let succeeded = asked.end.as_deref().map(|end| end == "success");
            let expected = retrieval
                .due
                .is_none()
                .then_some(retrieval.content.is_some());
            assert_eq!(succeeded, expected, "the end of {retrieval:?}");
        }
    }

    /// No URL of a copy that has ended leads anywhere.
    fn check_urls(&self, model: &Model) {
        for (asked, retrieval) in self.asked.iter().zip(&model.retrievals) {
            if let (Some(url), false) = (&asked.url, retrieval.lives) {
                assert!(self.fetch(url).is_none(), "a URL of an ended copy delivers");
            }
        }
    }

    fn places(&self) -> BTreeMap<&'static str, Vec<String>> {
        let state = self.runtime.block_on(self.das.control().inspect());
        let places = ["library", "archive", "upload", "transit"];
        places
            .map(|place| (place, hashes(&state["storage"][place])))
            .into()
    }

    fn file(&self, model: &Model, number: usize) -> String {
        let index = model.file(number);
        index.map_or("no-such-file".to_owned(), |index| {
            self.files[index].id.clone()
        })
    }

    fn process(&self) {
        self.clock.advance(Settings::PROCESSING_TIME);
    }

    fn get(&self, by: &str, path: &str) -> Received {
        self.ask(by, self.http.get(self.url(path)))
    }

    fn delete(&self, by: &str, path: &str) -> Received {
        self.ask(by, self.http.delete(self.url(path)))
    }

    fn post(&self, by: &str, path: &str, body: &Value) -> Received {
        self.ask(by, self.http.post(self.url(path)).json(body))
    }

    fn put(&self, by: &str, path: &str, body: &Value) -> Received {
        self.ask(by, self.http.put(self.url(path)).json(body))
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.das.base())
    }

    fn ask(&self, by: &str, request: reqwest::RequestBuilder) -> Received {
        let token = token(&self.authority, &client_of(by));
        self.send(request.bearer_auth(token))
    }

    fn send(&self, request: reqwest::RequestBuilder) -> Received {
        self.runtime.block_on(async {
            let answer = request.send().await.unwrap();
            let status = answer.status().as_u16();
            let body = answer.bytes().await.unwrap();
            (status, serde_json::from_slice(&body).unwrap_or_default())
        })
    }

    fn fetch(&self, url: &str) -> Option<Vec<u8>> {
        self.runtime.block_on(async {
            let answer = self.http.get(url).send().await.unwrap();
            let served = answer.status() == 200;
            let body = answer.bytes().await.unwrap();
            served.then(|| body.to_vec())
        })
    }
}

/// The body of a registration or a replacement.
fn body(named: Named, parent: bool, file: Option<&str>) -> Value {
    let parent = parent.then_some(("patent", "AT A 99/2020", "2020-03-01"));
    json!({
        "operationCategory": "registration", "documentKindCategory": "patent",
        "documentNumber": named.number(), "documentDate": DATE, "dasAccessCode": CODE,
        "applicationCategory": parent.map(|parent| parent.0),
        "applicationNumber": parent.map(|parent| parent.1),
        "applicationFilingDate": parent.map(|parent| parent.2),
        "email": null, "fileId": file,
    })
}

fn reading(model: &Model) -> RoIbErasedAfter {
    if model.ends_with_download {
        RoIbErasedAfter::Download
    } else {
        RoIbErasedAfter::Deletion
    }
}

/// Content that is like no other.
pub fn content(content: Content) -> Vec<u8> {
    pdf(&format!("content {content}"))
}

fn hash(of: Content) -> String {
    checksum(&content(of))
}

fn sorted(contents: Vec<Content>) -> Vec<String> {
    let mut hashes: Vec<String> = contents.into_iter().map(hash).collect();
    hashes.sort();
    hashes
}

fn hashes(objects: &Value) -> Vec<String> {
    let objects = objects.as_array().cloned().unwrap_or_default();
    let mut hashes: Vec<String> = objects.iter().map(|one| text(one, "checksum")).collect();
    hashes.sort();
    hashes
}

fn open_exchanges(model: &Model, content: Content) -> usize {
    let copies = model.retrievals.iter().filter(|one| one.lives);
    copies.filter(|one| one.content == Some(content)).count()
}

fn is_served((status, _): &Received) -> bool {
    (200..300).contains(status)
}

fn text(value: &Value, member: &str) -> String {
    value[member].as_str().unwrap_or_default().to_owned()
}
