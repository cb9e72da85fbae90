//! With which keys and algorithms the client signs, and what it says of its keys.

use cucumber::then;

use super::shown_by;
use crate::oracle::compact::Compact;
use crate::stop::{Step, Stop};
use crate::world::World;

/// Bits that an RSA key has at least (FAPI 1.0 Baseline, 5.2.4, item 2).
const RSA_BITS: usize = 2048;

/// Every JWT that the client has sent, with the number of its exchange.
fn signed(world: &World) -> Result<Vec<(u32, Compact)>, Stop> {
    let mut found = Vec::new();
    for sign_in in &world.web_client.sign_ins {
        if let Some(asked) = &sign_in.asked
            && let Some(Ok(object)) = asked.object()
        {
            found.push((asked.number, object));
        }
        for request in sign_in.token_requests() {
            if let Some(Ok(assertion)) = request.assertion() {
                found.push((request.number, assertion));
            }
        }
    }
    if found.is_empty() {
        return Err(Stop::not_applicable("the client signs nothing"));
    }
    Ok(found)
}

fn algorithm(jwt: &Compact) -> &str {
    jwt.header_text("alg").unwrap_or("missing")
}

#[then("every JWT of the client is signed with an algorithm of the profile")]
fn signs_as_agreed(world: &mut World) -> Step {
    let users = &world.environment.wire().authorization_server.authorization;
    let known = users
        .iter()
        .flat_map(|users| &users.request_object_algorithms);
    let known: Vec<&str> = known.map(|algorithm| algorithm.name()).collect();
    for (number, jwt) in signed(world)? {
        if !known.contains(&algorithm(&jwt)) {
            let received = format!("alg {}", algorithm(&jwt));
            return shown_by(number, known.join(" or "), received);
        }
    }
    Ok(())
}

#[then("no JWT of the client is unsigned")]
fn signs_everything(world: &mut World) -> Step {
    for (number, jwt) in signed(world)? {
        if algorithm(&jwt).eq_ignore_ascii_case("none") || jwt.signature.is_empty() {
            return shown_by(number, "a signature", format!("alg {}", algorithm(&jwt)));
        }
    }
    Ok(())
}

#[then("no JWT of the client says where its keys are")]
fn points_nowhere(world: &mut World) -> Step {
    for (number, jwt) in signed(world)? {
        for name in ["jku", "x5u"] {
            if jwt.header.contains_key(name) {
                return shown_by(number, "no jku and no x5u", format!("a header with {name}"));
            }
        }
    }
    Ok(())
}

/// The client must not have fetched what the header of a JWT of the server leads to.
#[then("the client fetches no keys from where the header says")]
fn follows_nothing(world: &mut World) -> Step {
    let sign_in = world.last_sign_in()?;
    let mut sent = sign_in.to_servers.iter();
    match sent.find(|each| each.request.url.ends_with("/connect/hidden")) {
        None => Ok(()),
        Some(exchange) => shown_by(
            exchange.number,
            "keys from the metadata's address only",
            "a request to where jku leads",
        ),
    }
}

/// An RSA signature is as long as its modulus (RFC 8017, 8).
#[then("the RSA keys of the client are long enough")]
fn has_long_keys(world: &mut World) -> Step {
    let is_rsa = |jwt: &Compact| {
        ["PS", "RS"]
            .iter()
            .any(|kind| algorithm(jwt).starts_with(kind))
    };
    let all = signed(world)?;
    let mut by_rsa = all.iter().filter(|(_, jwt)| is_rsa(jwt)).peekable();
    if by_rsa.peek().is_none() {
        return Err(Stop::not_applicable("the client has no RSA key"));
    }
    for (number, jwt) in by_rsa {
        let bits = jwt.signature.len() * 8;
        if bits < RSA_BITS {
            let received = format!("a key of {bits} bits");
            return shown_by(*number, format!("{RSA_BITS} bits or more"), received);
        }
    }
    Ok(())
}
