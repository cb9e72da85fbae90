//! Over which connections the client talks, and what it shows there.

use cucumber::then;

use super::{sent, shown_by};
use crate::actor::environment::web_client::Host;
use crate::actor::office_client::run::described;
use crate::exchange::model::Exchange;
use crate::stop::{Step, Stop};
use crate::world::World;

/// What may be agreed on below TLS 1.3 (FAPI 1.0 Advanced, 8.5, item 1).
const PERMITTED: [&str; 4] = [
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
];

#[then(expr = "nothing of the client goes to {}")]
fn sends_nothing(world: &mut World, host: Host) -> Step {
    let sign_in = world.last_sign_in()?;
    let received = match host {
        Host::AuthorizationServer => &sign_in.to_servers,
        Host::Resource => &sign_in.to_resource,
    };
    match received.first() {
        None => Ok(()),
        Some(exchange) => shown_by(
            exchange.number,
            "no request over a connection whose certificate is wrong",
            format!("a request: {}", described(exchange)),
        ),
    }
}

#[then("the client calls nothing without TLS")]
fn calls_over_tls(world: &mut World) -> Step {
    match sent(world).find(|each| each.tls.is_none()) {
        None => Ok(()),
        Some(exchange) => {
            let received = format!("{} over plain HTTP", described(exchange));
            shown_by(exchange.number, "TLS everywhere", received)
        }
    }
}

#[then("the client agrees to no cipher suite but those of the profile")]
fn agrees_to_good_suites(world: &mut World) -> Step {
    let agreed = |each: &&Exchange| {
        let facts = each.tls.as_ref();
        facts.is_some_and(|facts| is_forbidden(&facts.version, &facts.suite))
    };
    match sent(world).find(agreed) {
        None => Ok(()),
        Some(exchange) => {
            let suite = exchange.tls.as_ref().map(|facts| facts.suite.clone());
            let received = format!("the suite {}", suite.unwrap_or_default());
            shown_by(exchange.number, PERMITTED.join(", "), received)
        }
    }
}

fn is_forbidden(version: &str, suite: &str) -> bool {
    version != "TLSv1_3" && !PERMITTED.contains(&suite)
}

fn demand_certificate<'a>(world: &World, mut received: impl Iterator<Item = &'a Exchange>) -> Step {
    let registered = world.environment.certificate_of_web_client();
    let shown = |each: &Exchange| each.tls.as_ref()?.certificate.clone();
    let wrong = |each: &&Exchange| match shown(each) {
        None => true,
        Some(shown) => registered.as_ref().is_some_and(|known| *known != shown),
    };
    match received.find(wrong) {
        None => Ok(()),
        Some(exchange) => {
            let whose = match shown(exchange) {
                Some(thumbprint) => format!("the certificate {thumbprint}"),
                None => "no certificate".to_owned(),
            };
            let received = format!("{} with {whose}", described(exchange));
            let expected = match registered {
                Some(known) => format!("the certificate of the client, {known}"),
                None => "the certificate of the client".to_owned(),
            };
            shown_by(exchange.number, expected, received)
        }
    }
}

#[then("the client shows its certificate to the token endpoint")]
fn shows_certificate_to_server(world: &mut World) -> Step {
    let sign_in = world.last_sign_in()?;
    let number = sign_in.redemption().map(|request| request.number);
    let by_certificate = world.set_up_of_web_client()?.keys.proves_by_certificate;
    if number.is_none() && !by_certificate {
        let why = format!("the client redeemed no code: {}", sign_in.last_word);
        return Err(Stop::inconclusive(why));
    }
    let sent = sign_in.to_servers.iter();
    let proves = |each: &&Exchange| match number {
        Some(number) => each.number == number,
        // Who proves nothing where it pushes a request does not come any further (RFC 9126, 2).
        None => each.request.method == "POST",
    };
    demand_certificate(world, sent.filter(proves))
}

#[then("the client shows its certificate to the resource")]
fn shows_certificate_to_resource(world: &mut World) -> Step {
    let sign_in = world.last_sign_in()?;
    if sign_in.to_resource.is_empty() {
        let why = format!("the client used no access token: {}", sign_in.last_word);
        return Err(Stop::inconclusive(why));
    }
    demand_certificate(world, sign_in.to_resource.iter())
}
