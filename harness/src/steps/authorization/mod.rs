//! Steps about authorization by users.

pub(super) mod client;
mod code;
mod consent;
mod granular;
mod id_token;
mod metadata;
mod page;
mod refresh_token;
mod registration;
mod request;
pub(super) mod response;
mod scope;
mod token;
mod user;
