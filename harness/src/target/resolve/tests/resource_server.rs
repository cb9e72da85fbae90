//! Resource servers.

use super::*;

const RESOURCE: &str = "\
profile: fapi1-advanced
roles: [resource-server]
authorization_server: { issuer: https://localhost:8443/oauth2 }
resource_server:
  base: https://localhost:8448/api
  reads: { path: accounts, scope: accounts }
  own: [{ id: '1', path: accounts/1 }]
  another_user: { subject: bob, id: '2', path: /accounts/2 }
  origin: https://app.example
trust: { ca_file: ca.pem }
clients: { client: { id: one, key_file: one.pem } }
";

/// The one line that the operator gets for a resource server's target file in which one thing is changed.
fn resource_refusal(from: &str, to: &str) -> String {
    assert!(RESOURCE.contains(from), "{from}");
    load(&folder(), &RESOURCE.replace(from, to))
        .unwrap_err()
        .to_string()
}

#[test]
fn a_resource_server_is_found_by_its_base_and_paths() {
    let target = load(&folder(), RESOURCE).unwrap();
    let facts = target.resource_server.unwrap();
    assert_eq!(
        facts.reading.url.as_str(),
        "https://localhost:8448/api/accounts"
    );
    let another = facts.another.unwrap().resource;
    assert_eq!(
        another.url.as_str(),
        "https://localhost:8448/api/accounts/2"
    );
    assert_eq!(facts.origin.unwrap(), "https://app.example");
}

#[test]
fn what_is_wrong_about_a_resource_server_is_told_with_line_and_fix() {
    let cases = [
        (
            "path: accounts,",
            "path: ../x,",
            6,
            "is no path below the base",
        ),
        ("id: '1'", "id: ''", 7, "is empty"),
        ("app.example", "app.example/path", 9, "is no origin"),
        ("base: https", "base: http", 5, "is not an HTTPS address"),
        ("reads:", "read:", 6, "did you mean `reads`?"),
        ("fapi1-advanced", "das-v1", 2, "has no users"),
    ];
    for (from, to, line, problem) in cases {
        let message = resource_refusal(from, to);
        let place = format!("office.yaml:{line}: ");
        assert!(
            message.starts_with(&place) && message.contains(problem),
            "{message}"
        );
    }
    let start = RESOURCE.find("resource_server:\n").unwrap();
    let end = RESOURCE.find("trust:").unwrap();
    let missing = resource_refusal(&RESOURCE[start..end], "");
    assert!(
        missing.starts_with("office.yaml:2: `resource_server` is missing"),
        "{missing}"
    );
}
