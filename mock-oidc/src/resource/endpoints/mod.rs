//! The operations, one file each.

pub mod account_number;
pub mod accounts;
pub mod payments;
