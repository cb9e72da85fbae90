//! The step functions, one file per noun.

mod answer;
mod bearer_token;
mod client;
mod client_assertion;
mod correction;
mod download;
mod file;
mod inquiry;
mod introspection;
mod issued_token;
mod metadata;
mod notification;
mod other_office;
mod parser;
mod registration;
mod retrieval;
mod retrieval_state;
mod revocation;
mod scope;
mod signed_url;
mod token_request;
mod token_response;
mod transit_copy;
