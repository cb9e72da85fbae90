//! The operations, one file each.

pub mod accounts;
pub mod payments;
