//! Steps about authorization by users.

mod client;
mod code;
mod consent;
mod granular;
mod id_token;
mod metadata;
mod page;
mod refresh_token;
mod registration;
mod request;
mod response;
mod scope;
mod token;
mod user;
