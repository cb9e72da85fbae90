//! An office with an API of its own, which WIPO calls; the harness is WIPO.

mod authorization;
mod document;
mod download;
mod forwarding;
mod notification;
mod report;
mod token;
mod transit_zone;
