//! A consumer of encrypted messages, to which our producer sends good and bad ones.

mod attack;
pub(super) mod message;
pub(super) mod publication;
