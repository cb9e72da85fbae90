//! Leaving nothing behind: the recipients that a scenario registered are deleted again.

use std::collections::BTreeMap;

use super::partner::Partner;
use super::recipient::{Recipient, Registered};
use crate::actor::Party;
use crate::actor::environment::Environment;
use crate::actor::oauth_client::answer::Answer;
use crate::stop::Stop;

/// Deletes every recipient that the exchanges of a scenario show as registered, with the token that it was given last. What was deleted
/// before is let be.
pub async fn delete_everything(environment: &Environment) -> Result<(), Stop> {
    let exchanges = environment.exchanges().into_iter();
    let registered: BTreeMap<String, Registered> = exchanges
        .filter(|exchange| exchange.to == Party::AuthorizationServer.name())
        .filter_map(|exchange| {
            let recipient = Recipient::of_the_profile(environment);
            Registered::of(recipient, Answer::new(exchange)).ok()
        })
        .filter(|registered| registered.address().is_ok() && registered.token().is_ok())
        .map(|registered| (registered.client_id.clone(), registered))
        .collect();
    if registered.is_empty() {
        return Ok(());
    }
    let partner = Partner::reach(environment).await?;
    for registered in registered.values() {
        partner.delete(registered).await?;
    }
    Ok(())
}
