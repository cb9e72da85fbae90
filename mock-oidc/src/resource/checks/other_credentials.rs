//! What is no access token but looks like one. An honest resource asks about it and is told so; these are its mistakes.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use mock_kit::{Fault, strict_json};
use serde_json::Value;

use super::{Entitlement, Reach};
use crate::resource::faults::token as faulty;
use crate::resource::resource_server::ResourceServer;

/// How a careless resource tells one kind of credential.
type Recognised = fn(&ResourceServer, &str) -> bool;

/// Which fault takes what for an access token.
static MISTAKES: [(&Fault, Recognised); 5] = [
    (&faulty::ACCEPTS_FORGED_TOKENS, is_signed_by_somebody),
    (&faulty::ACCEPTS_UNSIGNED_TOKENS, is_unsigned),
    (&faulty::ACCEPTS_ID_TOKENS, is_id_token),
    (&faulty::ACCEPTS_CLIENT_ASSERTIONS, is_client_assertion),
    (&faulty::ACCEPTS_REFRESH_TOKENS, is_opaque),
];

/// Everything of the customer whom the credential names, or of the first one, where it is mistaken for an access token.
pub fn mistaken(resource: &ResourceServer, presented: &str) -> Option<Entitlement> {
    let mut mistakes = MISTAKES.iter();
    let made = |(fault, recognised): &&(&'static Fault, Recognised)| {
        resource.faults.commits(fault) && recognised(resource, presented)
    };
    mistakes.find(made)?;
    Some(Entitlement {
        customer: named_customer(resource, presented)?,
        reach: Reach::All,
    })
}

fn named_customer(resource: &ResourceServer, presented: &str) -> Option<String> {
    let customers = &resource.settings.customers;
    let named = claim(presented, "sub").filter(|subject| customers.contains(subject));
    named.or_else(|| customers.first().cloned())
}

fn is_signed_by_somebody(resource: &ResourceServer, presented: &str) -> bool {
    is_of_the_issuer(resource, presented) && claim(presented, "scope").is_some()
}

/// However `none` is spelt.
fn is_unsigned(_: &ResourceServer, presented: &str) -> bool {
    let algorithm = member_of_part(presented, 0, "alg");
    algorithm.is_some_and(|name| name.eq_ignore_ascii_case("none"))
}

/// Of the claims of an access token it lacks the scope.
fn is_id_token(resource: &ResourceServer, presented: &str) -> bool {
    is_of_the_issuer(resource, presented) && claim(presented, "scope").is_none()
}

fn is_of_the_issuer(resource: &ResourceServer, presented: &str) -> bool {
    let issuer = resource.introspector.issuer().as_str();
    let named = claim(presented, "iss").unwrap_or_default();
    named.trim_end_matches('/') == issuer.trim_end_matches('/')
}

fn is_client_assertion(_: &ResourceServer, presented: &str) -> bool {
    let issuer = claim(presented, "iss");
    issuer.is_some() && issuer == claim(presented, "sub")
}

fn is_opaque(_: &ResourceServer, presented: &str) -> bool {
    !presented.contains('.')
}

/// A claim of a JWT that nobody has verified.
fn claim(jwt: &str, name: &str) -> Option<String> {
    member_of_part(jwt, 1, name)
}

/// A member of the header or of the claims; an array of scope values as one text.
fn member_of_part(jwt: &str, index: usize, name: &str) -> Option<String> {
    let part = Base64UrlUnpadded::decode_vec(jwt.split('.').nth(index)?).ok()?;
    match strict_json::parse(&part).ok()?.get(name)? {
        Value::String(text) => Some(text.clone()),
        other => other.is_array().then(|| other.to_string()),
    }
}
