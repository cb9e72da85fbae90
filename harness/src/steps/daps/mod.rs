//! The DAPS of a data space, asked by connectors.

mod asking;
mod attributes;
mod claims;
mod content;
mod enrolment;
mod identifier;
mod metadata;
