//! The console of `serve`, as the browser of its operator meets it, and as pages of others would.

use reqwest::header::{COOKIE, HOST, HeaderMap, ORIGIN, SET_COOKIE};
use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::Value;
use tempfile::TempDir;

use crate::served::Served;

/// Every page, and what pages are made of.
const INSIDE: [&str; 6] = [
    "console",
    "console/live",
    "console/parties/das",
    "console/parties/das/1",
    "console/console.css",
    "console/console.js",
];
/// Every form.
const FORMS: [&str; 4] = [
    "console/clock",
    "console/faults",
    "console/faults/stop",
    "console/reset",
];

/// An environment with a browser that has followed its link.
struct Visit {
    served: Served,
    folder: TempDir,
    base: String,
    link: String,
    token: String,
    cookie: String,
    http: Client,
}

fn said(served: &Served, name: &str) -> String {
    let mut lines = served.words.lines();
    let line = lines.find_map(|line| line.strip_prefix(name)).unwrap();
    line.split_whitespace().next().unwrap().to_owned()
}

impl Visit {
    async fn begin() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let served = Served::start(folder.path(), &[]);
        let token = std::fs::read_to_string(folder.path().join("control-token")).unwrap();
        let link = said(&served, "console ");
        let tls = mock_kit::tls::client_config(&[]).unwrap();
        let http = Client::builder().no_proxy().tls_backend_preconfigured(tls);
        let http = http.build().unwrap();
        let entered = http.get(&link).send().await.unwrap();
        assert_eq!(entered.status(), StatusCode::OK);
        let cookie = entered.headers()[SET_COOKIE].to_str().unwrap();
        Self {
            base: said(&served, "control "),
            cookie: cookie.to_owned(),
            link,
            token,
            http,
            folder,
            served,
        }
    }

    fn origin(&self) -> &str {
        self.base.trim_end_matches('/')
    }

    fn session(&self) -> &str {
        self.cookie.split(';').next().unwrap()
    }

    /// A request of the browser for a page.
    fn get(&self, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.base);
        self.http.get(url).header(COOKIE, self.session())
    }

    /// A form that the browser sends, with what `origin` says of the page that it stands on.
    fn post(&self, path: &str, origin: &str, fields: &[(&str, &str)]) -> RequestBuilder {
        let url = format!("{}{path}", self.base);
        let form = self.http.post(url).header(COOKIE, self.session());
        form.header(ORIGIN, origin).form(fields)
    }

    /// What the forms of the session carry.
    async fn mark(&self) -> String {
        let page = self.get("console").send().await.unwrap();
        let page = page.text().await.unwrap();
        let mark = regex::Regex::new(r#"name="mark" value="([^"]+)""#).unwrap();
        mark.captures(&page).unwrap()[1].to_owned()
    }

    /// What a control route tells.
    async fn told(&self, path: &str) -> Value {
        let url = format!("{}{path}", self.base);
        let asked = self.http.get(url).bearer_auth(&self.token);
        asked.send().await.unwrap().json().await.unwrap()
    }

    async fn is_frozen(&self) -> bool {
        self.told("das/clock").await["frozen"] == true
    }
}

async fn status(request: RequestBuilder) -> StatusCode {
    request.send().await.unwrap().status()
}

#[tokio::test]
async fn a_link_opens_the_console_once_and_for_one_browser() {
    let visit = Visit::begin().await;
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/console"] {
        assert!(visit.cookie.contains(attribute), "{}", visit.cookie);
    }
    let again = status(visit.http.get(&visit.link)).await;
    assert_eq!(again, StatusCode::UNAUTHORIZED);
    for path in INSIDE {
        let url = format!("{}{path}", visit.base);
        let stranger = status(visit.http.get(url)).await;
        assert_eq!(stranger, StatusCode::UNAUTHORIZED, "{path}");
    }
    assert_eq!(status(visit.get("console")).await, StatusCode::OK);
    let ticket = visit.http.post(format!("{}tickets", visit.base));
    let without = status(ticket.try_clone().unwrap()).await;
    assert_eq!(without, StatusCode::UNAUTHORIZED);
    let ticket = ticket.bearer_auth(&visit.token).send().await.unwrap();
    let ticket: Value = ticket.json().await.unwrap();
    let ticket = ticket["ticket"].as_str().unwrap();
    let other = format!("{}console/enter?ticket={ticket}", visit.base);
    assert_eq!(status(visit.http.get(other)).await, StatusCode::OK);
}

#[tokio::test]
async fn a_name_that_was_made_to_lead_here_leads_nowhere() {
    let visit = Visit::begin().await;
    let host = visit.origin().trim_start_matches("http://").to_owned();
    let port = host.split_once(':').unwrap().1;
    let rebound = [format!("rebound.example:{port}"), "localhost:1".to_owned()];
    for path in INSIDE.into_iter().chain(["console/enter?ticket=x"]) {
        for other in &rebound {
            let asked = visit.get(path).header(HOST, other);
            assert_eq!(
                status(asked).await,
                StatusCode::MISDIRECTED_REQUEST,
                "{path}"
            );
        }
    }
    let own = visit
        .get("console")
        .header(HOST, format!("127.0.0.1:{port}"));
    assert_eq!(status(own).await, StatusCode::OK);
}

#[tokio::test]
async fn forms_on_pages_of_others_change_nothing() {
    let visit = Visit::begin().await;
    let mark = visit.mark().await;
    let good = [("mark", mark.as_str()), ("action", "freeze")];
    for origin in ["https://another.example", "http://localhost:1", "null"] {
        for path in FORMS {
            let sent = status(visit.post(path, origin, &good)).await;
            assert_eq!(sent, StatusCode::FORBIDDEN, "{path} from {origin}");
        }
    }
    let url = format!("{}console/clock", visit.base);
    let nameless = visit.http.post(url).header(COOKIE, visit.session());
    assert_eq!(status(nameless.form(&good)).await, StatusCode::FORBIDDEN);
    let own = visit.origin();
    for path in FORMS {
        let guessed = visit.post(path, own, &[("mark", "guessed"), ("action", "freeze")]);
        assert_eq!(status(guessed).await, StatusCode::FORBIDDEN, "{path}");
        let beside = visit.post(path, own, &good);
        let beside = beside.header("sec-fetch-site", "same-site");
        assert_eq!(status(beside).await, StatusCode::FORBIDDEN, "{path}");
    }
    assert!(!visit.is_frozen().await);
    assert_eq!(
        status(visit.post("console/clock", own, &good)).await,
        StatusCode::OK
    );
    assert!(visit.is_frozen().await);
}

#[tokio::test]
async fn nothing_from_elsewhere_is_allowed_on_the_pages() {
    let visit = Visit::begin().await;
    for path in INSIDE {
        let answer = visit.get(path).send().await.unwrap();
        let told = |name: &str, headers: &HeaderMap| headers[name].to_str().unwrap().to_owned();
        let policy = told("content-security-policy", answer.headers());
        for part in [
            "default-src 'none'",
            "frame-ancestors 'none'",
            "script-src 'self'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(told("x-content-type-options", answer.headers()), "nosniff");
        assert_eq!(
            told("cross-origin-resource-policy", answer.headers()),
            "same-origin"
        );
        let other = visit.get(path).header("sec-fetch-site", "cross-site");
        assert_eq!(status(other).await, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn the_console_does_what_the_control_routes_do() {
    let visit = Visit::begin().await;
    let mark = visit.mark().await;
    let (own, mark) = (visit.origin(), ("mark", mark.as_str()));
    let fault = ("fault", "joins-conflicting-lengths");
    let terms = [
        mark,
        ("party", "das"),
        fault,
        ("occasion", "once"),
        ("client", "office-fr"),
    ];
    let committed = visit
        .post("console/faults", own, &terms)
        .send()
        .await
        .unwrap();
    let page = committed.text().await.unwrap();
    assert!(page.contains("once, towards office-fr"), "{page}");
    let faults = visit.told("das/faults").await;
    let active: Vec<&Value> = faults
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["active"] == true)
        .collect();
    assert_eq!(active.len(), 1);
    assert_eq!(
        active[0]["terms"],
        serde_json::json!({ "once": true, "client": "office-fr" })
    );
    let unknown = [mark, ("party", "das"), ("fault", "does-nothing-wrong")];
    let unknown = status(visit.post("console/faults", own, &unknown)).await;
    assert_eq!(unknown, StatusCode::UNPROCESSABLE_ENTITY);
    let stopped = [mark, ("party", "das"), fault];
    assert_eq!(
        status(visit.post("console/faults/stop", own, &stopped)).await,
        StatusCode::OK
    );
    let faults = visit.told("das/faults").await;
    assert!(
        faults
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["active"] == false)
    );
    let exchanges = visit.told("das/journal").await;
    assert_eq!(exchanges, Value::Array(Vec::new()));
}

#[tokio::test]
async fn each_interface_is_described_where_it_is_served() {
    let visit = Visit::begin().await;
    let control = visit.http.get(format!("{}openapi.json", visit.base));
    let control: Value = control.send().await.unwrap().json().await.unwrap();
    assert!(control["paths"]["/{party}/faults/{fault}"]["put"].is_object());
    let authority = std::fs::read_to_string(visit.folder.path().join("ca.pem")).unwrap();
    let http = mock_kit::tls::http_client(&[&authority]).unwrap();
    for (base, path) in [("issuer ", "/access_token"), ("DAS base ", "/")] {
        let base = said(&visit.served, base);
        let url = format!("{}/openapi.json", base.trim_end_matches('/'));
        let described: Value = http.get(url).send().await.unwrap().json().await.unwrap();
        let paths = described["paths"].as_object().unwrap();
        assert!(paths.keys().any(|key| key.starts_with(path)), "{base}");
        assert!(!paths.contains_key("/authorize"), "{base}");
    }
}
