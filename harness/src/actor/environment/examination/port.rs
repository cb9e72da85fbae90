//! The ports at which a party under test finds our parties: they have to be free.

use std::net::{Ipv4Addr, TcpListener};

use super::guest::{Key, Named};
use crate::error::ConfigurationError;
use crate::target::{Check, Target};

/// Where our endpoint of notifications is.
const PINGS: Key = &["backchannel", "pings", "port"];

/// Tries each that is fixed.
pub(super) fn checks(target: &Target) -> Vec<Check> {
    let fixed = ports(target).into_iter().filter(|(_, port)| *port != 0);
    let tried = fixed.map(|(key, port)| Check::new(key, "listen there", listen(target, key, port)));
    tried.collect()
}

fn listen(target: &Target, key: &[&str], port: u16) -> Result<String, ConfigurationError> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(format!("port {port} is free")),
        Err(error) => Err(target
            .blame(
                key,
                format!(
                    "our parties cannot listen at port {port}: {}",
                    reason(&error)
                ),
            )
            .fix("end the program that listens there, or give another port, and tell whoever calls there")),
    }
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::AddrInUse => "it is in use".to_owned(),
        std::io::ErrorKind::PermissionDenied => "that takes more rights than we have".to_owned(),
        _ => error.to_string(),
    }
}

fn ports(target: &Target) -> Vec<(Key, u16)> {
    let mut ports = Named::of(target.guest.as_deref()).ports;
    let pings = target.pings.as_ref().map(|pings| pings.port);
    ports.extend(pings.map(|port| (PINGS, port)));
    ports
}
