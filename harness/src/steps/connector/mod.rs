//! A connector of a data space: how it asks its DAPS, and which messages it takes.

mod asking;
mod message;
