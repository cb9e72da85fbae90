//! The intermediaries that a registering party tells of (FDX, 2A).

use cucumber::then;
use serde_json::Value;

use crate::actor::registration::portfolio::{ABOVE, APPLICATIONS, BELOW, BESIDE, LATER, names};
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

#[then("every intermediary stands in every registration")]
fn every_intermediary(world: &mut World) -> Step {
    for sent in world.registrations_sent()? {
        let told = names(&sent.content["intermediaries"]);
        let mut expected = [ABOVE, BELOW, BESIDE].into_iter();
        if let Some(missing) = expected.find(|name| !told.iter().any(|known| known == name)) {
            let finding = Finding::new(missing, format!("a registration without {missing}"));
            return Err(Stop::violated(finding.at(sent.exchange.number)));
        }
    }
    Ok(())
}

#[then("an intermediary below another stands below it")]
fn stands_below(world: &mut World) -> Step {
    for sent in world.registrations_sent()? {
        let chain = &sent.content["intermediaries"];
        let above = chain.as_array().into_iter().flatten();
        let mut above = above.filter(|each| each["name"] == ABOVE);
        let below = above.next().map(|each| names(&each["sub_intermediaries"]));
        if below.is_none_or(|below| below != [BELOW]) {
            let finding = Finding::new(
                format!("{BELOW} below {ABOVE}"),
                format!("{BELOW} beside {ABOVE}, or nowhere"),
            );
            return Err(Stop::violated(finding.at(sent.exchange.number)));
        }
    }
    Ok(())
}

#[then("every application is registered anew")]
fn registered_anew(world: &mut World) -> Step {
    let sent = world.environment.received_from_registering_party();
    if let Some(update) = sent.iter().find(|each| each.request.method == "PUT") {
        let finding = Finding::new("a new registration", "a PUT with another chain");
        return Err(Stop::violated(finding.at(update.number)));
    }
    let registrations = world.registrations_sent()?;
    for application in APPLICATIONS {
        let of_application = registrations
            .iter()
            .filter(|sent| sent.content["client_name"] == application);
        let mut chains = of_application.map(|sent| names(&sent.content["intermediaries"]));
        if !chains.any(|chain| chain.iter().any(|name| name == LATER)) {
            return Err(not_anew(world, application));
        }
    }
    Ok(())
}

/// What a party that broke off had not come to yet, nobody can hold against it.
fn not_anew(world: &World, application: &str) -> Stop {
    let expected = format!("a registration of the {application} with {LATER}");
    if world.registering_party.broken_off().is_some() {
        return world.has_not(&format!("sent {expected}"));
    }
    Stop::violated(Finding::new(expected, "no new registration"))
}

/// The intermediaries of a request in the form in which they are sent.
pub(super) fn list(text: &Value) -> Option<Vec<Value>> {
    use base64ct::{Base64, Base64Unpadded, Base64Url, Base64UrlUnpadded, Encoding as _};
    let text = text.as_str()?;
    let octets = Base64::decode_vec(text)
        .or_else(|_| Base64Unpadded::decode_vec(text))
        .or_else(|_| Base64Url::decode_vec(text))
        .or_else(|_| Base64UrlUnpadded::decode_vec(text));
    let list: Vec<Value> = serde_json::from_slice(&octets.ok()?).ok()?;
    list.iter().all(Value::is_object).then_some(list)
}
