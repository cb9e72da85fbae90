//! Tests of the DAPS.
