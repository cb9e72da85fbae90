//! The library of deviations: every way in which a request differs from a legal one, by the words that feature files use for it.
//!
//! Most deviations are illegal; some are legal alternatives that have to be accepted. Which is which says the scenario, not the row.

mod assertion_claims;
mod assertion_encoding;
mod assertion_header;
mod assertion_signature;
mod token_request;

use std::str::FromStr;

use super::ground::Ground;
use super::request::TokenRequest;
use crate::actor::forge::Jwt;
use crate::stop::Stop;

/// One difference from a legal token request.
#[derive(Debug)]
pub struct Deviation {
    /// What it is called in feature files and reports.
    pub name: &'static str,
    /// What usually lies behind an implementation that gets it wrong.
    pub hint: Option<&'static str>,
    craft: Craft,
}

/// How the difference is made.
#[derive(Debug, Clone, Copy)]
enum Craft {
    /// By changing header or claims before signing.
    Draft(fn(&Ground, Jwt) -> Jwt),
    /// By changing the octets of the client's own signature.
    Signature(fn(Vec<u8>) -> Vec<u8>),
    /// By changing header or claims and not signing at all.
    Unsigned(fn(Jwt) -> Jwt),
    /// By an HMAC under a secret that everybody knows.
    Keyed(fn(&Ground) -> Vec<u8>),
    /// By making another compact form of the legal header and claims.
    Compact(fn(&Ground, Jwt) -> Result<String, Stop>),
    /// By changing the parameters around a legal assertion.
    Request(fn(&Ground, TokenRequest) -> TokenRequest),
    /// By changing the parameters, with something that may be missing.
    FallibleRequest(fn(&Ground, TokenRequest) -> Result<TokenRequest, Stop>),
}

impl Deviation {
    const fn new(name: &'static str, craft: Craft) -> Self {
        Self {
            name,
            hint: None,
            craft,
        }
    }

    const fn draft(name: &'static str, craft: fn(&Ground, Jwt) -> Jwt) -> Self {
        Self::new(name, Craft::Draft(craft))
    }

    const fn signature(name: &'static str, change: fn(Vec<u8>) -> Vec<u8>) -> Self {
        Self::new(name, Craft::Signature(change))
    }

    const fn unsigned(name: &'static str, change: fn(Jwt) -> Jwt) -> Self {
        Self::new(name, Craft::Unsigned(change))
    }

    const fn keyed(name: &'static str, secret: fn(&Ground) -> Vec<u8>) -> Self {
        Self::new(name, Craft::Keyed(secret))
    }

    const fn compact(name: &'static str, craft: fn(&Ground, Jwt) -> Result<String, Stop>) -> Self {
        Self::new(name, Craft::Compact(craft))
    }

    const fn request_change(
        name: &'static str,
        craft: fn(&Ground, TokenRequest) -> TokenRequest,
    ) -> Self {
        Self::new(name, Craft::Request(craft))
    }

    const fn fallible_request(
        name: &'static str,
        craft: fn(&Ground, TokenRequest) -> Result<TokenRequest, Stop>,
    ) -> Self {
        Self::new(name, Craft::FallibleRequest(craft))
    }

    const fn hint(self, hint: &'static str) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    /// Makes the request that deviates, with fresh one-time values.
    pub fn request(&self, ground: &Ground) -> Result<TokenRequest, Stop> {
        match self.craft {
            Craft::Request(change) => Ok(change(ground, ground.legal_request())),
            Craft::FallibleRequest(change) => change(ground, ground.legal_request()),
            _ => self
                .assertion(ground)
                .map(|assertion| ground.request_with(assertion)),
        }
    }

    fn assertion(&self, ground: &Ground) -> Result<String, Stop> {
        let (draft, key) = (ground.legal_draft(), &ground.client.key);
        match self.craft {
            Craft::Draft(change) => Ok(change(ground, draft).signed_by(key)),
            Craft::Signature(change) => Ok(draft.sign(key).map_signature(change).compact()),
            Craft::Unsigned(change) => Ok(change(draft).unsigned()),
            Craft::Keyed(secret) => Ok(draft
                .with_header("alg", "HS256")
                .keyed_with(&secret(ground))),
            Craft::Compact(make) => make(ground, draft),
            Craft::Request(_) | Craft::FallibleRequest(_) => Ok(draft.signed_by(key)),
        }
    }

    /// Whether it lies in the assertion, not in the parameters around it.
    pub fn concerns_the_assertion(&self) -> bool {
        !matches!(self.craft, Craft::Request(_) | Craft::FallibleRequest(_))
    }

    /// Every deviation.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        let tables = [
            assertion_signature::ROWS,
            assertion_header::ROWS,
            assertion_claims::ROWS,
            assertion_encoding::ROWS,
            token_request::ROWS,
        ];
        tables.into_iter().flatten()
    }
}

/// A deviation by its name, as it stands in a step.
#[derive(Debug, Clone, Copy, cucumber::Parameter)]
#[param(name = "deviation", regex = ".+")]
pub struct DeviationName(pub &'static Deviation);

impl FromStr for DeviationName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Deviation::all().find(|deviation| deviation.name == text);
        known
            .map(Self)
            .ok_or_else(|| format!("there is no deviation `{text}`"))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use std::collections::BTreeSet;

    use super::*;
    use crate::data::Data;
    use crate::scenario::read_all;

    /// Every act of a feature that names a deviation, with what it says before the name.
    fn acts() -> Vec<(bool, String)> {
        let assertion = "the client authenticates with a client assertion ";
        let request = "the client requests a token ";
        let scenarios = read_all(&Data::embedded()).unwrap();
        let steps = scenarios.iter().flat_map(|scenario| &scenario.steps);
        let named = steps.filter_map(|step| {
            let of_assertion = step
                .value
                .strip_prefix(assertion)
                .map(|name| (true, name.to_owned()));
            of_assertion.or_else(|| {
                step.value
                    .strip_prefix(request)
                    .map(|name| (false, name.to_owned()))
            })
        });
        named.collect()
    }

    fn ground() -> Ground {
        let client = |scope: &str| crate::actor::oauth_client::new_client(Some("key-1"), scope);
        Ground {
            client: client("das-api/das-access"),
            another: Some(client("das-api/das-access")),
            token_endpoint: "https://as.test/am/oauth2/access_token".parse().unwrap(),
            now: 1_767_603_600,
            attacker: crate::actor::forge::new_key(),
            attacker_key_set: Some("https://attacker.test/keys".parse().unwrap()),
        }
    }

    #[test]
    fn every_deviation_can_be_made_and_differs_from_the_legal_request() {
        let ground = ground();
        let legal = [
            "client_assertion",
            "client_assertion_type",
            "grant_type",
            "scope",
        ];
        for deviation in Deviation::all().filter(|each| !each.concerns_the_assertion()) {
            let (made, honest) = (deviation.request(&ground).unwrap(), ground.legal_request());
            let call = |request: &TokenRequest| request.to_call(&ground.token_endpoint);
            let lengths = (call(&made).body.len(), call(&honest).body.len());
            let headers = call(&made).headers.len() != call(&honest).headers.len();
            let values = legal
                .iter()
                .skip(1)
                .any(|name| made.value(name) != honest.value(name));
            assert!(
                lengths.0 != lengths.1 || headers || values,
                "{}",
                deviation.name
            );
        }
    }

    #[test]
    fn every_assertion_of_the_table_can_be_made() {
        let ground = ground();
        for deviation in Deviation::all().filter(|each| each.concerns_the_assertion()) {
            let made = deviation.request(&ground).unwrap();
            assert_ne!(made.value("client_assertion"), None, "{}", deviation.name);
        }
    }

    #[test]
    fn no_two_deviations_share_a_name() {
        let names: BTreeSet<&str> = Deviation::all().map(|deviation| deviation.name).collect();
        assert_eq!(names.len(), Deviation::all().count());
    }

    #[test]
    fn every_deviation_is_used_in_a_feature() {
        let used: BTreeSet<String> = acts().into_iter().map(|(_, name)| name).collect();
        let unused: Vec<&str> = Deviation::all()
            .map(|each| each.name)
            .filter(|name| !used.contains(*name))
            .collect();
        assert_eq!(unused, Vec::<&str>::new());
    }

    #[test]
    fn every_deviation_of_a_feature_exists_and_lies_where_the_sentence_says() {
        for (of_assertion, name) in acts() {
            let found =
                DeviationName::from_str(&name).map(|found| found.0.concerns_the_assertion());
            assert_eq!(found, Ok(of_assertion), "{name}");
        }
    }
}
