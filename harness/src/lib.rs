//! The judge: scenarios are run against a system under test, every other party being played by us, and what was observed is
//! weighed requirement by requirement.
//!
//! The rooms, from the core outwards: what is demanded ([`requirement`]), how an observation is weighed ([`verdict`]), what was
//! sent and received ([`exchange`]), who is judged ([`target`]), which scenarios that means ([`selection`]), which failures are
//! known ([`baseline`]), how it is told ([`report`]), and what can be checked of it elsewhere ([`evidence`]).

pub mod actor;
pub mod baseline;
pub mod cli;
pub mod console;
pub mod data;
pub mod error;
pub mod evidence;
pub mod exchange;
#[cfg(test)]
mod golden;
pub mod input;
pub mod interruption;
pub mod invariants;
pub mod named;
pub mod openapi;
pub mod oracle;
mod private;
pub mod prove;
pub mod randomness;
pub mod report;
pub mod requirement;
pub mod runner;
pub mod scenario;
pub mod selection;
pub mod steps;
pub mod stop;
pub mod target;
pub mod verdict;
pub mod visible;
pub mod world;
