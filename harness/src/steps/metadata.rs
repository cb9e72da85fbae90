//! What the authorization server publishes about itself: metadata and keys.

use cucumber::{then, when};
use serde_json::Value;
use url::Url;

use super::token_response::holds;
use crate::actor::Party;
use crate::actor::oauth_client::answer::Answer;
use crate::exchange::call::Call;
use crate::invariants::key_set as claims;
use crate::oracle::access_token::same_but_for_default_port;
use crate::oracle::{near_miss, strict_json};
use crate::stop::{Step, Stop};
use crate::world::World;

/// Where the discovery document lies below the issuer (OpenID Connect Discovery 4).
const DISCOVERY_SUFFIX: &str = "/.well-known/openid-configuration";
/// The client authentication methods that FAPI 1.0 Advanced allows (5.2.2, item 14).
const ALLOWED_METHODS: [&str; 3] = [
    "private_key_jwt",
    "tls_client_auth",
    "self_signed_tls_client_auth",
];
/// What a discovery document has to state, as far as a client without users is concerned (OpenID Connect Discovery 3).
const REQUIRED_MEMBERS: [&str; 4] = [
    "issuer",
    "token_endpoint",
    "jwks_uri",
    "response_types_supported",
];
/// What client assertions may be signed with (RFC 8414, 2).
const SIGNING_ALGORITHMS: &str = "token_endpoint_auth_signing_alg_values_supported";
/// Members that both metadata documents have to agree on, where both have them: those of OpenID Connect know no endpoint but their own.
const SHARED_MEMBERS: [&str; 5] = [
    "issuer",
    "token_endpoint",
    "jwks_uri",
    "introspection_endpoint",
    "revocation_endpoint",
];

#[when("the client reads the discovery document")]
async fn reads_the_discovery_document(world: &mut World) -> Step {
    let location = world
        .environment
        .authorization_server()
        .await?
        .discovery_url;
    read(world, location).await
}

#[when("the client reads the key set of the authorization server")]
async fn reads_the_key_set(world: &mut World) -> Step {
    let location = world.environment.authorization_server().await?.jwks_uri;
    read(world, location).await?;
    let answer = world.document()?;
    if answer.succeeded() {
        return Ok(());
    }
    violated(
        answer,
        "a key set",
        format!("{} where the key set should be", answer.status()),
    )
}

#[then("it is a JSON document")]
fn is_a_json_document(world: &mut World) -> Step {
    let answer = world.document()?;
    if answer.status() != 200 {
        return violated(
            answer,
            "a discovery document",
            format!("{} where the discovery document should be", answer.status()),
        );
    }
    match strict_json::read_object(&answer.response().body) {
        Ok(_) => Ok(()),
        Err(defect) => violated(
            answer,
            "a JSON object",
            format!("a document that is {defect}"),
        ),
    }
}

/// Where the issuer is known by the address alone, a slash at its end is no part of that (OpenID Connect Discovery 1.0, 4.1).
#[then("it names the issuer under which it was found")]
async fn names_its_issuer(world: &mut World) -> Step {
    let stated = world
        .environment
        .authorization_server()
        .await?
        .stated_issuer;
    let answer = metadata(world)?;
    let location = answer.exchange().request.url.as_str();
    let address = location.strip_suffix(DISCOVERY_SUFFIX).unwrap_or(location);
    let expected = stated.as_deref().unwrap_or(address);
    let named = answer.text("issuer");
    let compared = named.map(|named| match stated {
        Some(_) => named,
        None => named.strip_suffix('/').unwrap_or(named),
    });
    if compared.is_some_and(|named| same_but_for_default_port(named, expected)) {
        return Ok(());
    }
    let near = named.and_then(|named| near_miss::of_texts(expected, named));
    let received = format!("issuer {}", named.unwrap_or("missing"));
    let finding = answer.finding(format!("the issuer {expected}"), received);
    Err(Stop::violated(finding.hinting_at(near)))
}

#[then("it names a token endpoint")]
fn names_a_token_endpoint(world: &mut World) -> Step {
    names(metadata(world)?, "token_endpoint")
}

#[then("the token endpoint that it names is served over TLS")]
fn token_endpoint_is_served_over_tls(world: &mut World) -> Step {
    let answer = metadata(world)?;
    let stated = answer.text("token_endpoint").unwrap_or_default();
    match Url::parse(stated) {
        Ok(url) if url.scheme() == "https" => Ok(()),
        _ => violated(
            answer,
            "an address of the scheme https",
            format!("token_endpoint {stated}"),
        ),
    }
}

#[then("it states everything that a client needs to know")]
fn states_everything(world: &mut World) -> Step {
    let answer = metadata(world)?;
    REQUIRED_MEMBERS
        .into_iter()
        .try_for_each(|member| names(answer, member))
}

#[then("it offers a client authentication that FAPI Advanced allows")]
fn offers_an_allowed_method(world: &mut World) -> Step {
    let answer = metadata(world)?;
    let methods = methods(answer);
    if methods
        .iter()
        .any(|method| ALLOWED_METHODS.contains(&method.as_str()))
    {
        return Ok(());
    }
    violated(
        answer,
        "private_key_jwt or a method with certificates",
        format!("only {}", methods.join(", ")),
    )
}

#[then("it offers private_key_jwt and no other client authentication")]
fn offers_only_private_key_jwt(world: &mut World) -> Step {
    let answer = metadata(world)?;
    let methods = methods(answer);
    if methods == ["private_key_jwt"] {
        return Ok(());
    }
    violated(
        answer,
        "private_key_jwt and nothing else",
        methods.join(", "),
    )
}

/// That the algorithms are named at all is asked for by RFC 8414, not by OpenID Connect Discovery, and where assertions are offered.
#[then("it names the signing algorithms of client assertions, none not among them")]
async fn names_algorithms_without_none(world: &mut World) -> Step {
    signs_with_algorithms(metadata(world)?)?;
    let location = world
        .environment
        .authorization_server()
        .await?
        .second_metadata_url;
    read(world, location).await?;
    let second = world.document()?;
    if !second.succeeded() {
        return Ok(());
    }
    if methods(second)
        .iter()
        .any(|method| method.ends_with("_jwt"))
    {
        names(second, SIGNING_ALGORITHMS)?;
    }
    signs_with_algorithms(second)
}

#[then("the metadata below the well-known prefix say the same, where there are any")]
async fn second_metadata_say_the_same(world: &mut World) -> Step {
    let first = metadata(world)?.clone();
    let location = world
        .environment
        .authorization_server()
        .await?
        .second_metadata_url;
    read(world, location).await?;
    let second = world.document()?;
    if !second.succeeded() {
        return Ok(());
    }
    let different = SHARED_MEMBERS
        .into_iter()
        .find(|member| contradict(first.body().get(member), second.body().get(member)));
    match different {
        Some(member) => {
            let (expected, received) = (stated(&first, member), stated(second, member));
            violated(
                second,
                format!("{member} {expected}"),
                format!("{member} {received}"),
            )
        }
        None => Ok(()),
    }
}

fn contradict(one: Option<&Value>, other: Option<&Value>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}

#[then("the key set holds public keys only")]
fn key_set_is_public(world: &mut World) -> Step {
    holds(claims::holds_public_keys_only(world.document()?))
}

#[then("no name in the key set stands for two keys")]
fn key_set_repeats_no_kid(world: &mut World) -> Step {
    holds(claims::repeats_no_kid(world.document()?))
}

#[then("no key of the key set on an elliptic curve is short")]
fn key_set_has_long_curves(world: &mut World) -> Step {
    holds(claims::holds_long_curves_only(world.document()?))
}

async fn read(world: &mut World, location: Url) -> Step {
    let call = Call::get(Party::AuthorizationServer, location);
    let answer = Answer::new(world.environment.sender("client").send(call).await?);
    world.authorization.document = Some(answer);
    Ok(())
}

/// The metadata that were read; that there are none is held against the rule that asks for them.
fn metadata(world: &World) -> Result<&Answer, Stop> {
    let answer = world.document()?;
    if answer.succeeded() && answer.body().is_object() {
        return Ok(answer);
    }
    Err(Stop::inconclusive(format!(
        "there is no discovery document to look at: {}",
        answer.status()
    )))
}

fn signs_with_algorithms(answer: &Answer) -> Step {
    let algorithms = texts(answer, SIGNING_ALGORITHMS);
    match algorithms
        .iter()
        .find(|name| name.eq_ignore_ascii_case("none"))
    {
        Some(none) => violated(
            answer,
            "algorithms that sign",
            format!("{none} among {}", algorithms.join(", ")),
        ),
        None => Ok(()),
    }
}

fn names(answer: &Answer, member: &str) -> Step {
    match answer.body().get(member) {
        Some(Value::String(text)) if !text.is_empty() => Ok(()),
        Some(Value::Array(items)) if !items.is_empty() => Ok(()),
        _ => violated(
            answer,
            format!("a document with {member}"),
            format!("no {member}"),
        ),
    }
}

/// The methods offered; a document that says nothing offers client secrets (RFC 8414, 2).
fn methods(answer: &Answer) -> Vec<String> {
    let stated = texts(answer, "token_endpoint_auth_methods_supported");
    if stated.is_empty() {
        vec!["client_secret_basic, by saying nothing".to_owned()]
    } else {
        stated
    }
}

fn texts(answer: &Answer, member: &str) -> Vec<String> {
    let items = answer.body().get(member).and_then(Value::as_array);
    items
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

fn stated(answer: &Answer, member: &str) -> String {
    answer
        .body()
        .get(member)
        .map_or_else(|| "missing".to_owned(), ToString::to_string)
}

fn violated(answer: &Answer, expected: impl Into<String>, received: impl Into<String>) -> Step {
    Err(Stop::violated(answer.finding(expected, received)))
}
