//! The secrets that the exchanges of a scenario carried, to be replaced wherever else they turn up.

use std::collections::BTreeMap;

use base64ct::{Base64, Encoding};
use serde_json::Value;
use url::form_urlencoded;

use super::super::model::{Exchange, Request, Response};
use super::{head, names, scan};

/// How much of a body is searched for secrets.
const SEARCHED: usize = 1024 * 1024;

/// From this length on a secret is replaced even inside of a word.
const UNMISTAKABLE: usize = 8;

/// Words that stand where a secret might, and are none.
const NO_SECRETS: &[&str] = &["null", "none", "true", "false", "bearer"];

/// Secrets with their kinds.
#[derive(Debug, Clone, Default)]
pub(super) struct KnownSecrets {
    kinds: BTreeMap<String, &'static str>,
}

impl KnownSecrets {
    pub(super) fn of<'a>(exchanges: impl IntoIterator<Item = &'a Exchange>) -> Self {
        let mut known = Self::default();
        for exchange in exchanges {
            known.learn_request(&exchange.request);
            if let Some(response) = &exchange.response {
                known.learn_response(response);
            }
        }
        known
    }

    /// Replaces every known secret, the longest first.
    pub(super) fn replace(&self, text: &str, commit: &scan::Commit<'_>) -> String {
        let mut present: Vec<_> = self
            .kinds
            .iter()
            .filter(|(secret, _)| text.contains(secret.as_str()))
            .collect();
        present.sort_by_key(|(secret, _)| std::cmp::Reverse(secret.len()));
        present
            .into_iter()
            .fold(text.to_owned(), |text, (secret, kind)| {
                let commitment = commit(kind, secret);
                if secret.len() >= UNMISTAKABLE {
                    text.replace(secret, &commitment)
                } else {
                    replace_word(&text, secret, &commitment)
                }
            })
    }

    fn learn(&mut self, kind: &'static str, secret: &str) {
        let secret = secret.trim();
        if secret.len() >= 4
            && !NO_SECRETS
                .iter()
                .any(|word| secret.eq_ignore_ascii_case(word))
        {
            self.kinds.entry(secret.to_owned()).or_insert(kind);
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
            let Some(kind) = names::secret_parameter(scan::decoded(name).trim()) else {
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
