//! Ports at which our parties cannot listen: `serve` says which, where it could not begin.

use std::net::{Ipv4Addr, TcpListener};

use crate::actor::environment::served::PORTS;
use crate::error::{ConfigurationError, HarnessError};

/// The last port behind which there is room for the others.
pub(super) const LAST_FIRST: i64 = (u16::MAX - (PORTS - 1)) as i64;

/// Those that are taken, where a first one is stated. A profile does not need all of them, so that this alone is no mistake.
pub(super) fn taken(first: u16) -> Vec<u16> {
    let is_taken = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_err();
    let row = first..=first.saturating_add(PORTS - 1);
    row.filter(|_| first != 0).filter(is_taken).collect()
}

/// What to do about them where the parties could not begin, and why they could not; none are no reason.
pub(super) fn problem(taken: &[u16], why: &HarnessError) -> Option<ConfigurationError> {
    let first = taken.first()?;
    let listed: Vec<String> = taken.iter().map(u16::to_string).collect();
    let problem = format!("{why}; ports are taken: {}", listed.join(", "));
    let other = first.checked_add(100).unwrap_or(9443);
    let fix =
        format!("end what listens there, or begin elsewhere: --first-port {other}, or 0 for any");
    Some(ConfigurationError::new(problem).fix(fix))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use super::*;

    #[test]
    fn a_port_that_is_taken_is_named_with_another_to_begin_at() {
        let holder = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = holder.local_addr().unwrap().port();
        let taken = taken(port);
        assert_eq!(taken.first(), Some(&port));
        let why = HarnessError::Broken("address in use".to_owned());
        let problem = problem(&taken, &why).unwrap();
        assert!(problem.problem().contains(&port.to_string()));
        assert!(super::taken(0).is_empty());
        assert!(super::problem(&[], &why).is_none());
    }
}
