//! By what a connector proves to its DAPS who it is (IDS-G, request token; RFC 7523, 2.2).

use base64ct::{Base64UrlUnpadded, Encoding as _};
use josekit::JoseError;
use josekit::jwk::Jwk;
use josekit::jws::{ES256, JwsSigner, RS256};
use mock_kit::{Fault, entropy};
use serde_json::{Map, Value, json};

use super::data_connector::DataConnector;
use super::faults::request_token as faulty;

/// For how many seconds it is valid.
const MINUTE: i64 = 60;
/// For how many seconds it is valid where the connector misbehaves.
const YEAR: i64 = 31_536_000;

/// Claims that are left out.
const OMISSIONS: &[(&Fault, &str)] = &[
    (&faulty::OMITS_CONTEXT, "@context"),
    (&faulty::OMITS_TYPE, "@type"),
    (&faulty::OMITS_EXP, "exp"),
    (&faulty::OMITS_IAT, "iat"),
    (&faulty::OMITS_NBF, "nbf"),
    (&faulty::OMITS_AUD, "aud"),
];

impl DataConnector {
    /// A signed request token for now.
    pub fn request_token(&self) -> Result<String, JoseError> {
        let identity = &self.settings.identity;
        let (algorithm, signer) = self.signer(&identity.key)?;
        let header = json!({ "typ": "JWT", "alg": algorithm });
        let claims = Value::Object(self.claims());
        let input = format!("{}.{}", part(&header), part(&claims));
        let signature = signer.sign(input.as_bytes())?;
        let signature = Base64UrlUnpadded::encode_string(&signature);
        Ok(format!("{input}.{signature}"))
    }

    fn claims(&self) -> Map<String, Value> {
        let mut claims = Map::new();
        let mut say = |name: &str, value: Value| claims.insert(name.to_owned(), value);
        if self.is_current() {
            say("jti", json!(entropy::identifier()));
        } else {
            say(
                "@context",
                json!("https://w3id.org/idsa/contexts/context.jsonld"),
            );
            say("@type", json!("ids:DatRequestToken"));
        }
        say(
            "iss",
            json!(self.name(&faulty::NAMES_ITSELF_FREELY_AS_ISSUER)),
        );
        say(
            "sub",
            json!(self.name(&faulty::NAMES_ITSELF_FREELY_AS_SUBJECT)),
        );
        say("aud", json!(self.settings.daps.issuer));
        for (name, seconds) in self.times() {
            say(name, json!(seconds));
        }
        for (fault, name) in OMISSIONS {
            if self.commits(fault) {
                claims.shift_remove(*name);
            }
        }
        claims
    }

    fn name(&self, freely: &'static Fault) -> &str {
        if self.commits(freely) {
            "democonnector1"
        } else {
            &self.settings.identity.id
        }
    }

    fn times(&self) -> [(&'static str, i64); 3] {
        let now = self.settings.clock.unix_now();
        let lifetime = if self.commits(&faulty::MAKES_TOKENS_FOR_A_YEAR) {
            YEAR
        } else {
            MINUTE
        };
        let delay = if self.commits(&faulty::BEGINS_VALIDITY_EARLIER) {
            -MINUTE
        } else {
            0
        };
        [("exp", now + lifetime), ("iat", now), ("nbf", now + delay)]
    }

    /// The signer of the identity's key; only a connector that misbehaves signs with another.
    fn signer(&self, key: &Jwk) -> Result<(&'static str, Box<dyn JwsSigner>), JoseError> {
        if self.commits(&faulty::SIGNS_WITH_ANOTHER_KEY) {
            let other = ES256.generate_key_pair()?.to_jwk_private_key();
            return Ok(("ES256", Box::new(ES256.signer_from_jwk(&other)?)));
        }
        Ok(match key.key_type() {
            "RSA" => ("RS256", Box::new(RS256.signer_from_jwk(key)?)),
            _ => ("ES256", Box::new(ES256.signer_from_jwk(key)?)),
        })
    }
}

fn part(value: &Value) -> String {
    Base64UrlUnpadded::encode_string(value.to_string().as_bytes())
}
