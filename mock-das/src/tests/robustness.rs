//! Nothing that a caller sends breaks DAS, and no token but a true one is honoured.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};
use tokio::runtime::Runtime;

use super::world::{ACCESSING, DATE, DEPOSITING, World, pdf, registration, retrieval};

const MEMBERS: &[&str] = &[
    "operationCategory",
    "documentKindCategory",
    "documentNumber",
    "documentDate",
    "dasAccessCode",
    "applicationCategory",
    "applicationNumber",
    "applicationFilingDate",
    "email",
    "fileId",
    "fileReference",
    "fileFormatCategory",
    "fileChecksum",
    "osfAckId",
    "officeCode",
];

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
        prop::sample::select(vec![
            "registration",
            "retrieval",
            "patent",
            "design",
            "AT A 1/2019",
            "PCT/IB2021/057271",
            DATE,
            "9999-12-31",
            "-009999-01-01",
            "AB21",
            "pdf",
            "zip",
            "priority document",
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(".{0,8}", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

fn body() -> impl Strategy<Value = Value> {
    let known = prop::collection::hash_map(prop::sample::select(MEMBERS), value(), 0..12);
    let known = known.prop_map(|members| {
        let named = members
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value));
        Value::Object(named.collect::<Map<_, _>>())
    });
    prop_oneof![4 => known, 1 => value()]
}

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    })
}

#[test]
fn no_body_breaks_an_operation() {
    let runtime = Runtime::new().unwrap();
    let world = runtime.block_on(World::new());
    let operations = [
        ("POST", "/requests/files/url-uploads"),
        ("PUT", "/requests/files/url-uploads"),
        ("POST", "/requests/registrations"),
        ("PUT", "/requests/registrations"),
        ("POST", "/requests/retrievals"),
        ("POST", "/requests/files/url-downloads"),
    ];
    let token = world.token(DEPOSITING);
    let cases = (prop::sample::select(operations.to_vec()), body());
    let outcome = runner(256).run(&cases, |((method, path), body)| {
        let request = world.http.request(method.parse().unwrap(), world.url(path));
        let request = request.bearer_auth(&token).json(&body);
        let status = runtime.block_on(world.send(request)).status;
        prop_assert!(status < 500, "{method} {path} {body} gave {status}");
        Ok(())
    });
    outcome.unwrap();
    assert_eq!(world.das.control().journal.panics(), 0);
}

#[test]
fn no_query_breaks_an_operation() {
    let runtime = Runtime::new().unwrap();
    let world = runtime.block_on(World::new());
    let paths = [
        "/requests/files",
        "/requests/registrations",
        "/requests/registrations/certificates",
        "/documents/registrations/statuses",
        "/requests/retrievals",
    ];
    let parameters = prop::collection::vec((prop::sample::select(MEMBERS), ".{0,24}"), 0..6);
    let cases = (
        prop::sample::select(paths.to_vec()),
        any::<bool>(),
        parameters,
    );
    let token = world.token(DEPOSITING);
    let outcome = runner(128).run(&cases, |(path, deleting, parameters)| {
        let method = if deleting { "DELETE" } else { "GET" };
        let request = world.http.request(method.parse().unwrap(), world.url(path));
        let request = request.bearer_auth(&token).query(&parameters);
        let status = runtime.block_on(world.send(request)).status;
        prop_assert!(status < 500, "{path} {parameters:?} gave {status}");
        Ok(())
    });
    outcome.unwrap();
    assert_eq!(world.das.control().journal.panics(), 0);
}

#[test]
fn no_altered_token_is_honoured() {
    let runtime = Runtime::new().unwrap();
    let world = runtime.block_on(World::new());
    let token = world.token(ACCESSING);
    let alphabet = prop::sample::select("ABCXYZabcxyz0189-_.=".chars().collect::<Vec<_>>());
    let cases = (0..token.len(), alphabet, 0..3_u8);
    let outcome = runner(192).run(&cases, |(place, letter, kind)| {
        let mut altered: Vec<char> = token.chars().collect();
        match kind {
            0 => altered[place] = letter,
            1 => altered.insert(place, letter),
            _ => drop(altered.remove(place)),
        }
        let altered: String = altered.into_iter().collect();
        prop_assume!(altered != token);
        let request = world
            .http
            .get(world.url("/requests/retrievals"))
            .bearer_auth(&altered);
        let status = runtime.block_on(world.send(request)).status;
        prop_assert_eq!(status, 401, "{}", altered);
        Ok(())
    });
    outcome.unwrap();
}

/// Nobody can upload to an encrypted port through a plain URL; and one that says that it is down is out of order on purpose.
const OUT_OF_ORDER: [&str; 2] = ["hands-out-plain-http-urls", "is-down-for-a-while"];

/// A fault changes what is observed, but never breaks DAS.
#[tokio::test]
async fn no_fault_breaks_das() {
    let faults = crate::faults().iter().copied().flatten();
    for fault in faults.filter(|fault| !OUT_OF_ORDER.contains(&fault.name)) {
        let world = World::new().await;
        world.commit(fault.name);
        let file = world.upload(DEPOSITING, &pdf("original")).await;
        let mut statuses = vec![
            world
                .post(DEPOSITING, "/requests/registrations", &registration(&file))
                .await
                .status,
            world
                .post(DEPOSITING, "/requests/registrations", &registration(&file))
                .await
                .status,
            world
                .put(
                    DEPOSITING,
                    "/requests/registrations",
                    &registration("absent"),
                )
                .await
                .status,
            world
                .put(DEPOSITING, "/requests/registrations", &registration(&file))
                .await
                .status,
            world.availability(ACCESSING, DATE, "FFFF").await.status,
            world
                .post(DEPOSITING, "/requests/registrations", &json!({}))
                .await
                .status,
        ];
        let asked = world
            .post(ACCESSING, "/requests/retrievals", &retrieval())
            .await;
        world.process();
        let ack = asked.text("requestAckId");
        statuses.push(world.ask_download(ACCESSING, &ack).await.status);
        let path = format!("/requests/files?osfAckId={ack}");
        statuses.push(world.delete(ACCESSING, &path).await.status);
        assert!(
            statuses.iter().all(|status| *status < 500),
            "{}: {statuses:?}",
            fault.name
        );
        assert_eq!(world.das.control().journal.panics(), 0, "{}", fault.name);
    }
}
