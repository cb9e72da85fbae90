//! What a request says beside its access token, and must not be refused for.

use cucumber::{then, when};

use crate::actor::Party;
use crate::actor::office::answer::Answer;
use crate::exchange::call::Call;
use crate::named::named;
use crate::stop::{Step, Stop};
use crate::world::World;

named! {
    /// A header field that a request may have.
    pub enum Stated {
        /// The older family.
        Ipv4 = "an IPv4 address of the customer",
        /// Eight groups.
        Ipv6 = "an IPv6 address of the customer in full",
        /// Zeros left out.
        CompressedIpv6 = "an IPv6 address of the customer without its zeros",
        /// In other letters.
        CapitalIpv6 = "an IPv6 address of the customer in capitals",
        /// Both families in one.
        EmbeddedIpv4 = "an IPv6 address of the customer that ends in an IPv4 address",
        /// FAPI 1.0 Baseline, 6.2.2, item 3.
        AuthDate = "when the customer logged in",
        /// Nobody's.
        Unknown = "a header field that nobody knows",
        /// Any media type.
        AnyMediaType = "that any media type will do",
        /// JSON among others.
        JsonAmongOthers = "that JSON is one of the media types that will do",
    }
}

impl Stated {
    fn field(self) -> (&'static str, &'static str) {
        let address = "x-fapi-customer-ip-address";
        match self {
            Self::Ipv4 => (address, "198.51.100.119"),
            Self::Ipv6 => (address, "2001:db8:0:0:0:0:0:1"),
            Self::CompressedIpv6 => (address, "2001:db8::1893:25c8:1946"),
            Self::CapitalIpv6 => (address, "2001:DB8:0:0:1893:0:25C8:1946"),
            Self::EmbeddedIpv4 => (address, "::ffff:198.51.100.119"),
            Self::AuthDate => ("x-fapi-auth-date", "Tue, 11 Sep 2012 19:43:31 GMT"),
            Self::Unknown => ("x-conformance-field", "of no meaning"),
            Self::AnyMediaType => ("Accept", "*/*"),
            Self::JsonAmongOthers => ("Accept", "application/json, text/plain;q=0.5, */*;q=0.1"),
        }
    }
}

#[when(expr = "the client reads the resource, stating {}")]
async fn reads_stating(world: &mut World, stated: Stated) -> Step {
    let consumer = world.resource_server.consumer()?;
    consumer.read().await?.served("the control")?;
    let (name, value) = stated.field();
    let mut call = consumer.reading();
    call.headers.retain(|(known, _)| known != name);
    let answer = consumer.ask(call.header(name, value)).await?;
    world.resource_server.answer = Some(answer);
    Ok(())
}

#[when("a script of another origin reads the resource")]
async fn script_reads(world: &mut World) -> Step {
    let consumer = world.resource_server.consumer()?;
    let origin = consumer.facts.origin()?.to_owned();
    let call = consumer.reading().header("Origin", origin);
    world.resource_server.answer = Some(consumer.ask(call).await?);
    Ok(())
}

/// A preflight shows no token (Fetch, CORS-preflight fetch).
#[when("a browser asks whether a script of another origin may read the resource")]
async fn browser_asks(world: &mut World) -> Step {
    let consumer = world.resource_server.consumer()?;
    let url = consumer.facts.reading.url.clone();
    let call = Call::new(Party::ResourceServer, "OPTIONS", url)
        .header("Origin", consumer.facts.origin()?)
        .header("Access-Control-Request-Method", "GET")
        .header("Access-Control-Request-Headers", "authorization");
    world.resource_server.answer = Some(consumer.send(call).await?);
    Ok(())
}

#[then("the answer lets the script have it")]
fn lets_in(world: &mut World) -> Step {
    let origin = world.resource_server.consumer()?.facts.origin()?.to_owned();
    let expected = format!("Access-Control-Allow-Origin: {origin}");
    let answer = world.resource_server.demand_served(&expected)?;
    demand_permission(&answer, &origin, &expected)
}

#[then("the answer lets the script show its token")]
fn lets_show(world: &mut World) -> Step {
    let expected = "Access-Control-Allow-Headers with authorization";
    let answer = world.resource_server.demand_served(expected)?;
    let allowed = answer
        .header("Access-Control-Allow-Headers")
        .unwrap_or_default();
    let mut names = allowed.split(',').map(str::trim);
    if names.any(|name| name.eq_ignore_ascii_case("authorization")) {
        return Ok(());
    }
    let received = format!("Access-Control-Allow-Headers {allowed:?}");
    Err(Stop::violated(answer.finding(expected, received)))
}

/// Browsers honour the wildcard only where no credentials are allowed beside it.
fn demand_permission(answer: &Answer, origin: &str, expected: &str) -> Step {
    let credentials = answer.header("Access-Control-Allow-Credentials");
    let allowed = answer
        .header("Access-Control-Allow-Origin")
        .unwrap_or_default();
    if allowed == origin || allowed == "*" && credentials.is_none() {
        return Ok(());
    }
    let received = format!("Access-Control-Allow-Origin {allowed:?}");
    Err(Stop::violated(answer.finding(expected, received)))
}
