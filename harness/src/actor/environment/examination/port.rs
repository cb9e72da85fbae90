//! The ports at which a client under test finds our parties: they have to be free.

use std::net::{Ipv4Addr, TcpListener};

use crate::error::ConfigurationError;
use crate::target::{Check, Guest, Target};

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
            .fix("end the program that listens there, or give another port, and tell the client")),
    }
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::AddrInUse => "it is in use".to_owned(),
        std::io::ErrorKind::PermissionDenied => "that takes more rights than we have".to_owned(),
        _ => error.to_string(),
    }
}

fn ports(target: &Target) -> Vec<(&'static [&'static str], u16)> {
    let mut ports: Vec<(&'static [&'static str], u16)> = Vec::new();
    match target.guest.as_deref() {
        Some(Guest::OfficeClient(client)) => {
            let of = client.ports;
            ports.push((
                &["office_client", "ports", "authorization_server"],
                of.authorization_server,
            ));
            ports.push((&["office_client", "ports", "das"], of.das));
        }
        Some(Guest::OauthClient(client)) => {
            let elsewhere = client.elsewhere.as_ref().map_or(0, |at| at.port);
            ports.push((&["oauth_client", "usual", "port"], client.usual.port));
            ports.push((&["oauth_client", "elsewhere", "port"], elsewhere));
            ports.push((&["oauth_client", "resource_port"], client.resource_port));
        }
        Some(Guest::CibaClient(client)) => {
            ports.push((&["ciba_client", "port"], client.port));
        }
        Some(Guest::Messages(parties)) => {
            ports.push((&["messages", "key_port"], parties.key_port));
        }
        _ => {}
    }
    ports
}
