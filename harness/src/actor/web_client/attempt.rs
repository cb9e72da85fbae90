//! Minimal pairs: a user signs in while a server deviates, between two who sign in with nothing wrong.

use super::WebClientFacts;
use super::deviation::Deviation;
use super::set_up::SetUp;
use super::sign_in::{Delivery, SignIn};
use crate::actor::Party;
use crate::actor::environment::Environment;
use crate::stop::Stop;

/// Has a user sign in while the authorization server deviates.
pub async fn attempt(
    environment: &Environment,
    set_up: &SetUp,
    deviation: &Deviation,
) -> Result<SignIn, Stop> {
    let client = environment.web_client(set_up).await?;
    control(environment, &client, set_up, "before").await?;
    for fault in deviation.faults {
        environment
            .stimulate(Party::AuthorizationServer, fault)
            .await?;
    }
    let sign_in = SignIn::of(environment, &client, Delivery::Usual).await?;
    for fault in deviation.faults {
        environment.calm(Party::AuthorizationServer, fault).await?;
    }
    control(environment, &client, set_up, "after").await?;
    Ok(sign_in)
}

/// Has a user sign in whose browser brings the response back in an unusual way.
pub async fn attempt_delivery(
    environment: &Environment,
    set_up: &SetUp,
    delivery: Delivery,
) -> Result<SignIn, Stop> {
    let client = environment.web_client(set_up).await?;
    control(environment, &client, set_up, "before").await?;
    let sign_in = SignIn::of(environment, &client, delivery).await?;
    control(environment, &client, set_up, "after").await?;
    Ok(sign_in)
}

/// A sign-in with nothing wrong that has to be done, or nothing can be said.
pub async fn control(
    environment: &Environment,
    client: &WebClientFacts,
    set_up: &SetUp,
    when: &str,
) -> Result<SignIn, Stop> {
    let control = SignIn::of(environment, client, Delivery::Usual).await?;
    if environment.is_around_a_foreign_client() {
        set_up.demand_fit(control.asked()?)?;
    }
    if control.is_done {
        return Ok(control);
    }
    Err(Stop::inconclusive(format!(
        "nobody could sign in {when} the deviation although nobody misbehaved: {}",
        control.reach()
    )))
}
