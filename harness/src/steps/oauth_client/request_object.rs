//! The request objects of the client (RFC 9101; FAPI 1.0 Advanced, 5.2.3).

use cucumber::then;
use serde_json::Value;

use crate::actor::web_client::asked::Asked;
use crate::oracle::compact::Compact;
use crate::stop::{Step, Stop};
use crate::world::World;

/// What may stand beside a request object, and what proves who pushes it.
const BESIDE: [&str; 8] = [
    "request",
    "client_id",
    "response_type",
    "scope",
    "client_assertion",
    "client_assertion_type",
    "client_secret",
    "request_uri",
];
/// What stands beside an object in the query with the same values (FAPI 1.0 Advanced, 5.2.3, item 9).
const REPEATED: [&str; 3] = ["response_type", "client_id", "scope"];
/// How far ahead an object may expire, in seconds, and what clocks may differ by.
const LONGEST: f64 = 3600.0 + 60.0;

fn object(asked: &Asked) -> Result<Compact, Stop> {
    match asked.object() {
        Some(Ok(object)) => Ok(object),
        Some(Err(defect)) => Err(asked.violated("a signed request object", defect.to_string())),
        None => Err(asked.violated("a signed request object", "no request object")),
    }
}

#[then("every parameter stands within the request object")]
fn has_everything_inside(world: &mut World) -> Step {
    let asked = world.last_sign_in()?.asked()?;
    let object = object(asked)?;
    let mut beside = asked.names_beside_object();
    match beside.find(|name| !BESIDE.contains(name) && !object.claims.contains_key(*name)) {
        None => Ok(()),
        Some(name) => Err(asked.violated(
            "every parameter within the request object",
            format!("{name} beside it only"),
        )),
    }
}

#[then(
    "response type, client id and scope stand beside the request object as they stand within it"
)]
fn repeats_outside(world: &mut World) -> Step {
    let asked = world.last_sign_in()?.asked()?;
    if asked.is_pushed() {
        return Err(Stop::not_applicable("the client pushes its requests"));
    }
    let object = object(asked)?;
    for name in REPEATED {
        let inside = object.claims.get(name).and_then(Value::as_str);
        let outside = asked.shown(name);
        if outside.is_none() || outside != inside {
            let received = format!("{name} {outside:?} beside {inside:?}");
            return Err(asked.violated(format!("{name} with the same value"), received));
        }
    }
    Ok(())
}

#[then("the request object is addressed to the issuer")]
async fn is_addressed_to_issuer(world: &mut World) -> Step {
    let issuer = world.environment.authorization_server().await?.issuer;
    let asked = world.last_sign_in()?.asked()?;
    let object = object(asked)?;
    let bare = |text: &str| text.trim_end_matches('/').to_owned();
    let is_own = |value: &Value| value.as_str().map(bare) == Some(bare(&issuer));
    let named = match object.claims.get("aud") {
        Some(Value::Array(several)) => several.iter().any(is_own),
        Some(one) => is_own(one),
        None => false,
    };
    if named {
        return Ok(());
    }
    let received = format!("aud {}", shown(object.claims.get("aud")));
    Err(asked.violated(format!("aud {issuer}"), received))
}

fn shown(value: Option<&Value>) -> String {
    value.map_or_else(|| "missing".to_owned(), ToString::to_string)
}

/// Seconds since the epoch, as a float because fractions are legal.
#[expect(
    clippy::cast_precision_loss,
    reason = "the present is far from the limits of a float"
)]
fn moment(asked: &Asked) -> f64 {
    asked.at as f64
}

#[then("the request object expires within the hour")]
fn expires_soon(world: &mut World) -> Step {
    let asked = world.last_sign_in()?.asked()?;
    let object = object(asked)?;
    let expiry = object.claims.get("exp").and_then(Value::as_f64);
    let ahead = expiry.map(|expiry| expiry - moment(asked));
    if ahead.is_some_and(|seconds| seconds <= LONGEST) {
        return Ok(());
    }
    let received = format!(
        "exp {}, when it is {}",
        shown(object.claims.get("exp")),
        asked.at
    );
    Err(asked.violated("an exp no more than 60 minutes ahead", received))
}

#[then("the request object says from when on it is valid")]
fn has_nbf(world: &mut World) -> Step {
    let asked = world.last_sign_in()?.asked()?;
    let object = object(asked)?;
    if object.claims.get("nbf").is_some_and(Value::is_number) {
        return Ok(());
    }
    let received = format!("nbf {}", shown(object.claims.get("nbf")));
    Err(asked.violated("an nbf", received))
}
