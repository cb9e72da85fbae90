//! A registering party, judged by what the authorization server has received from it (FDX, 2A to 2C).

mod act;
mod authorization;
mod chain;
mod registration;
