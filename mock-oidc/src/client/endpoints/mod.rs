//! The operations, one file each.

pub mod again;
pub mod callback;
pub mod elsewhere;
pub mod notification;
pub mod start;
