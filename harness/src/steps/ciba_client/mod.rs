//! A client of the back channel under test (CIBA): what it asks, how it waits, and what it believes.

mod ending;
mod notification;
mod pace;
mod request;
mod run;
