//! Tokens that are unknown, expired or revoked are refused (FAPI 1.0 Baseline, 6.2.1-04; RFC 6750, 3.1).

use crate::resource::faults::token as faulty;
use crate::resource::introspection::AccessToken;
use crate::resource::refusal::Refusal;
use crate::resource::resource_server::ResourceServer;

/// What the token is worth now.
pub async fn check(resource: &ResourceServer, presented: &str) -> Result<AccessToken, Refusal> {
    let told = resource.introspector.ask(presented).await?;
    let live = told.filter(|token| !has_expired(resource, token));
    if let Some(token) = live {
        remember(resource, presented, &token);
        return Ok(token);
    }
    remembered(resource, presented)
        .ok_or(Refusal::InvalidToken("it is unknown, expired or revoked"))
}

fn has_expired(resource: &ResourceServer, token: &AccessToken) -> bool {
    let expires = token.expires.unwrap_or(i64::MAX);
    expires <= resource.clock().unix_now()
}

/// Only a resource that misbehaves keeps anything of a token.
fn remember(resource: &ResourceServer, presented: &str, token: &AccessToken) {
    let faults = [
        &faulty::HONOURS_EXPIRED_TOKENS,
        &faulty::HONOURS_REVOKED_TOKENS,
    ];
    if faults.iter().any(|fault| resource.faults.commits(fault)) {
        let mut state = resource.state();
        state.remembered.insert(presented.to_owned(), token.clone());
    }
}

/// What was said earlier of a token that is no good any more; nothing on the honest path.
fn remembered(resource: &ResourceServer, presented: &str) -> Option<AccessToken> {
    let token = resource.state().remembered.get(presented).cloned()?;
    let fault = if has_expired(resource, &token) {
        &faulty::HONOURS_EXPIRED_TOKENS
    } else {
        &faulty::HONOURS_REVOKED_TOKENS
    };
    resource.faults.commits(fault).then_some(token)
}
