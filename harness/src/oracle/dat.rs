//! A Dynamic Attribute Token, held against what IDS-G demands of it.

mod content;
#[cfg(test)]
mod tests;

use serde_json::Value;

pub use self::content::Content;
use super::access_token::same_but_for_default_port;
use super::compact::Compact;
use super::guarantee;
use super::key_set::KeySet;
use super::near_miss;
use super::opinion::{
    Opinion, bad, explained, immediate_validity, other_text, short_life, signs_nothing, texts,
    time, unjudged,
};
use super::signature::{self, KnownAlgorithm, SignatureVerdict};
use crate::requirement::wire::DapsWire;

/// The JSON-LD context of everything in a data space.
pub const CONTEXT: &str = "https://w3id.org/idsa/contexts/context.jsonld";
/// The longest life that is still short, in seconds: an hour.
const SHORT_LIFE: f64 = 3600.0;
/// The hexadecimal digits of a SHA-256.
const DIGITS: usize = 64;

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
            Content::Expiry => time(&self.jwt.claims, "exp"),
            Content::ShortLife => short_life(&self.jwt.claims, SHORT_LIFE),
            Content::IssuedAt => time(&self.jwt.claims, "iat"),
            Content::NotBefore => time(&self.jwt.claims, "nbf"),
            Content::ImmediateValidity => immediate_validity(&self.jwt.claims),
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
            Ok(keys) => bad(
                expected,
                name.map_or("no kid".to_owned(), |name| {
                    near_miss::of_kid(name, &keys.names())
                }),
            ),
        }
    }

    fn signature(&self) -> Opinion {
        let expected = "a digital signature by a published key";
        let algorithm = self.jwt.header_text("alg").unwrap_or("absent");
        if signs_nothing(algorithm) {
            return bad(expected, format!("alg is {algorithm}"));
        }
        if KnownAlgorithm::named(algorithm).is_none() {
            return unjudged(algorithm);
        }
        let keys = match self.keys {
            Err(why) => return Opinion::Disputed(format!("the keys cannot be had: {why}")),
            Ok(keys) => keys,
        };
        match signature::of_jwt(self.jwt, keys) {
            SignatureVerdict::Valid => Opinion::Good,
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
            Some(value) => bad(expected, other_text(name, known[0], value)),
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
            explained(
                format!("the issuer {stated}"),
                near_miss::of_texts(self.issuer, stated),
            ),
        )
    }

    fn subject(&self) -> Opinion {
        let stated = self.text("sub").unwrap_or("absent");
        if stated == self.connector {
            return Opinion::Good;
        }
        let near = near_miss::of_texts(self.connector, stated);
        bad(
            format!("the subject {}", self.connector),
            explained(format!("the subject {stated}"), near),
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
        let near = near_miss::among(&self.wire.audience, &stated);
        bad(
            format!("the audience {}", self.wire.audience),
            explained(format!("the audience {}", stated.join(", ")), near),
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
        let near = near_miss::among(&self.wire.scope, &stated);
        bad(expected, explained(received, near))
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
            None if url::Url::parse(stated).is_ok() => {
                Opinion::Disputed(format!("the judge does not know the profile {stated}"))
            }
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

/// Octets may stand apart, as tools print them.
fn is_sha256(text: &str) -> bool {
    let text = text.replace(':', "");
    text.len() == DIGITS && text.bytes().all(|digit| digit.is_ascii_hexdigit())
}
