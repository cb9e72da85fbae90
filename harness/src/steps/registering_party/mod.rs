//! A registering party, judged by what the authorization server has received from it (FDX, 2A to 2C; RFC 7592).

mod act;
mod authorization;
mod chain;
mod management;
mod registration;
