//! The metadata of the authorization server: there, a JSON document, of the issuer that the target file names.

use jiff::SignedDuration;
use serde_json::Value;
use url::Url;

use super::super::facts::AuthorizationServerFacts;
use super::super::reach::{as_authorization_server, facts};
use super::answer::{Answer, call};
use super::clock;
use crate::error::ConfigurationError;
use crate::exchange::body;
use crate::target::{AuthorizationServerTarget, Check, Credentials, Target, is_production};

/// The largest metadata document that is read, in octets.
pub const METADATA_LIMIT: usize = 1 << 20;
/// What is done with them.
pub(super) const TRIED: &str = "read its metadata";
const COMPARED: &str = "compare the issuer of its metadata";

/// What the metadata say of the authorization server; a DAPS has none to be read.
pub(super) async fn examine(
    target: &Target,
    http: &reqwest::Client,
    standing: SignedDuration,
    checks: &mut Vec<Check>,
) -> Result<AuthorizationServerFacts, ConfigurationError> {
    let stated = match (&target.authorization_server, &target.data_space) {
        (Some(stated), _) => stated,
        (None, Some(space)) => return Ok(as_authorization_server(&space.daps)),
        (None, None) => {
            return Err(target
                .blame(&["roles"], "the target names no authorization server")
                .fix("add `authorization_server: { issuer: … }`"));
        }
    };
    let key = key(target);
    let url = discovery(stated);
    let answer = call(target, http, &url, key).await?;
    checks.extend(clock::check(target, key, answer.ahead, standing));
    let mut document = document(target, answer, &url).await?;
    checks.push(Check::new(key, TRIED, Ok(format!("found at {url}"))));
    checks.extend(compare(target, stated, &document));
    if target.shows_certificates() {
        put_aliases_first(&mut document);
    }
    refuse_production(target, &document)?;
    let facts = facts(&document, url).map_err(|error| within(target, error))?;
    Ok(AuthorizationServerFacts {
        stated_issuer: stated_issuer(stated),
        ..facts
    })
}

/// Where there is no path, nothing is left of whether a slash was written; and one that an operator wrote may be a slip.
fn stated_issuer(stated: &AuthorizationServerTarget) -> Option<String> {
    match stated {
        AuthorizationServerTarget::Issuer(issuer) if !issuer.path().ends_with('/') => {
            Some(issuer.to_string())
        }
        _ => None,
    }
}

/// An acceptance system may have been set up with the endpoints of the other.
fn refuse_production(target: &Target, document: &Value) -> Result<(), ConfigurationError> {
    let members = document.as_object().into_iter().flatten();
    let mut addresses = members.filter_map(|(name, value)| {
        let url: Url = value.as_str()?.parse().ok()?;
        Some((name, url))
    });
    match addresses.find(|(name, url)| *name != "issuer" && is_production(url)) {
        None => Ok(()),
        Some((name, url)) => Err(target
            .blame(
                key(target),
                format!("the metadata name a production system: {name} is {url}"),
            )
            .fix("have them name the acceptance system: a run sends forged requests")),
    }
}

/// An address of whoever issues tokens, where the target has one: its metadata, or the token endpoint of a DAPS.
pub(super) fn issuing(target: &Target) -> Option<Url> {
    let server = target.authorization_server.as_ref().map(discovery);
    let space = target.data_space.as_ref();
    server.or_else(|| space.map(|space| space.daps.token_endpoint.clone()))
}

/// Where the address of the authorization server stands.
pub(super) fn key(target: &Target) -> &'static [&'static str] {
    match &target.authorization_server {
        Some(AuthorizationServerTarget::Metadata(_)) => &["authorization_server", "metadata"],
        _ => &["authorization_server", "issuer"],
    }
}

fn discovery(stated: &AuthorizationServerTarget) -> Url {
    match stated {
        AuthorizationServerTarget::Issuer(issuer) => {
            below(issuer, ".well-known/openid-configuration")
        }
        AuthorizationServerTarget::Metadata(url) => url.clone(),
    }
}

fn below(issuer: &Url, path: &str) -> Url {
    let mut url = issuer.clone();
    let base = url.path().trim_end_matches('/').to_owned();
    url.set_path(&format!("{base}/{path}"));
    url
}

async fn document(target: &Target, answer: Answer, url: &Url) -> Result<Value, ConfigurationError> {
    let refuse = |problem: String, fix: &str| target.blame(key(target), problem).fix(fix);
    let status = answer.response.status();
    if !status.is_success() {
        return Err(refuse(
            format!("{url} answers {status}, no metadata"),
            "correct the address: `issuer`, or `metadata` where they do not lie below the issuer",
        ));
    }
    let body = body::read(answer.response, METADATA_LIMIT).await;
    let body = body.map_err(|error| {
        let problem = format!("the metadata at {url} break off: {error}");
        refuse(problem, "try again, and mend the host if it happens again")
    })?;
    if !body.is_whole {
        return Err(refuse(
            format!("the metadata at {url} are longer than {METADATA_LIMIT} octets"),
            "point to the metadata themselves: what answers there is something else",
        ));
    }
    let read: Option<Value> = serde_json::from_slice(&body.octets).ok();
    read.filter(Value::is_object).ok_or_else(|| {
        refuse(
            format!("{url} holds no JSON object"),
            "point to the metadata themselves: what answers there is something else",
        )
    })
}

/// Who speaks for another issuer is found at the wrong address or breaks OpenID Connect Discovery (4.3); as with refused credentials,
/// that is judged only where the target file vouches for what stands in it.
fn compare(target: &Target, stated: &AuthorizationServerTarget, document: &Value) -> Option<Check> {
    let AuthorizationServerTarget::Issuer(issuer) = stated else {
        return None;
    };
    let named = document.get("issuer").and_then(Value::as_str)?;
    if is_same(issuer, named) {
        return Some(Check::new(key(target), COMPARED, Ok(named.to_owned())));
    }
    let problem = format!("the metadata found below {issuer} are those of the issuer {named}");
    if target.credentials == Credentials::KnownGood {
        return Some(Check::open(key(target), COMPARED, problem));
    }
    let error = target.blame(key(target), problem).fix(
        "correct `issuer`; if it is the server that errs, `credentials: known-good` lets that be judged",
    );
    Some(Check::new(key(target), COMPARED, Err(error)))
}

/// A slash at the end and the usual port tell no issuers apart here; whether they may differ is judged by scenarios.
fn is_same(issuer: &Url, named: &str) -> bool {
    let spelt = |url: &Url| url.as_str().trim_end_matches('/').to_owned();
    Url::parse(named).is_ok_and(|named| spelt(&named) == spelt(issuer))
}

/// Clients with certificates call the endpoints by their aliases (RFC 8705, 5).
fn put_aliases_first(document: &mut Value) {
    let aliases = document.get_mut("mtls_endpoint_aliases").map(Value::take);
    if let (Some(Value::Object(aliases)), Value::Object(members)) = (aliases, document) {
        members.extend(aliases);
    }
}

fn within(target: &Target, error: ConfigurationError) -> ConfigurationError {
    let place = target.file.key(key(target));
    error.within(&target.file, place)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use super::*;

    #[test]
    fn an_issuer_is_known_to_the_letter_where_it_was_stated_with_a_path() {
        let issuer = |text: &str| AuthorizationServerTarget::Issuer(text.parse().unwrap());
        let stated = stated_issuer(&issuer("https://as.test/realm"));
        assert_eq!(stated.as_deref(), Some("https://as.test/realm"));
        for text in ["https://as.test", "https://as.test/realm/"] {
            assert_eq!(stated_issuer(&issuer(text)), None);
        }
        let metadata = "https://as.test/realm/metadata".parse().unwrap();
        assert_eq!(
            stated_issuer(&AuthorizationServerTarget::Metadata(metadata)),
            None
        );
    }
}
