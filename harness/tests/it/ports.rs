//! Ports that others have to be told before anybody listens there.

use std::net::TcpListener;
use std::sync::atomic::{AtomicU16, Ordering};

/// The first of them. All lie below those that systems hand out to whoever asks for any.
const FIRST: u16 = 20_000;
/// How many there are.
const COUNT: u16 = 12_000;
/// What lies between the first ports of two processes at least, unless there are very many processes.
const STRIDE: u32 = 101;

static LOOKED_AT: AtomicU16 = AtomicU16::new(0);

/// A port that nobody has taken, and that no other test is given, in this process or in one beside it.
pub(crate) fn free_port() -> u16 {
    loop {
        let turn = LOOKED_AT.fetch_add(1, Ordering::Relaxed);
        assert!(turn < COUNT, "every port has been given away");
        let port = FIRST + (begin() + turn) % COUNT;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// Processes that run side by side begin at different ports.
fn begin() -> u16 {
    let place = std::process::id().wrapping_mul(STRIDE) % u32::from(COUNT);
    u16::try_from(place).unwrap()
}

#[test]
fn no_port_is_given_away_twice() {
    let mut ports: Vec<u16> = std::thread::scope(|scope| {
        let asking = [(); 8].map(|()| scope.spawn(|| [(); 8].map(|()| free_port())));
        let given = asking.map(|thread| thread.join().unwrap());
        given.concat()
    });
    ports.sort_unstable();
    ports.dedup();
    assert_eq!(ports.len(), 64);
}
