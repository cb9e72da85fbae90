//! The secrets that the exchanges of a scenario carried, to be replaced wherever else they turn up.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use base64ct::{Base64, Base64Unpadded, Base64UrlUnpadded, Encoding};
use serde_json::Value;
use url::{Url, form_urlencoded};

use super::super::model::{Exchange, Request, Response};
use super::{head, names, scan};

/// How much of a body is searched for secrets.
const SEARCHED: usize = 1024 * 1024;

/// From this length on a secret is replaced even inside of a word.
const UNMISTAKABLE: usize = 8;

/// How many secrets are learnt of one answer: whoever sends more sends them to keep us busy.
const MOST_OF_AN_ANSWER: usize = 500;

/// Words that stand where a secret might, and are none.
const NO_SECRETS: &[&str] = &["null", "none", "true", "false", "bearer"];

/// What the secrets of signed URLs are called.
const SIGNED_URL: &str = "signed-url";

/// From this length on a part of a signed URL may be what opens it.
const OPENS: usize = 16;

/// A secret with its kind.
#[derive(Debug, Clone)]
struct Secret {
    kind: &'static str,
    value: Arc<str>,
}

/// Secrets, by everything that they may be written as.
#[derive(Debug, Clone)]
pub(super) struct KnownSecrets {
    spellings: BTreeMap<String, Secret>,
    /// How many more may be learnt of what is being read.
    room: usize,
    /// The queries of signed URLs, as they were issued.
    queries: BTreeSet<String>,
    /// The parameters of signed URLs that may be what opens them, whatever values they get later.
    parameters: BTreeSet<String>,
}

impl KnownSecrets {
    pub(super) fn of<'a>(exchanges: impl IntoIterator<Item = &'a Exchange>) -> Self {
        let mut known = Self {
            spellings: BTreeMap::new(),
            room: usize::MAX,
            queries: BTreeSet::new(),
            parameters: BTreeSet::new(),
        };
        let exchanges: Vec<_> = exchanges.into_iter().collect();
        for exchange in &exchanges {
            known.room = MOST_OF_AN_ANSWER;
            known.learn_signed_urls(exchange);
        }
        known.room = usize::MAX;
        for exchange in &exchanges {
            known.learn_request(&exchange.request);
        }
        for response in exchanges.iter().filter_map(|each| each.response.as_ref()) {
            known.room = MOST_OF_AN_ANSWER;
            known.learn_response(response);
        }
        known.room = usize::MAX;
        known
    }

    /// The same with secrets that are known without any exchange.
    pub(super) fn with(mut self, secrets: &[String]) -> Self {
        for secret in secrets {
            self.learn("secret", secret);
        }
        self
    }

    /// Replaces every known secret, the longest first.
    pub(super) fn replace(&self, text: &str, commit: &scan::Commit<'_>) -> String {
        let mut present: Vec<_> = self
            .spellings
            .iter()
            .filter(|(written, _)| text.contains(written.as_str()))
            .collect();
        present.sort_by_key(|(written, _)| std::cmp::Reverse(written.len()));
        present
            .into_iter()
            .fold(text.to_owned(), |text, (written, secret)| {
                let commitment = commit(secret.kind, &secret.value);
                if written.len() >= UNMISTAKABLE {
                    text.replace(written, &commitment)
                } else {
                    replace_word(&text, written, &commitment)
                }
            })
    }

    /// Replaces the queries of signed URLs, which are secrets as a whole.
    pub(super) fn replace_queries(&self, text: &str, commit: &scan::Commit<'_>) -> String {
        let queries = self.queries.iter();
        let mut present: Vec<_> = queries.filter(|query| text.contains(*query)).collect();
        present.sort_by_key(|query| std::cmp::Reverse(query.len()));
        present.into_iter().fold(text.to_owned(), |text, query| {
            text.replace(query, &commit(SIGNED_URL, query))
        })
    }

    /// How a storage signs its URLs is its own affair, so that any long part of one may be what opens it.
    fn learn_signed_urls(&mut self, exchange: &Exchange) {
        let response = exchange.response.as_ref();
        let headers = response.into_iter().flat_map(|response| &response.headers);
        for (_, value) in headers.filter(|(name, _)| names::is_signed_url(name)) {
            self.learn_signed_url(value);
        }
        let bodies = [
            Some(&exchange.request.body),
            response.map(|response| &response.body),
        ];
        for body in bodies.into_iter().flatten() {
            let body = &body[..body.len().min(SEARCHED)];
            if let Ok(value) = serde_json::from_slice::<Value>(body) {
                self.learn_signed_urls_in(&value);
            }
        }
    }

    fn learn_signed_urls_in(&mut self, value: &Value) {
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    match value {
                        Value::String(url) if names::is_signed_url(name) => {
                            self.learn_signed_url(url);
                        }
                        _ => self.learn_signed_urls_in(value),
                    }
                }
            }
            Value::Array(values) => {
                for value in values {
                    self.learn_signed_urls_in(value);
                }
            }
            _ => {}
        }
    }

    fn learn_signed_url(&mut self, text: &str) {
        let Ok(url) = Url::parse(text) else { return };
        let segments = url.path_segments().into_iter().flatten();
        for segment in segments.filter(|segment| segment.len() >= OPENS && !is_wording(segment)) {
            self.learn(SIGNED_URL, segment);
        }
        let written = text.split_once('?').map(|(_, query)| query);
        let Some(query) = written.and_then(|query| query.split('#').next()) else {
            return;
        };
        if query.len() >= UNMISTAKABLE {
            self.queries.insert(query.to_owned());
        }
        let names = form_urlencoded::parse(query.as_bytes())
            .filter(|(_, value)| value.len() >= OPENS)
            .map(|(name, _)| name.into_owned());
        self.parameters.extend(names);
        // What has no name is a secret by itself.
        if !query.contains('=') {
            self.learn(SIGNED_URL, query);
        }
    }

    /// The kind of secret that a parameter holds.
    fn kind_of(&self, name: &str) -> Option<&'static str> {
        let signs = || self.parameters.contains(name).then_some(SIGNED_URL);
        names::secret_parameter(name).or_else(signs)
    }

    fn learn(&mut self, kind: &'static str, secret: &str) {
        let secret = secret.trim();
        if secret.len() >= 4
            && !NO_SECRETS
                .iter()
                .any(|word| secret.eq_ignore_ascii_case(word))
        {
            self.learn_spellings(kind, secret);
        }
    }

    /// What is a secret itself goes before what is another's in other letters, so that it always gets the same commitment.
    fn learn_spellings(&mut self, kind: &'static str, secret: &str) {
        if self
            .spellings
            .get(secret)
            .is_some_and(|known| &*known.value == secret)
        {
            return;
        }
        let Some(room) = self.room.checked_sub(1) else {
            return;
        };
        self.room = room;
        let value: Arc<str> = Arc::from(secret);
        let own = Secret { kind, value };
        self.spellings.insert(secret.to_owned(), own.clone());
        for written in spellings(secret) {
            let known = self.spellings.entry(written);
            known.or_insert_with(|| own.clone());
        }
    }

    fn learn_request(&mut self, request: &Request) {
        self.learn_url(&request.url);
        self.learn_headers(&request.headers);
        self.learn_body(&request.body);
    }

    fn learn_response(&mut self, response: &Response) {
        self.learn_headers(&response.headers);
        self.learn_body(&response.body);
    }

    fn learn_url(&mut self, url: &str) {
        if let Some((_, query)) = url.split_once('?') {
            self.learn_pairs(query.split('#').next().unwrap_or(query));
        }
    }

    fn learn_pairs(&mut self, text: &str) {
        for pair in text.split('&') {
            let Some((name, raw)) = pair.split_once('=') else {
                continue;
            };
            let Some(kind) = self.kind_of(scan::decoded(name).trim()) else {
                continue;
            };
            self.learn(kind, raw);
            for (_, value) in form_urlencoded::parse(pair.as_bytes()) {
                self.learn(kind, &value);
            }
        }
    }

    fn learn_headers(&mut self, headers: &[(String, String)]) {
        for (name, value) in headers {
            match names::secret_header(name) {
                Some("cookie") => self.learn_cookies(value),
                Some(_) => self.learn_credentials(value),
                None => self.learn_url(value),
            }
        }
    }

    fn learn_cookies(&mut self, value: &str) {
        let pairs = value.split(';').filter_map(|part| part.split_once('='));
        for (_, secret) in pairs.filter(|(name, _)| !names::is_cookie_attribute(name.trim())) {
            self.learn("cookie", secret);
        }
    }

    fn learn_credentials(&mut self, value: &str) {
        let (scheme, secret) = value.split_once(' ').unwrap_or(("", value));
        self.learn(names::credentials(scheme), secret);
        if scheme.eq_ignore_ascii_case("basic") {
            let decoded = Base64::decode_vec(secret.trim())
                .ok()
                .and_then(|bytes| String::from_utf8(bytes).ok());
            if let Some((_, password)) = decoded.as_deref().and_then(|pair| pair.split_once(':')) {
                self.learn("password", password);
            }
        }
    }

    fn learn_body(&mut self, body: &[u8]) {
        let Ok(text) = std::str::from_utf8(&body[..body.len().min(SEARCHED)]) else {
            return;
        };
        match serde_json::from_str::<Value>(text) {
            Ok(value) => self.learn_json(None, &value),
            Err(_) => self.learn_pairs(head(text, SEARCHED)),
        }
    }

    /// Learns the texts and numbers below a secret name, and the signed URLs below any.
    fn learn_json(&mut self, kind: Option<&'static str>, value: &Value) {
        match (kind, value) {
            (_, Value::Object(members)) => {
                for (name, value) in members {
                    self.learn_json(names::secret_member(name).or(kind), value);
                }
            }
            (_, Value::Array(values)) => {
                for value in values {
                    self.learn_json(kind, value);
                }
            }
            (Some(kind), Value::String(secret)) => self.learn(kind, secret),
            (Some(kind), Value::Number(secret)) => self.learn(kind, &secret.to_string()),
            (None, Value::String(text)) => self.learn_url(text),
            _ => {}
        }
    }
}

/// A secret as whoever repeats it may write it.
fn spellings(secret: &str) -> [String; 5] {
    let octets = secret.as_bytes();
    [
        form_urlencoded::byte_serialize(octets).collect(),
        hex::encode(octets),
        hex::encode_upper(octets),
        Base64Unpadded::encode_string(octets),
        Base64UrlUnpadded::encode_string(octets),
    ]
}

/// Whether a part of a path is made of words, as those of operations are.
fn is_wording(segment: &str) -> bool {
    segment
        .chars()
        .all(|character| character.is_ascii_lowercase() || matches!(character, '-' | '_' | '.'))
}

/// Replaces a short secret where it stands as a word of its own.
fn replace_word(text: &str, word: &str, replacement: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut at = 0;
    for (found, _) in text.match_indices(word) {
        let end = found + word.len();
        if joins(text[..found].chars().next_back()) || joins(text[end..].chars().next()) {
            continue;
        }
        written.push_str(&text[at..found]);
        written.push_str(replacement);
        at = end;
    }
    written + &text[at..]
}

fn joins(neighbour: Option<char>) -> bool {
    neighbour.is_some_and(|character| {
        character.is_alphanumeric() || matches!(character, '_' | '-' | '‹' | '…')
    })
}
