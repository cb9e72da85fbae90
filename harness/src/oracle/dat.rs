//! A Dynamic Attribute Token, held against what IDS-G demands of it.

use serde_json::Value;

use super::access_token::same_but_for_default_port;
use super::compact::Compact;
use super::guarantee;
use super::key_set::KeySet;
use super::signature::{self, KnownAlgorithm, SignatureVerdict};
use crate::named::named;
use crate::requirement::wire::DapsWire;

/// The JSON-LD context of everything in a data space.
pub const CONTEXT: &str = "https://w3id.org/idsa/contexts/context.jsonld";
/// The longest life that is still short, in seconds: an hour.
const SHORT_LIFE: f64 = 3600.0;
/// The hexadecimal digits of a SHA-256.
const DIGITS: usize = 64;

named! {
    /// What a DAT holds.
    pub enum Content {
        /// `typ` of the header, as the first text has it.
        HeaderType = "the type JWT in its header",
        /// `typ` of the header, as RFC 9068 has it.
        AccessTokenType = "the type of an access token in its header",
        /// `kid`.
        KeyName = "the name of its key",
        /// `kid`, looked up.
        PublishedKey = "the name of a published key",
        /// `alg`, and the signature.
        Signature = "a signature that a published key verifies",
        /// `@context`.
        Context = "the JSON-LD context of IDS",
        /// `@type`, one of the two that the first text has.
        Kind = "its type",
        /// `@type`, as fixed since.
        PayloadKind = "the type of a DAT payload",
        /// `iss`.
        Issuer = "the URL of the DAPS",
        /// `sub`.
        Subject = "the identifier of its connector",
        /// `exp`.
        Expiry = "its expiry",
        /// `exp` and `iat`.
        ShortLife = "a short life",
        /// `iat`.
        IssuedAt = "the time of its making",
        /// `nbf`.
        NotBefore = "the time from which it is valid",
        /// `nbf` and `iat`.
        ImmediateValidity = "a validity that begins with its making",
        /// `aud`.
        Audience = "an audience",
        /// `aud`, as the current text has it.
        GeneralAudience = "the audience of all connectors",
        /// `scope`.
        Scope = "the scope that was granted",
        /// `securityProfile`.
        SecurityProfile = "a security profile",
        /// `securityProfile`, looked up.
        KnownSecurityProfile = "a security profile of the information model",
        /// `referringConnector`.
        SelfDescription = "one self-description at most",
        /// `transportCertsSha256`.
        TransportCertificates = "nothing but SHA-256 of transport certificates",
        /// `extendedGuarantee`.
        Guarantees = "no guarantee but those of the information model",
        /// `extendedGuarantee` and `securityProfile`.
        GreaterGuarantees = "no guarantee below its security profile",
        /// The claims of RFC 9068, 2.2.
        AccessTokenClaims = "the claims of an access token",
    }
}

/// What is demanded, and what is there instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// What is demanded.
    pub expected: String,
    /// What is there.
    pub received: String,
}

/// What a look at a DAT comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opinion {
    /// It is as demanded.
    Good,
    /// It is not.
    Bad(Defect),
    /// The two stacks disagree about its signature.
    Disputed(String),
}

/// A DAT, and what there is to hold it against.
#[derive(Debug, Clone)]
pub struct Dat<'a> {
    /// The token taken apart.
    pub jwt: &'a Compact,
    /// The published keys, or why there are none.
    pub keys: &'a Result<KeySet, String>,
    /// The URL of the DAPS.
    pub issuer: &'a str,
    /// The identifier of the connector that has asked, in the spelling of the example.
    pub connector: &'a str,
    /// What the profile fixes.
    pub wire: &'a DapsWire,
}

impl Dat<'_> {
    /// Looks at one thing that it should hold.
    pub fn holds(&self, content: Content) -> Opinion {
        match content {
            Content::HeaderType => self.header_type(&["JWT"]),
            Content::AccessTokenType => {
                self.header_type(&["at+jwt", "application/at+jwt", "jwt+at"])
            }
            Content::KeyName => self.key_name(),
            Content::PublishedKey => self.published_key(),
            Content::Signature => self.signature(),
            Content::Context => self.text_among("@context", &[CONTEXT]),
            Content::Kind => self.text_among("@type", &["ids:DatRequestToken", "ids:DatPayload"]),
            Content::PayloadKind => self.text_among("@type", &["ids:DatPayload"]),
            Content::Issuer => self.issuer(),
            Content::Subject => self.subject(),
            Content::Expiry => self.time("exp"),
            Content::ShortLife => self.short_life(),
            Content::IssuedAt => self.time("iat"),
            Content::NotBefore => self.time("nbf"),
            Content::ImmediateValidity => self.immediate_validity(),
            Content::Audience => self.present("aud"),
            Content::GeneralAudience => self.general_audience(),
            Content::Scope => self.scope(),
            Content::SecurityProfile => self.present("securityProfile"),
            Content::KnownSecurityProfile => self.known_security_profile(),
            Content::SelfDescription => self.self_description(),
            Content::TransportCertificates => {
                self.each("transportCertsSha256", "64 hexadecimal digits", is_sha256)
            }
            Content::Guarantees => self.each(
                "extendedGuarantee",
                "a guarantee of the information model",
                guarantee::is_known,
            ),
            Content::GreaterGuarantees => self.greater_guarantees(),
            Content::AccessTokenClaims => self.access_token_claims(),
        }
    }

    /// A claim that is text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.jwt.claims.get(name)?.as_str()
    }

    fn header_type(&self, known: &[&str]) -> Opinion {
        let expected = format!("the type {} in the header", known[0]);
        match self.jwt.header_text("typ") {
            Some(kind) if known.iter().any(|known| kind.eq_ignore_ascii_case(known)) => {
                Opinion::Good
            }
            Some(kind) => bad(expected, format!("the type {kind}")),
            None => bad(expected, "no typ"),
        }
    }

    fn key_name(&self) -> Opinion {
        match self.jwt.header_text("kid") {
            Some(_) => Opinion::Good,
            None => bad("a kid in the header", "no kid"),
        }
    }

    fn published_key(&self) -> Opinion {
        let expected = "a key that the DAPS publishes";
        let name = self.jwt.header_text("kid");
        match self.keys {
            Err(why) => bad(expected, why.clone()),
            Ok(keys) if name.is_some() && keys.candidates(name).next().is_some() => Opinion::Good,
            Ok(_) => bad(
                expected,
                format!("no published key {}", name.unwrap_or_default()),
            ),
        }
    }

    fn signature(&self) -> Opinion {
        let expected = "a digital signature by a published key";
        let algorithm = self.jwt.header_text("alg").unwrap_or("absent");
        if KnownAlgorithm::named(algorithm).is_none() && !is_unjudged(algorithm) {
            return bad(expected, format!("alg is {algorithm}"));
        }
        let keys = match self.keys {
            Err(why) => return Opinion::Disputed(format!("the keys cannot be had: {why}")),
            Ok(keys) => keys,
        };
        match signature::of_jwt(self.jwt, keys) {
            SignatureVerdict::Valid => Opinion::Good,
            SignatureVerdict::Invalid(_) if is_unjudged(algorithm) => {
                Opinion::Disputed(format!("the judge has one stack at most for {algorithm}"))
            }
            SignatureVerdict::Invalid(why) => bad(expected, why),
            SignatureVerdict::Disputed(one, other) => Opinion::Disputed(format!("{one}; {other}")),
        }
    }

    fn text_among(&self, name: &str, known: &[&str]) -> Opinion {
        let expected = format!("{name} {}", known.join(" or "));
        match self.jwt.claims.get(name) {
            None => bad(expected, format!("no {name}")),
            Some(value) if value.as_str().is_some_and(|text| known.contains(&text)) => {
                Opinion::Good
            }
            Some(value) => bad(expected, format!("{name} {value}")),
        }
    }

    fn issuer(&self) -> Opinion {
        let stated = self.text("iss").unwrap_or("absent");
        let same = same_but_for_default_port(stated, self.issuer)
            || same_but_for_default_port(
                stated.trim_end_matches('/'),
                self.issuer.trim_end_matches('/'),
            );
        if same {
            return Opinion::Good;
        }
        bad(
            format!("the issuer {}", self.issuer),
            format!("the issuer {stated}"),
        )
    }

    fn subject(&self) -> Opinion {
        let stated = self.text("sub").unwrap_or("absent");
        if stated == self.connector {
            return Opinion::Good;
        }
        bad(
            format!("the subject {}", self.connector),
            format!("the subject {stated}"),
        )
    }

    fn seconds(&self, name: &str) -> Option<f64> {
        self.jwt.claims.get(name)?.as_f64()
    }

    fn time(&self, name: &str) -> Opinion {
        match (self.jwt.claims.get(name), self.seconds(name)) {
            (_, Some(_)) => Opinion::Good,
            (None, None) => bad(format!("a time in {name}"), format!("no {name}")),
            (Some(value), None) => bad(format!("a time in {name}"), format!("{name} {value}")),
        }
    }

    /// Without one of the two there is no telling: other rows demand them.
    fn short_life(&self) -> Opinion {
        let begun = self.seconds("iat").or_else(|| self.seconds("nbf"));
        let Some(life) = self
            .seconds("exp")
            .zip(begun)
            .map(|(end, begin)| end - begin)
        else {
            return bad("a short life", "a life that cannot be told");
        };
        if life <= SHORT_LIFE {
            return Opinion::Good;
        }
        bad("an hour at most", format!("a life of {life} seconds"))
    }

    fn immediate_validity(&self) -> Opinion {
        let expected = "nbf equal to iat";
        let Some((begin, made)) = self.seconds("nbf").zip(self.seconds("iat")) else {
            return bad(expected, "nbf or iat missing");
        };
        if (begin - made).abs() <= 1.0 {
            return Opinion::Good;
        }
        let side = if begin > made { "behind" } else { "before" };
        bad(
            expected,
            format!("nbf lies {} seconds {side} iat", (begin - made).abs()),
        )
    }

    fn present(&self, name: &str) -> Opinion {
        match texts(self.jwt.claims.get(name)) {
            Some(texts) if !texts.is_empty() => Opinion::Good,
            _ => bad(format!("{name} with a text in it"), format!("no {name}")),
        }
    }

    fn general_audience(&self) -> Opinion {
        let stated = texts(self.jwt.claims.get("aud")).unwrap_or_default();
        if stated.contains(&self.wire.audience.as_str()) {
            return Opinion::Good;
        }
        bad(
            format!("the audience {}", self.wire.audience),
            format!("the audience {}", stated.join(", ")),
        )
    }

    fn scope(&self) -> Opinion {
        let expected = format!("the scope {}", self.wire.scope);
        let stated = self.scopes();
        if stated.contains(&self.wire.scope.as_str()) {
            return Opinion::Good;
        }
        let received = if stated.is_empty() {
            "no scope".to_owned()
        } else {
            stated.join(" ")
        };
        bad(expected, received)
    }

    /// The scope values, in whichever form.
    pub fn scopes(&self) -> Vec<&str> {
        let stated = texts(self.jwt.claims.get("scope")).unwrap_or_default();
        stated
            .into_iter()
            .flat_map(str::split_ascii_whitespace)
            .collect()
    }

    fn known_security_profile(&self) -> Opinion {
        let stated = self.text("securityProfile").unwrap_or("absent");
        match guarantee::profile(stated) {
            Some(_) => Opinion::Good,
            None => bad("a security profile of the information model", stated),
        }
    }

    fn self_description(&self) -> Opinion {
        let expected = "one URI at most in referringConnector";
        match self.jwt.claims.get("referringConnector") {
            None => Opinion::Good,
            Some(Value::String(text)) if url::Url::parse(text).is_ok() => Opinion::Good,
            Some(value) => bad(expected, value.to_string()),
        }
    }

    /// A claim that may be missing, of texts that all have to be so.
    fn each(&self, name: &str, what: &str, is_so: fn(&str) -> bool) -> Opinion {
        let Some(value) = self.jwt.claims.get(name) else {
            return Opinion::Good;
        };
        match texts(Some(value)) {
            Some(texts) if texts.iter().all(|text| is_so(text)) => Opinion::Good,
            _ => bad(format!("nothing but {what} in {name}"), value.to_string()),
        }
    }

    fn greater_guarantees(&self) -> Opinion {
        let profile = self.text("securityProfile").unwrap_or_default();
        let stated = texts(self.jwt.claims.get("extendedGuarantee")).unwrap_or_default();
        let below = stated
            .into_iter()
            .find(|each| guarantee::is_below(each, profile));
        match below {
            None => Opinion::Good,
            Some(guarantee) => bad(
                format!("no guarantee below {profile}"),
                format!("the guarantee {guarantee}"),
            ),
        }
    }

    fn access_token_claims(&self) -> Opinion {
        let demanded = ["iss", "exp", "aud", "sub", "client_id", "iat", "jti"];
        let missing = demanded
            .into_iter()
            .find(|name| !self.jwt.claims.contains_key(*name));
        match missing {
            None => Opinion::Good,
            Some(name) => bad(demanded.join(", "), format!("no {name}")),
        }
    }
}

pub(super) fn bad(expected: impl Into<String>, received: impl Into<String>) -> Opinion {
    Opinion::Bad(Defect {
        expected: expected.into(),
        received: received.into(),
    })
}

/// Digital signatures for which the judge has not two stacks: they are not refused for that.
fn is_unjudged(algorithm: &str) -> bool {
    [
        "RS384", "RS512", "PS384", "PS512", "ES384", "ES512", "ES256K",
    ]
    .contains(&algorithm)
}

/// One text, or a list of texts.
pub fn texts(value: Option<&Value>) -> Option<Vec<&str>> {
    match value? {
        Value::String(text) => Some(vec![text]),
        Value::Array(items) => items.iter().map(Value::as_str).collect(),
        _ => None,
    }
}

fn is_sha256(text: &str) -> bool {
    text.len() == DIGITS && text.bytes().all(|digit| digit.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use serde_json::json;

    use super::*;
    use crate::actor::forge::Jwt;
    use crate::requirement::wire::{Algorithm, Edition};

    const ID: &str = "DD:CB:FD:0B:93:84:33:01:11:EB:5D:94:94:88:BE:78:7D:57:FC:4A:keyid:CB:8C:C7:B6:85:79:A8:23:A6:CB:15:AB:17:50:2F:E6:65:43:5D:E8";

    fn wire() -> DapsWire {
        DapsWire {
            edition: Edition::Seed,
            issuer_path: String::new(),
            token_path: "/".to_owned(),
            algorithm: Algorithm::Rs256,
            request_token_algorithms: vec![Algorithm::Rs256],
            scope: "ids_connector_attributes".to_owned(),
            audience: "https://w3id.org/idsa/code/IDS_CONNECTORS_ALL".to_owned(),
            lifetime: jiff::SignedDuration::from_mins(1),
        }
    }

    /// The published sample, without the signature that it lacks.
    fn sample() -> Jwt {
        let header = json!({ "typ": "JWT", "kid": "default", "alg": "HS256" });
        let claims = json!({
            "@context": CONTEXT,
            "@type": "ids:DatPayload",
            "iss": "https://daps.aisec.fraunhofer.de",
            "sub": ID,
            "referringConnector": "http://some-connector-uri.com",
            "securityProfile": "idsc:BASE_SECURITY_PROFILE",
            "extendedGuarantee": "idsc:USAGE_CONTROL_POLICY_ENFORCEMENT",
            "transportCertsSha256": ["bacb879575730bb083f283fd5b67a8cb..."],
            "iat": 1_516_239_022,
            "exp": 1_516_239_032,
            "aud": "https://w3id.org/idsa/code/IDS_CONNECTORS_ALL",
            "nbf": 1_567_703_561,
            "scope": "ids_connector_attributes",
        });
        Jwt::new(header, claims)
    }

    fn look(jwt: &Jwt, content: Content) -> Opinion {
        let jwt = Compact::read(&jwt.unsigned()).unwrap();
        let dat = Dat {
            jwt: &jwt,
            keys: &Ok(KeySet::default()),
            issuer: "https://daps.aisec.fraunhofer.de",
            connector: ID,
            wire: &wire(),
        };
        dat.holds(content)
    }

    #[test]
    fn the_published_sample_has_the_defects_that_the_registry_tells() {
        let defective = [
            Content::AccessTokenType,
            Content::PublishedKey,
            Content::Signature,
            Content::ImmediateValidity,
            Content::TransportCertificates,
            Content::AccessTokenClaims,
        ];
        for content in Content::ALL {
            let good = look(&sample(), *content) == Opinion::Good;
            assert_eq!(good, !defective.contains(content), "{content}");
        }
    }

    #[test]
    fn attributes_may_be_one_text_or_a_list() {
        let hash = "ab".repeat(32);
        for listed in [json!(hash), json!([hash]), json!([])] {
            let dat = sample().with_claim("transportCertsSha256", listed.clone());
            let opinion = look(&dat, Content::TransportCertificates);
            assert_eq!(opinion, Opinion::Good, "{listed}");
        }
        for listed in [
            json!(["ab".repeat(20)]),
            json!([1]),
            json!({}),
            json!("x".repeat(64)),
        ] {
            let dat = sample().with_claim("transportCertsSha256", listed.clone());
            let opinion = look(&dat, Content::TransportCertificates);
            assert!(matches!(opinion, Opinion::Bad(_)), "{listed}");
        }
    }

    #[test]
    fn the_type_of_the_header_is_written_in_any_case() {
        for (kind, content) in [
            ("jwt", Content::HeaderType),
            ("at+jwt", Content::AccessTokenType),
            ("application/AT+JWT", Content::AccessTokenType),
            ("jwt+at", Content::AccessTokenType),
        ] {
            let dat = sample().with_header("typ", kind);
            assert_eq!(look(&dat, content), Opinion::Good, "{kind}");
        }
    }

    #[test]
    fn what_the_judge_has_no_two_stacks_for_is_left_undecided() {
        let dat = sample().with_header("alg", "RS512");
        assert!(matches!(
            look(&dat, Content::Signature),
            Opinion::Disputed(_)
        ));
    }
}
