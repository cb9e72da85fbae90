//! What is claimed of the library: round trips, refusals, and the worked examples of Part 4.

mod bench;
mod refusals;
mod round_trips;
mod vectors;
