//! The two operations of a registry, one file each.

pub mod one;
pub mod several;
