//! How the client asks the resource (FAPI 1.0 Baseline, 6.2.2).

use std::net::IpAddr;

use cucumber::then;
use jiff::fmt::strtime;
use url::Url;

use super::shown_by;
use crate::exchange::model::Exchange;
use crate::stop::{Step, Stop};
use crate::world::World;

/// A date as HTTP writes it (RFC 9110, 5.6.7).
const HTTP_DATE: &str = "%a, %d %b %Y %H:%M:%S GMT";
/// The lengths of the groups of a UUID (RFC 4122, 3).
const GROUPS: [usize; 5] = [8, 4, 4, 4, 12];

fn asked(world: &World) -> Result<&[Exchange], Stop> {
    let sign_in = world.last_sign_in()?;
    if sign_in.to_resource.is_empty() {
        let why = format!("the client used no access token: {}", sign_in.last_word);
        return Err(Stop::inconclusive(why));
    }
    Ok(&sign_in.to_resource)
}

#[then("the access token travels in the Authorization header alone")]
fn travels_in_header(world: &mut World) -> Step {
    for exchange in asked(world)? {
        let url = Url::parse(&exchange.request.url).ok();
        let in_query =
            url.is_some_and(|url| url.query_pairs().any(|(name, _)| name == "access_token"));
        let authorization = exchange.request.header("authorization").unwrap_or_default();
        let scheme = authorization.split(' ').next().unwrap_or_default();
        if in_query {
            return shown_by(
                exchange.number,
                "the Authorization header",
                "access_token in the query",
            );
        }
        if !scheme.eq_ignore_ascii_case("bearer") {
            return shown_by(
                exchange.number,
                "the Authorization header",
                "no access token in it",
            );
        }
    }
    Ok(())
}

/// Every value of a header field; a client need not send it.
fn demand_form(world: &World, name: &str, form: &str, fits: impl Fn(&str) -> bool) -> Step {
    let exchanges = asked(world)?;
    let values = exchanges
        .iter()
        .filter_map(|each| Some((each.number, each.request.header(name)?)));
    let values: Vec<(u32, &str)> = values.collect();
    if values.is_empty() {
        return Err(Stop::not_applicable(format!("the client sends no {name}")));
    }
    match values.into_iter().find(|(_, value)| !fits(value)) {
        None => Ok(()),
        Some((number, value)) => shown_by(number, form, format!("{name}: {value}")),
    }
}

#[then("x-fapi-auth-date is an HTTP-date")]
fn has_http_date(world: &mut World) -> Step {
    let fits = |value: &str| strtime::parse(HTTP_DATE, value).is_ok();
    demand_form(world, "x-fapi-auth-date", "an HTTP-date", fits)
}

#[then("x-fapi-customer-ip-address is an IP address")]
fn has_address(world: &mut World) -> Step {
    let fits = |value: &str| value.parse::<IpAddr>().is_ok();
    demand_form(world, "x-fapi-customer-ip-address", "an IP address", fits)
}

#[then("x-fapi-interaction-id is a UUID")]
fn has_uuid(world: &mut World) -> Step {
    demand_form(world, "x-fapi-interaction-id", "a UUID", is_uuid)
}

fn is_uuid(value: &str) -> bool {
    let groups = value.split('-');
    let lengths: Vec<usize> = groups.clone().map(str::len).collect();
    let is_hexadecimal = |group: &str| group.chars().all(|digit| digit.is_ascii_hexdigit());
    lengths == GROUPS && groups.into_iter().all(is_hexadecimal)
}
