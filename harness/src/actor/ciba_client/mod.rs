//! A client of the back channel under test: it is made to ask for a user, the user decides, and what the client sent meanwhile is looked at.

mod end;
pub mod run;
pub mod stimulus;
