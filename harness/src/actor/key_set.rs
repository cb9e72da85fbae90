//! The key set of an authorization server as those use it who verify its tokens.

use jiff::SignedDuration;

use super::Party;
use super::environment::Environment;
use super::office::answer::Answer;
use crate::exchange::call::Call;
use crate::exchange::model::Exchange;
use crate::stop::Stop;

/// Longer than any sensible server lets its key set be kept.
pub const BEYOND_ANY_CACHE: SignedDuration = SignedDuration::from_hours(25);
/// How often a key set may be fetched for one token: twice if the verifier looks again before it refuses.
pub const ENOUGH_FETCHES: usize = 2;

/// For how long the key set may be kept, and a minute more.
///
/// Not applicable where tokens do not outlive that time: a removed key is then of no use to anybody in any case.
pub async fn age(environment: &Environment, jwks_uri: &url::Url) -> Result<SignedDuration, Stop> {
    let call = Call::get(Party::AuthorizationServer, jwks_uri.clone());
    let answer = Answer::of(environment.sender("WIPO").send(call).await?)?;
    let directives = answer
        .header("Cache-Control")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let age = directives
        .split(',')
        .find_map(|each| each.trim().strip_prefix("max-age=")?.parse().ok());
    let lifetime = environment
        .wire()
        .authorization_server
        .access_token_lifetime;
    // Where the server says nothing, a verifier chooses for itself; a third of a token's life is patient.
    let age = age.map_or(lifetime / 3, SignedDuration::from_secs);
    let beyond = age.saturating_add(SignedDuration::from_mins(1));
    if beyond + SignedDuration::from_mins(5) > lifetime {
        return Err(Stop::not_applicable(
            "tokens do not outlive the time for which key sets may be kept",
        ));
    }
    Ok(beyond)
}

/// How often a party has fetched a key set of WIPO's authorization server.
pub fn fetches(environment: &Environment, verifier: Party, jwks_uri: &url::Url) -> usize {
    let received = environment.received(Party::AuthorizationServer);
    let is_fetch =
        |each: &&Exchange| each.from == verifier.name() && each.request.url == jwks_uri.as_str();
    received.iter().filter(is_fetch).count()
}
