//! The checks of client metadata, one file each.

pub mod authentication;
pub mod duration;
pub mod grants;
pub mod intermediaries;
pub mod keys;
pub mod lookback;
pub mod redirect_uris;
pub mod registry_references;
pub mod scope;
