//! A connector's request for a DAT, held against what IDS-G demands of it.

use serde_json::{Map, Value};
use url::form_urlencoded;

use super::compact::Compact;
use super::dat::CONTEXT;
use super::near_miss;
use super::opinion::{
    Opinion, bad, explained, immediate_validity, other_text, short_life, signs_nothing, texts,
    time, unjudged,
};
use super::signature::{self, KnownAlgorithm, SignatureVerdict};
use crate::exchange::model::Exchange;
use crate::named::named;

/// The longest life that is still short, in seconds: some minutes.
const SHORT_LIFE: f64 = 300.0;

named! {
    /// What a request of a connector holds.
    pub enum Content {
        /// `@context` of the request token.
        Context = "the JSON-LD context of IDS",
        /// `@type` of the request token.
        Kind = "the type of a request token",
        /// `sub` of the request token.
        Subject = "the identifier of the connector as its subject",
        /// `iss` of the request token.
        Issuer = "the identifier of the connector as its issuer",
        /// `iss` and `sub`.
        OneName = "one name for issuer and subject",
        /// `exp`.
        Expiry = "an expiry",
        /// `exp` and `iat`.
        ShortLife = "a request token with a short life",
        /// `iat`.
        IssuedAt = "the time of making",
        /// `nbf`.
        NotBefore = "the beginning of validity",
        /// `nbf` and `iat`.
        ImmediateValidity = "a validity that begins with the making",
        /// `aud`.
        Audience = "an audience",
        /// `grant_type`.
        Grant = "the grant of machines",
        /// `client_assertion_type`.
        AssertionType = "the type of assertion of RFC 7523",
        /// `client_assertion`.
        Signature = "a request token signed with the key of the connector",
        /// `scope`.
        Scope = "the scope of the attributes",
        /// Method and media type.
        Form = "a form that is sent by POST",
        /// The body.
        NoLineBreaks = "no line break",
    }
}

/// A request, and what there is to hold it against.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    exchange: &'a Exchange,
    parameters: Vec<(String, String)>,
    token: Option<Compact>,
    /// The identifier of the connector.
    connector: &'a str,
    /// The public key of its certificate, as a JWK.
    key: &'a Map<String, Value>,
    /// The scope that stands for attributes.
    scope: &'a str,
}

impl<'a> Asked<'a> {
    /// Takes the request of an exchange apart.
    pub fn read(
        exchange: &'a Exchange,
        connector: &'a str,
        key: &'a Map<String, Value>,
        scope: &'a str,
    ) -> Self {
        let parameters: Vec<(String, String)> = form_urlencoded::parse(&exchange.request.body)
            .into_owned()
            .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
            .collect();
        let assertion = parameters
            .iter()
            .find(|(name, _)| name == "client_assertion");
        let token = assertion.and_then(|(_, text)| Compact::read(text).ok());
        Self {
            exchange,
            parameters,
            token,
            connector,
            key,
            scope,
        }
    }

    /// Looks at one thing that it should hold.
    pub fn holds(&self, content: Content) -> Opinion {
        match content {
            Content::Context => self.is_text("@context", CONTEXT),
            Content::Kind => self.is_text("@type", "ids:DatRequestToken"),
            Content::Subject => self.is_text("sub", self.connector),
            Content::Issuer => self.is_text("iss", self.connector),
            Content::OneName => self.one_name(),
            Content::Expiry => self.judged(|claims| time(claims, "exp")),
            Content::ShortLife => self.judged(|claims| short_life(claims, SHORT_LIFE)),
            Content::IssuedAt => self.judged(|claims| time(claims, "iat")),
            Content::NotBefore => self.judged(|claims| time(claims, "nbf")),
            Content::ImmediateValidity => self.judged(immediate_validity),
            Content::Audience => self.audience(),
            Content::Grant => self.parameter("grant_type", "client_credentials"),
            Content::AssertionType => self.parameter(
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ),
            Content::Signature => self.signature(),
            Content::Scope => self.scope(),
            Content::Form => self.form(),
            Content::NoLineBreaks => self.no_line_breaks(),
        }
    }

    fn claim(&self, name: &str) -> Option<&Value> {
        self.token.as_ref()?.claims.get(name)
    }

    fn is_text(&self, name: &str, wanted: &str) -> Opinion {
        match self.claim(name) {
            Some(value) if value.as_str() == Some(wanted) => Opinion::Good,
            Some(value) => bad(format!("{name} {wanted}"), other_text(name, wanted, value)),
            None => bad(format!("{name} {wanted}"), format!("no {name}")),
        }
    }

    fn one_name(&self) -> Opinion {
        let (issuer, subject) = (self.claim("iss"), self.claim("sub"));
        if issuer.is_some() && issuer == subject {
            return Opinion::Good;
        }
        let shown = |name: Option<&Value>| name.map_or("none".to_owned(), Value::to_string);
        let received = format!("iss {} and sub {}", shown(issuer), shown(subject));
        let texts = issuer
            .and_then(Value::as_str)
            .zip(subject.and_then(Value::as_str));
        let near = texts.and_then(|(issuer, subject)| near_miss::of_texts(issuer, subject));
        bad("iss and sub alike", explained(received, near))
    }

    /// What the request token claims; nothing where there is none.
    fn judged(&self, look: impl Fn(&Map<String, Value>) -> Opinion) -> Opinion {
        match &self.token {
            Some(token) => look(&token.claims),
            None => bad("a request token", "no JWT that can be read"),
        }
    }

    fn audience(&self) -> Opinion {
        let named = texts(self.claim("aud"));
        match named {
            Some(named) if !named.is_empty() => Opinion::Good,
            _ => bad("aud with a text in it", "no aud"),
        }
    }

    fn given(&self, name: &str) -> Option<&str> {
        let mut given = self.parameters.iter().filter(|(known, _)| known == name);
        given.next().map(|(_, value)| value.as_str())
    }

    fn parameter(&self, name: &str, wanted: &str) -> Opinion {
        match self.given(name) {
            Some(value) if value == wanted => Opinion::Good,
            Some(value) => bad(
                format!("{name} {wanted}"),
                explained(
                    format!("{name} {value}"),
                    near_miss::of_texts(wanted, value),
                ),
            ),
            None => bad(format!("{name} {wanted}"), format!("no {name}")),
        }
    }

    fn scope(&self) -> Opinion {
        let asked = self.given("scope").unwrap_or_default();
        if asked
            .split_ascii_whitespace()
            .any(|value| value == self.scope)
        {
            return Opinion::Good;
        }
        let received = if asked.is_empty() { "no scope" } else { asked };
        let near = asked
            .split_ascii_whitespace()
            .find_map(|value| near_miss::of_texts(self.scope, value));
        bad(
            format!("the scope {}", self.scope),
            explained(received.to_owned(), near),
        )
    }

    fn signature(&self) -> Opinion {
        let expected = "a signature with the key of the certificate";
        let Some(token) = &self.token else {
            return bad(expected, "no JWT that can be read");
        };
        let algorithm = token.header_text("alg").unwrap_or("absent");
        if signs_nothing(algorithm) {
            return bad(expected, format!("alg is {algorithm}"));
        }
        let Some(known) = KnownAlgorithm::named(algorithm) else {
            return unjudged(algorithm);
        };
        let message = token.signing_input.as_bytes();
        match signature::verify(known, self.key, message, &token.signature) {
            SignatureVerdict::Valid => Opinion::Good,
            SignatureVerdict::Invalid(why) => {
                bad(expected, format!("a signature that does not verify: {why}"))
            }
            SignatureVerdict::Disputed(one, other) => Opinion::Disputed(format!("{one}; {other}")),
        }
    }

    fn form(&self) -> Opinion {
        let request = &self.exchange.request;
        let named = |(name, _): &&(String, String)| name.eq_ignore_ascii_case("content-type");
        let stated = request.headers.iter().find(named);
        let stated = stated.map_or("absent", |(_, value)| value.as_str());
        let media_type = stated.split(';').next().unwrap_or_default().trim();
        let is_form = media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded");
        if request.method == "POST" && is_form {
            return Opinion::Good;
        }
        bad(
            "a form, sent by POST",
            format!("{} {stated}", request.method),
        )
    }

    /// What stands after the last parameter stands between none.
    fn no_line_breaks(&self) -> Opinion {
        let body = self.exchange.request.body.trim_ascii();
        let breaks = |octet: &u8| matches!(octet, b'\r' | b'\n');
        if body.contains(&b'&') && body.iter().any(breaks) {
            return bad("parameters in one line", "a line break between parameters");
        }
        Opinion::Good
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::actor::forge::Jwt;
    use crate::exchange::model::Request;

    /// The body of the published sample, its assertion without a signature.
    const SAMPLE: &str = "grant_type=client_credentials\n &client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer\n &client_assertion=eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJkZW1vY29ubmVjdG9yMSIsInN1YiI6ImRlbW9jb25uZWN0b3IxIiwiZXhwIjoxNTQ4Nzg1Mzg2LCJuYmYiOjE1NDg3ODE3ODYsImlhdCI6MTU0ODc4MTc4NiwiYXVkIjoiaHR0cHM6Ly9hcGkubG9jYWxob3N0In0.\n &scope=ids_connector_attributes";

    fn sent(body: &str) -> Exchange {
        let form = ("content-type", "application/x-www-form-urlencoded");
        Exchange {
            request: Request {
                method: "POST".to_owned(),
                headers: vec![(form.0.to_owned(), form.1.to_owned())],
                body: body.as_bytes().to_vec(),
                ..Request::default()
            },
            ..crate::actor::oauth_client::answer::tests::exchange(200, &[], "")
        }
    }

    #[test]
    fn a_media_type_is_written_in_any_case_and_a_line_may_end() {
        let mut exchange = sent("grant_type=client_credentials&scope=ids_connector_attributes\r\n");
        exchange.request.headers[0].1 =
            "Application/X-WWW-Form-URLEncoded ; charset=utf-8".to_owned();
        let key = Map::new();
        let asked = Asked::read(&exchange, "AA:keyid:BB", &key, "ids_connector_attributes");
        assert_eq!(asked.holds(Content::Form), Opinion::Good);
        assert_eq!(asked.holds(Content::NoLineBreaks), Opinion::Good);
    }

    #[test]
    fn an_algorithm_that_the_judge_does_not_know_is_left_undecided() {
        for (algorithm, is_bad) in [
            ("PS384", false),
            ("ML-DSA-44", false),
            ("nOnE", true),
            ("HS256", true),
        ] {
            let draft = Jwt::new(json!({ "alg": algorithm }), json!({}));
            let exchange = sent(&format!("client_assertion={}", draft.unsigned()));
            let key = Map::new();
            let opinion = Asked::read(&exchange, "", &key, "").holds(Content::Signature);
            assert_eq!(matches!(opinion, Opinion::Bad(_)), is_bad, "{algorithm}");
        }
    }

    #[test]
    fn a_near_spelling_is_named() {
        let claims = json!({ "sub": "AA:BB", "iss": "AA:keyid:BB", "exp": "soon" });
        let draft = Jwt::new(json!({ "alg": "none" }), claims);
        let body = format!(
            "client_assertion={}&scope=IDS_connector_attributes",
            draft.unsigned()
        );
        let exchange = sent(&body);
        let key = Map::new();
        let asked = Asked::read(&exchange, "AA:keyid:BB", &key, "ids_connector_attributes");
        for (content, near) in [
            (Content::Subject, "`keyid` is missing"),
            (Content::OneName, "`keyid` is missing"),
            (Content::Scope, "upper and lower case"),
        ] {
            let opinion = asked.holds(content);
            let named = matches!(&opinion, Opinion::Bad(defect) if defect.received.contains(near));
            assert!(named, "{content}: {opinion:?}");
        }
    }

    #[test]
    fn the_published_sample_breaks_its_own_table() {
        let exchange = sent(SAMPLE);
        let key = Map::new();
        let asked = Asked::read(&exchange, "AA:keyid:BB", &key, "ids_connector_attributes");
        let broken = [
            Content::Context,
            Content::Kind,
            Content::Subject,
            Content::Issuer,
            Content::ShortLife,
            Content::Signature,
            Content::NoLineBreaks,
        ];
        for content in Content::ALL {
            let good = asked.holds(*content) == Opinion::Good;
            assert_eq!(good, !broken.contains(content), "{content}");
        }
    }
}
