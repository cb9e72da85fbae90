//! Every address in a target file is called once; an answer of any kind will do, since without a token there is hardly another than a
//! refusal.

use jiff::SignedDuration;
use url::Url;

use super::answer::call;
use super::clock;
use super::guest::{Key, Named};
use crate::target::{Check, DecisionAddress, Target};

const TRIED: &str = "call it";
/// Where the clock of the target is moved.
const HOOK: Key = &["clock", "advance_url"];

/// An address with the key under which it stands.
type Stated = (Key, Url);

/// Calls all of them, one after another.
pub(super) async fn checks(
    target: &Target,
    http: &reqwest::Client,
    standing: SignedDuration,
) -> Vec<Check> {
    let mut checks = Vec::new();
    for (key, url) in addresses(target) {
        match call(target, http, &url, key).await {
            Err(error) => checks.push(Check::new(key, TRIED, Err(error))),
            Ok(answer) => {
                let status = answer.response.status();
                checks.push(Check::new(
                    key,
                    TRIED,
                    Ok(format!("{url} answers {status}")),
                ));
                // What moves a clock may itself go by another.
                if key != HOOK {
                    checks.extend(clock::check(target, key, answer.ahead, standing));
                }
            }
        }
    }
    checks
}

fn addresses(target: &Target) -> Vec<Stated> {
    let mut stated: Vec<Stated> = Vec::new();
    let mut state = |key, url: Option<&Url>| stated.extend(url.map(|url| (key, url.clone())));
    let space = target.data_space.as_ref();
    let connector = space.and_then(|space| space.connector.as_ref());
    state(&["das", "base"], target.das.as_ref().map(|das| &das.base));
    state(
        &["office_server", "base"],
        target.office_server.as_ref().map(|at| &at.base),
    );
    state(&["pct", "base"], target.pct.as_ref().map(|at| &at.base));
    let resources = target.resource_server.as_ref();
    state(
        &["resource_server", "base"],
        resources.map(|at| &at.reading.url),
    );
    state(
        &["daps", "token_endpoint"],
        space.map(|space| &space.daps.token_endpoint),
    );
    state(
        &["connector", "messages"],
        connector.map(|connector| &connector.messages),
    );
    state(
        &["registry", "base"],
        target.registry.as_ref().map(|at| &at.base),
    );
    state(HOOK, target.clock.as_ref().map(|hook| &hook.advance_url));
    stated.extend(address_that_decides(target));
    stated.extend(addresses_of_guest(target));
    stated
}

/// Of what decides for users only the host is called: whoever fetches the address decides.
fn address_that_decides(target: &Target) -> Option<Stated> {
    let template = target.backchannel.as_ref()?.decide.as_deref()?;
    let address = DecisionAddress::parse(template).ok()?;
    Some((&["backchannel", "decide"], root(&address.written)))
}

/// Of a guest only the host is called: the addresses themselves make it act.
fn addresses_of_guest(target: &Target) -> Vec<Stated> {
    let named = Named::of(target.guest.as_deref()).addresses.into_iter();
    named.map(|(key, url)| (key, root(url))).collect()
}

/// The first page of a host, without anything that makes somebody act or opens something.
pub(super) fn root(url: &Url) -> Url {
    let mut root = url.clone();
    root.set_path("/");
    root.set_query(None);
    root.set_fragment(None);
    // An address without a host has no user either.
    let _ = root.set_username("");
    let _ = root.set_password(None);
    root
}
