//! Clients that are registered over the wire (RFC 7591, RFC 7592; FDX, 2A and 2B).

mod access;
mod chain;
mod deletion;
mod management;
mod refusal;
mod request;
mod response;
mod status;
