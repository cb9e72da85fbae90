//! The client of the back channel that the judge plays: it asks as it should, and in every way in which it should not (CIBA).

pub mod attempt;
pub mod callback;
pub mod deviation;
pub mod flow;
pub mod pace;
pub mod poll;
pub mod request;
