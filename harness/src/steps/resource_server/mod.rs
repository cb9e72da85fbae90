//! A resource server, at which a client uses what a user has granted it.

mod answer;
mod connection;
mod consent;
mod das;
mod payment;
mod refusal;
mod request;
mod right;
mod sensitive;
mod token;
