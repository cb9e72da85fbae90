//! A producer of encrypted messages, from which our recipient fetches them.

mod error;
mod header;
mod layer;
mod message;
mod recipient;
