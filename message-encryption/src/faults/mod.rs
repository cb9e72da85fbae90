//! The deviations that the parties can be told to commit: one file per seam, rows only.

pub mod consumer;
pub mod producer;
