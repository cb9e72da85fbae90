//! What is claimed of descriptions: ours are current and fit the shipped profiles, those of others are read with care.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::data::Data;
use crate::exchange::model::{Exchange, Request, Response};
use crate::golden::assert_current;
use crate::requirement::{Profile, Registry};

fn profile(name: &str) -> Profile {
    let data = Data::embedded();
    let registry = Registry::load(&data).unwrap();
    Profile::load(&data, &registry, name).unwrap()
}

fn deployed() -> DasWire {
    profile("das-v1").wire.das
}

fn source(text: impl Into<String>) -> SourceFile {
    SourceFile::new("brought.yaml", text)
}

fn refusal(text: impl Into<String>) -> String {
    brought(&source(text)).unwrap_err().to_string()
}

/// A document with one operation, whose answer 200 has this schema.
fn with_schema(schema: &Value) -> Value {
    json!({
        "openapi": "3.0.0",
        "info": { "title": "T", "version": "7" },
        "paths": { "/das-api/v1/requests/files": { "get": { "responses": { "200": { "content": {
            "application/json": { "schema": schema }
        } } } } } },
        "components": { "schemas": {
            "Name": { "type": "string", "nullable": true },
            "List": { "type": "object", "properties": { "next": { "$ref": "#/components/schemas/List" } } },
        } },
    })
}

fn answer(status: u16, body: &Value) -> Response {
    Response {
        status,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: body.to_string().into_bytes(),
    }
}

fn exchange(method: &str, url: &str, response: Response) -> Exchange {
    Exchange {
        number: 1,
        from: "client".to_owned(),
        to: crate::actor::Party::Das.name().to_owned(),
        at: jiff::Timestamp::UNIX_EPOCH,
        request: Request {
            method: method.to_owned(),
            url: url.to_owned(),
            ..Request::default()
        },
        response: Some(response),
        failure: None,
        tls: None,
        raw: false,
        judged: true,
    }
}

/// What a schema says of a body.
fn judged(schema: &Value, body: &Value) -> Option<Judged> {
    let document = with_schema(schema).to_string();
    let description = brought(&source(document)).unwrap();
    judge_body(&description, &description.operations[0], &answer(200, body))
}

#[test]
fn our_documents_are_current() {
    for name in ["das-v1", "das-seed"] {
        let document = document(&profile(name).wire.das);
        let text = format!(
            "# Made of features/profiles/{name}.yaml and template.yaml; see harness/src/openapi/document.rs.\n{}",
            serde_yaml::to_string(&document).unwrap()
        );
        assert_current(&format!("fixtures/openapi/{name}.yaml"), &text);
    }
}

#[test]
fn our_documents_can_be_brought_and_know_every_operation() {
    for name in ["das-v1", "das-seed"] {
        let wire = profile(name).wire.das;
        let own = own(&wire).unwrap();
        own.description.compile().unwrap();
        let description = brought(&source(own.published.clone())).unwrap();
        for (name, operation) in wire.operations.all() {
            let path = format!("{}{}", wire.base_path, operation.path);
            let found =
                description.operation(Api::Das, operation.method.name(), &path, &operation.path);
            assert!(found.is_some(), "{name}");
            for status in &operation.success_statuses {
                assert!(found.unwrap().answer(*status).is_some());
            }
        }
        let hooks = own
            .description
            .operations
            .iter()
            .filter(|hook| hook.api != Api::Das);
        assert_eq!(hooks.count(), 4);
    }
}

#[test]
fn a_document_has_the_names_of_its_variant() {
    let mut wire = deployed();
    wire.fields
        .insert("fileId".to_owned(), "fileIdentifier".to_owned());
    let published = document(&wire).to_string();
    assert!(published.contains("\"fileIdentifier\"") && !published.contains("\"fileId\""));
    let description = &own(&wire).unwrap().description;
    let operation = &wire.operations.upload_url;
    let path = format!("{}{}", wire.base_path, operation.path);
    let found = description
        .operation(Api::Das, "POST", &path, &operation.path)
        .unwrap();
    let body = json!({ "fileId": "a", "fileUploadUrl": "https://a" });
    assert_eq!(
        judge_body(description, found, &answer(201, &body)),
        Some(Judged::Fits)
    );
}

#[test]
fn our_schemas_demand_what_is_published_and_let_everything_else_be() {
    let wire = deployed();
    let own = own(&wire).unwrap();
    let path = format!("{}/requests/files", wire.base_path);
    let operation = own
        .description
        .operation(Api::Das, "GET", &path, "/requests/files")
        .unwrap();
    let fits = |body: Value| judge_body(&own.description, operation, &answer(200, &body));
    assert_eq!(
        fits(json!({ "fileSizeQuantity": 12, "somethingElse": [1] })),
        Some(Judged::Fits)
    );
    let Some(Judged::Defect(defect)) = fits(json!({ "fileSizeQuantity": "12" })) else {
        panic!("a size as text fits");
    };
    assert_eq!(
        defect.received,
        "/fileSizeQuantity against the keyword type"
    );
    assert!(judge_status(operation, &answer(404, &json!({}))).is_none());
    let defect = judge_status(operation, &answer(203, &json!({}))).unwrap();
    assert_eq!(defect.received, "203 to GET /requests/files");
}

#[test]
fn schemas_of_the_older_dialect_mean_what_they_meant() {
    let schema = json!({ "type": "object", "required": ["name"], "properties": {
        "name": { "$ref": "#/components/schemas/Name" },
        "size": { "type": "integer", "minimum": 0, "exclusiveMinimum": true },
        "kind": { "type": "string", "enum": ["a"], "nullable": true },
        "list": { "nullable": true, "allOf": [{ "$ref": "#/components/schemas/List" }] },
    } });
    for body in [
        json!({ "name": null }),
        json!({ "name": "n", "size": 1, "kind": null, "list": null }),
        json!({ "name": "n", "kind": "a", "list": { "next": { "next": {} } } }),
    ] {
        assert_eq!(judged(&schema, &body), Some(Judged::Fits), "{body}");
    }
    for body in [
        json!({}),
        json!({ "name": "n", "size": 0 }),
        json!({ "name": "n", "kind": "b" }),
        json!({ "name": "n", "list": { "next": 1 } }),
    ] {
        assert!(
            matches!(judged(&schema, &body), Some(Judged::Defect(_))),
            "{body}"
        );
    }
}

#[test]
fn an_answer_that_is_no_json_is_a_defect_of_a_success_only() {
    let document = with_schema(&json!({ "type": "object" })).to_string();
    let description = brought(&source(document)).unwrap();
    let page = |status| Response {
        status,
        headers: vec![("Content-Type".to_owned(), "text/html".to_owned())],
        body: b"<p>".to_vec(),
    };
    let judge = |status| judge_body(&description, &description.operations[0], &page(status));
    assert!(matches!(judge(200), Some(Judged::Defect(_))));
    assert_eq!(judge(500), None);
}

#[test]
fn paths_are_found_with_and_without_the_base() {
    let document = json!({ "openapi": "3.1.0", "paths": {
        "/requests/files": { "get": {} },
        "/requests/files/{fileId}": { "get": {} },
        "/das-api/v1/requests/files/mine": { "get": {} },
    } });
    let description = Description::of(&document, "x").unwrap();
    let found = |below: &str| {
        let path = format!("/proxy/das-api/v1{below}");
        let found = description.operation(Api::Das, "GET", &path, below);
        found.map(|operation| operation.path.as_str())
    };
    assert_eq!(found("/requests/files"), Some("/requests/files"));
    assert_eq!(found("/requests/files/7"), Some("/requests/files/{fileId}"));
    assert_eq!(
        found("/requests/files/mine"),
        Some("/das-api/v1/requests/files/mine")
    );
    assert_eq!(found("/other/requests/files"), None);
    assert_eq!(found("/files"), None);
}

#[test]
fn a_status_counts_before_its_hundred_and_that_before_the_default() {
    let document = json!({ "openapi": "3.1.0", "paths": { "/a": { "get": { "responses": {
        "default": {}, "4XX": {}, "404": {},
    } } } } });
    let description = Description::of(&document, "x").unwrap();
    let documented = |status| {
        description.operations[0]
            .answer(status)
            .unwrap()
            .status
            .clone()
    };
    assert_eq!(
        [documented(404), documented(403), documented(500)],
        ["404", "4XX", "default"]
    );
}

#[test]
fn documents_that_cannot_be_used_are_refused_with_the_reason() {
    let reasons = [
        ("{}".to_owned(), "does not say `openapi: 3.0"),
        ("swagger: '2.0'".to_owned(), "does not say `openapi: 3.0"),
        ("openapi: 3.1.0".to_owned(), "describes no operations"),
        ("openapi: 3.1.0\nopenapi: 3.1.0".to_owned(), "\"openapi\" twice"),
        ("a: [".to_owned(), "no usable OpenAPI document"),
        ("{\"a\": 1} x".to_owned(), "trailing characters"),
        ("[".repeat(80), "64 levels"),
        (format!("[{}0]", "0,".repeat(200_001)), "200000 values"),
        ("x".repeat((4 << 20) + 1), "larger than 4 MiB"),
        ("a: &a [1,2,3,4,5,6,7,8,9]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n\
          d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]".to_owned(), "no usable"),
        (with_schema(&json!({ "$ref": "other.yaml#/a" })).to_string(), "lies outside"),
        (with_schema(&json!({ "$ref": "https://a.test/b" })).to_string(), "lies outside"),
        (with_schema(&json!({ "$ref": "#/components/schemas/Absent" })).to_string(), "where nothing is"),
        (with_schema(&json!({ "type": "strange" })).to_string(), "GET /das-api/v1/requests/files 200"),
        (with_schema(&json!({ "type": "string", "pattern": "(" })).to_string(), "GET /das-api/v1/requests/files 200"),
    ];
    for (text, reason) in reasons {
        let refused = refusal(text.clone());
        assert!(refused.contains(reason), "{reason}: {refused}");
    }
}

#[test]
fn a_schema_that_is_made_of_itself_is_refused() {
    let itself = json!({ "$ref": "#/components/schemas/Loop" });
    let mut document = with_schema(&itself);
    document["components"]["schemas"]["Loop"] = json!({ "allOf": [itself] });
    assert!(refusal(document.to_string()).contains("refers to itself"));
}

#[test]
fn a_schema_that_doubles_at_every_step_is_refused() {
    let step = |n: u32| json!({ "$ref": format!("#/components/schemas/S{n}") });
    let mut document = with_schema(&step(0));
    for n in 0..40 {
        document["components"]["schemas"][format!("S{n}")] =
            json!({ "allOf": [step(n + 1), step(n + 1)] });
    }
    document["components"]["schemas"]["S40"] = json!({});
    assert!(refusal(document.to_string()).contains("takes too long to check"));
}

#[test]
fn what_a_description_does_not_know_is_told() {
    let document = json!({
        "openapi": "3.0.0",
        "info": { "title": "DAS Core Service API", "version": "1.0" },
        "paths": {
            "/requests/retrievals": { "get": {
                "parameters": [{ "name": "requestAckId", "in": "query" }],
                "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Bag" } } } } },
            } },
            "/requests/others": { "get": {} },
        },
        "components": { "schemas": { "Bag": { "type": "object", "properties": { "bag": { "type": "array", "items": {
            "allOf": [{ "properties": { "known": {} } }, { "properties": { "free": { "type": "object" } } }],
        } } } } } },
    });
    let description = brought(&source(document.to_string())).unwrap();
    let operations = deployed().operations;
    let base = "https://das.test/das-api/v1/";
    let url = |rest: &str| format!("{base}{rest}");
    let body = json!({ "bag": [{ "known": 1, "extra": 1, "free": { "x": 1 } }], "count": 1 });
    let mut coverage = Coverage::new(&description, &operations);
    coverage.see(
        &[
            exchange(
                "GET",
                &url("requests/retrievals?requestAckId=a&sort=b"),
                answer(200, &body),
            ),
            exchange(
                "GET",
                &url("requests/files?fileId=a"),
                answer(200, &json!({})),
            ),
            exchange("GET", &url("requests/nothing"), answer(404, &json!({}))),
            exchange(
                "GET",
                "https://das.test/storage/a/b",
                answer(200, &json!({})),
            ),
        ],
        base,
    );
    insta::assert_yaml_snapshot!(coverage.record(), @r#"
    source: brought.yaml
    title: DAS Core Service API
    version: "1.0"
    exchanges: 1
    unknown_operations:
      - GET /requests/files
    unknown_fields:
      - operation: GET /requests/retrievals
        place: answer 200
        field: "bag[].extra"
      - operation: GET /requests/retrievals
        place: answer 200
        field: count
      - operation: GET /requests/retrievals
        place: query
        field: sort
    never_exercised:
      - GET /requests/others
    "#);
}

/// Anything that a document may be made of, true or false.
fn anything() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(vec![
        "openapi",
        "3.1.0",
        "paths",
        "/a",
        "get",
        "responses",
        "200",
        "content",
        "application/json",
        "schema",
        "$ref",
        "#/paths",
        "#/components/schemas/A",
        "components",
        "schemas",
        "A",
        "allOf",
        "type",
        "object",
        "properties",
        "items",
        "parameters",
        "in",
        "query",
        "name",
        "nullable",
        "pattern",
        "(a+)+$",
        "~1",
        "#",
        "$id",
        "webhooks",
        "minimum",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        word.clone().prop_map(Value::from),
        ".{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((word.clone(), inner), 0..5).prop_map(|members| {
                members
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value))
                    .collect()
            }),
        ]
    })
}

proptest! {
    #[test]
    fn no_text_stops_the_reader(text in ".{0,200}") {
        let _ = brought(&source(text));
    }

    #[test]
    fn no_document_stops_the_reader(document in anything(), schema in anything(), body in anything()) {
        let _ = brought(&source(document.to_string()));
        let mut spoilt = with_schema(&schema);
        spoilt["components"]["schemas"]["A"] = document;
        if let Ok(description) = brought(&source(spoilt.to_string())) {
            let _ = judge_body(&description, &description.operations[0], &answer(200, &body));
            let operations = deployed().operations;
            let mut coverage = Coverage::new(&description, &operations);
            let url = "https://a.test/das-api/v1/requests/files";
            coverage.see(&[exchange("GET", url, answer(200, &body))], "https://a.test/das-api/v1");
            let _ = coverage.record();
        }
    }
}
