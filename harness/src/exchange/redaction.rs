//! What of an exchange may leave the process: every secret is replaced by a keyed commitment.
//!
//! The same secret gets the same commitment throughout a run, so that a report still shows which token was sent where. The key
//! never leaves the process: a bare hash of an access code of four digits could be undone by trying them all.

mod known;
mod names;
mod scan;

use std::sync::LazyLock;

use hmac::{Hmac, KeyInit, Mac};
use regex::{Captures, Regex};
use sha2::Sha256;

use self::known::KnownSecrets;
use super::model::{
    Exchange, ExchangeRecord, PassedDocument, Request, RequestRecord, Response, ResponseRecord,
};
use crate::visible;

/// How much of a body is shown.
const SHOWN: usize = 4 * 1024;

/// How much of a body is looked at: more than can be shown, even when long secrets shrink to commitments.
const LOOKED_AT: usize = 64 * 1024;

/// A JWS or JWE in compact form: a header that begins as JSON does in base64url, and two to four further parts.
static COMPACT_TOKEN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u:\b)e[wy][A-Za-z0-9_-]{6,}(?:\.[A-Za-z0-9_-]*){2,4}"));

/// An authentication scheme with what follows it, in running text.
static CREDENTIALS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i-u)\b(bearer|basic|dpop) +([A-Za-z0-9._~+/=-]{16,})"));

/// What stands before the host of a URL: a name, a password or both (RFC 3986, 3.2.1).
static USERINFO: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"(?i)(\b[a-z][a-z0-9+.-]*://)([^\s/?\#@"'<>\\]+)@"#));

/// A private key in PEM (RFC 7468), as it stands or as a form encodes it; one that is cut short reaches to the end.
static PRIVATE_KEY: LazyLock<Regex> = LazyLock::new(|| {
    let dashes = "(?:-|%2d){5}";
    let gap = r"(?:\x20|\+|%20)";
    let boundary = |word| format!("{dashes}{word}{gap}(?:[a-z0-9]+{gap})*private{gap}key{dashes}");
    let (begin, end) = (boundary("begin"), boundary("end"));
    pattern(&format!(r"(?is){begin}.*?(?:{end}|\z)"))
});

#[expect(
    clippy::expect_used,
    reason = "the patterns are literals, and every test compiles them"
)]
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a literal pattern")
}

/// Makes commitments under the key of one run.
#[derive(Clone)]
pub struct Redactor {
    mac: Hmac<Sha256>,
    kept: Vec<String>,
}

impl std::fmt::Debug for Redactor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Redactor").finish_non_exhaustive()
    }
}

/// Whether the value of a member of this name is replaced in reports, or what is secret in it.
pub fn is_secret(member: &str) -> bool {
    names::secret_member(member).is_some() || names::is_signed_url(member)
}

impl Redactor {
    /// A redactor with the key of this run, which must be random and kept.
    pub fn new(key: [u8; 32]) -> Self {
        let mut block = [0; 64];
        block[..32].copy_from_slice(&key);
        Self {
            mac: Hmac::new(&block.into()),
            kept: Vec::new(),
        }
    }

    /// The same for a run in which these secrets are known from the start, whatever the fields are called that they are sent in.
    #[must_use]
    pub fn keeping(self, secrets: &[String]) -> Self {
        Self {
            kept: secrets.to_vec(),
            ..self
        }
    }

    /// What stands in the place of a secret: its kind and the first 8 bytes of its HMAC-SHA-256.
    pub fn commitment(&self, kind: &str, secret: &[u8]) -> String {
        let digest = self
            .mac
            .clone()
            .chain_update(secret)
            .finalize()
            .into_bytes();
        format!("‹{kind}:{}…›", hex::encode(&digest[..8]))
    }

    /// A redaction that knows the secrets of these exchanges wherever they turn up again: in an error, a URL, a finding.
    pub fn over<'a>(&self, exchanges: impl IntoIterator<Item = &'a Exchange>) -> Redaction<'_> {
        Redaction {
            redactor: self,
            known: KnownSecrets::of(exchanges).with(&self.kept),
        }
    }
}

/// Redacts the exchanges of one scenario, and what is said about them.
#[derive(Debug)]
pub struct Redaction<'a> {
    redactor: &'a Redactor,
    known: KnownSecrets,
}

impl Redaction<'_> {
    /// The reportable form of an exchange.
    pub fn exchange(&self, exchange: &Exchange) -> ExchangeRecord {
        ExchangeRecord {
            number: exchange.number,
            from: exchange.from.clone(),
            to: exchange.to.clone(),
            at: exchange.at,
            request: self.request(&exchange.request),
            response: exchange
                .response
                .as_ref()
                .map(|response| self.response(response)),
            failure: exchange
                .failure
                .as_deref()
                .map(|failure| self.text(failure)),
            tls: exchange.tls.clone(),
            raw: exchange.raw,
            judged: exchange.judged,
        }
    }

    /// Running text, such as a finding, without secrets.
    pub fn text(&self, text: &str) -> String {
        let text = self.private_keys(text);
        let text = self.userinfo(&text);
        let text = self.known.replace_queries(&text, &self.commit());
        let text = scan::members(&text, &self.commit());
        let text = scan::parameters(&text, &self.commit());
        let text = self.credentials(&text);
        let text = self.known.replace(&text, &self.commit());
        visible::text(&self.compact_tokens(&text)).into_owned()
    }

    /// What a member or parameter of this name holds, without secrets.
    pub fn member(&self, name: &str, value: &str) -> String {
        let kind = names::secret_parameter(name).or_else(|| names::secret_member(name));
        match kind {
            Some(kind) => self.redactor.commitment(kind, value.as_bytes()),
            None => self.text(value),
        }
    }

    fn request(&self, request: &Request) -> RequestRecord {
        RequestRecord {
            method: self.text(&request.method),
            url: self.text(&request.url),
            headers: self.headers(&request.headers),
            body: self.body(&request.body, request.header("content-type")),
        }
    }

    fn response(&self, response: &Response) -> ResponseRecord {
        ResponseRecord {
            status: response.status,
            headers: self.headers(&response.headers),
            body: self.body(&response.body, response.header("content-type")),
        }
    }

    fn headers(&self, headers: &[(String, String)]) -> Vec<(String, String)> {
        headers
            .iter()
            .map(|(name, value)| (self.text(name), self.header(name, value)))
            .collect()
    }

    fn header(&self, name: &str, value: &str) -> String {
        match names::secret_header(name) {
            Some(kind) => scan::header(kind, value, &self.commit()),
            None => self.text(value),
        }
    }

    fn body(&self, body: &[u8], content_type: Option<&str>) -> String {
        if let Some(passed) = PassedDocument::read(body) {
            return format!("‹document, {} bytes, not kept›", passed.octets);
        }
        match readable(body, content_type) {
            Some(text) => shortened(&self.body_text(text, content_type), body.len()),
            None => format!(
                "‹binary, {} bytes, {}›",
                body.len(),
                self.redactor.commitment("content", body)
            ),
        }
    }

    fn body_text(&self, text: &str, content_type: Option<&str>) -> String {
        let text = head(text, LOOKED_AT);
        match content_type {
            Some(kind) if kind.to_ascii_lowercase().contains("x-www-form-urlencoded") => {
                self.text(&scan::form(text, &self.commit()))
            }
            _ => self.text(text),
        }
    }

    fn credentials(&self, text: &str) -> String {
        let replaced = CREDENTIALS.replace_all(text, |found: &Captures<'_>| {
            let kind = names::credentials(&found[1]);
            format!(
                "{} {}",
                &found[1],
                self.redactor.commitment(kind, found[2].as_bytes())
            )
        });
        replaced.into_owned()
    }

    fn userinfo(&self, text: &str) -> String {
        let replaced = USERINFO.replace_all(text, |found: &Captures<'_>| {
            let commitment = self.redactor.commitment("userinfo", found[2].as_bytes());
            format!("{}{commitment}@", &found[1])
        });
        replaced.into_owned()
    }

    fn private_keys(&self, text: &str) -> String {
        let commitment =
            |found: &Captures<'_>| self.redactor.commitment("private-key", found[0].as_bytes());
        PRIVATE_KEY.replace_all(text, commitment).into_owned()
    }

    fn compact_tokens(&self, text: &str) -> String {
        let commitment =
            |found: &Captures<'_>| self.redactor.commitment("jwt", found[0].as_bytes());
        COMPACT_TOKEN.replace_all(text, commitment).into_owned()
    }

    fn commit(&self) -> impl Fn(&str, &str) -> String + '_ {
        |kind, secret| self.redactor.commitment(kind, secret.as_bytes())
    }
}

/// The body as text, unless it is content that text would not show.
fn readable<'a>(body: &'a [u8], content_type: Option<&str>) -> Option<&'a str> {
    let declared = content_type.unwrap_or_default().to_ascii_lowercase();
    let is_content = ["pdf", "zip", "octet-stream", "image/"]
        .iter()
        .any(|kind| declared.contains(kind));
    let begins_as_content = [b"%PDF".as_slice(), b"PK\x03\x04"]
        .iter()
        .any(|magic| body.starts_with(magic));
    if is_content && !body.is_empty() || begins_as_content || body.contains(&0) {
        return None;
    }
    std::str::from_utf8(body).ok()
}

fn shortened(text: &str, bytes: usize) -> String {
    let shown = head(text, SHOWN);
    if shown.len() == text.len() && bytes <= LOOKED_AT {
        return shown.to_owned();
    }
    format!("{shown}\n‹shortened: {bytes} bytes in all›")
}

/// The beginning of a text, ended between two characters.
fn head(text: &str, length: usize) -> &str {
    let end = (0..=length.min(text.len()))
        .rev()
        .find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or_default()]
}

#[cfg(test)]
mod tests;
