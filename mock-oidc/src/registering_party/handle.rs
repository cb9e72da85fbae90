//! A registering party that is driven by a trigger: it waits for orders, and does what they say.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::{DefaultBodyLimit, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Json, Router};
use http::StatusCode;
use mock_kit::{
    Bound, Clock, ControlHandle, FaultPlan, Journal, ListenerSettings, Listening, Service,
};
use serde::Serialize;
use serde_json::json;
use url::Url;

use super::faults;
use super::order::Order;
use super::provider::PARTY;

/// The longest order that is read, in octets.
const ORDER_LIMIT: usize = 256 << 10;
/// The most orders that are remembered: the latest.
const ORDERS_REMEMBERED: usize = 1000;

/// Why it cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address cannot be had.
    #[error("listen: {0}")]
    Listen(#[from] io::Error),
    /// Its own address makes no URL.
    #[error("make its addresses: {0}")]
    Address(#[from] url::ParseError),
}

type Shared = Arc<Driven>;

/// One that waits for orders.
struct Driven {
    clock: Clock,
    faults: FaultPlan,
    orders: Mutex<VecDeque<CarriedOut>>,
}

/// An order, and what came of it.
#[derive(Clone, Serialize)]
struct CarriedOut {
    acts: String,
    outcome: String,
}

impl Driven {
    fn orders(&self) -> MutexGuard<'_, VecDeque<CarriedOut>> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn remember(&self, order: CarriedOut) {
        let mut orders = self.orders();
        if orders.len() == ORDERS_REMEMBERED {
            orders.pop_front();
        }
        orders.push_back(order);
    }
}

/// Starts one; it stops when the handle is dropped.
///
/// # Errors
/// When the address cannot be used.
pub async fn spawn(listener: &ListenerSettings, clock: Clock) -> Result<Handle, StartError> {
    let bound = Bound::bind(listener).await?;
    let base = bound.base().clone();
    let driven = Arc::new(Driven {
        clock,
        faults: FaultPlan::new(faults::SEAMS),
        orders: Mutex::default(),
    });
    let journal = Journal::new();
    let listening = bound.serve(Service {
        party: PARTY,
        router: Router::new()
            .route("/act", post(carry_out))
            .layer(DefaultBodyLimit::max(ORDER_LIMIT))
            .with_state(Arc::clone(&driven)),
        journal: journal.clone(),
        clock: driven.clock.clone(),
        faults: driven.faults.clone(),
    })?;
    Ok(Handle {
        act: base.join("act")?,
        base,
        control: control(&driven, journal),
        _listening: listening,
    })
}

/// `POST /act`: answers when all is done, or with why it is not.
async fn carry_out(State(driven): State<Shared>, Json(order): Json<Order>) -> Response {
    let done = order.carry_out(&driven.clock, &driven.faults).await;
    let outcome = match &done {
        Ok(()) => "done".to_owned(),
        Err(error) => format!("failed to {error}"),
    };
    driven.remember(CarriedOut {
        acts: order.acts,
        outcome: outcome.clone(),
    });
    match done {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(_) => (StatusCode::BAD_GATEWAY, outcome).into_response(),
    }
}

fn control(driven: &Shared, journal: Journal) -> ControlHandle {
    let (inspected, reset) = (Arc::clone(driven), Arc::clone(driven));
    let inspect = move || {
        let inspected = Arc::clone(&inspected);
        Box::pin(async move { json!({ "orders": *inspected.orders() }) }) as _
    };
    ControlHandle::new(
        PARTY,
        driven.clock.clone(),
        driven.faults.clone(),
        journal,
        inspect,
        move || reset.orders().clear(),
    )
}

/// A running registering party.
pub struct Handle {
    base: Url,
    act: Url,
    control: ControlHandle,
    _listening: Listening,
}

impl Handle {
    /// The URL below which `act` stands, ending in a slash.
    #[must_use]
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// Where orders are posted to.
    #[must_use]
    pub fn act(&self) -> &Url {
        &self.act
    }

    /// Clock, faults, journal, state.
    #[must_use]
    pub fn control(&self) -> &ControlHandle {
        &self.control
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_orders_are_remembered() {
        let driven = Driven {
            clock: Clock::system(),
            faults: FaultPlan::new(faults::SEAMS),
            orders: Mutex::default(),
        };
        for number in 0..=ORDERS_REMEMBERED {
            driven.remember(CarriedOut {
                acts: number.to_string(),
                outcome: "done".to_owned(),
            });
        }
        let orders = driven.orders();
        assert_eq!(orders.len(), ORDERS_REMEMBERED);
        assert_eq!(orders[0].acts, "1");
    }
}
