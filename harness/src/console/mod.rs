//! The console of `serve`: pages on loopback over the same handles as the control routes.

mod das;
mod door;
mod forms;
mod live;
mod pages;
mod parts;

use std::sync::Arc;

use axum::Router;
use axum::middleware;
use axum::routing::{get, post};
use mock_kit::Control;

use self::door::Door;

/// Where the console lies.
const PATH: &str = "/console";

/// What the pages share.
struct Console {
    control: Control,
    door: Door,
}

type Shared = Arc<Console>;

/// The control routes and the console, at this port of the loopback interface.
pub fn router(control: Control, token: String, port: u16) -> Router {
    let console = Arc::new(Console {
        door: Door::new(control.tickets.clone(), port),
        control: control.clone(),
    });
    control.router(token).nest(PATH, pages(&console))
}

/// The path that lets a browser in with this ticket.
pub fn way_in(ticket: &str) -> String {
    format!("{}/enter?ticket={ticket}", &PATH[1..])
}

fn pages(console: &Shared) -> Router {
    let inside = Router::new()
        .route("/", get(pages::index))
        .route("/live", get(pages::live))
        .route("/parties/{party}", get(pages::party))
        .route("/parties/{party}/{number}", get(pages::exchange))
        .route("/clock", post(forms::clock))
        .route("/faults", post(forms::commit))
        .route("/faults/stop", post(forms::stop))
        .route("/reset", post(forms::reset))
        .route("/console.css", get(pages::style))
        .route("/console.js", get(pages::script))
        .route_layer(middleware::from_fn_with_state(console.clone(), door::admit));
    inside
        .route("/enter", get(door::enter))
        .layer(middleware::from_fn_with_state(console.clone(), door::guard))
        .with_state(console.clone())
}
