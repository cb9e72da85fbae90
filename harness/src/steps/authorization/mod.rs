//! Steps about authorization by users.

pub(super) mod client;
mod code;
mod consent;
mod granular;
pub(super) mod id_token;
mod metadata;
mod page;
mod refresh_token;
mod registration;
mod request;
pub(super) mod response;
mod scope;
pub(super) mod token;
mod user;
