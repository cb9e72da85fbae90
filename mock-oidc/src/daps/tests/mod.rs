//! Tests of the DAPS: identifiers, attributes, and what it issues for whom.

mod attributes;
mod bench;
mod identifiers;
mod issuing;
