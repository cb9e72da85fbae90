//! Tests of the connector: whose a DAT is, and what request tokens say.

mod bench;
mod binding;
mod request_tokens;
