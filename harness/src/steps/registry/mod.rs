//! A registry of recipients, and providers that ask it (FDX, 2C).

mod delegation;
mod listing;
mod recipient;
