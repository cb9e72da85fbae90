//! `das-conformance serve` as a separate process on free ports.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The running process; it ends when this is dropped.
pub struct Served {
    process: Child,
    pub issuer: String,
}

impl Served {
    /// Starts it, and waits until it has said where it is.
    pub fn start(folder: &Path, more: &[&str]) -> Self {
        let ports = [
            "--authorization-server-port",
            "0",
            "--das-port",
            "0",
            "--control-port",
            "0",
        ];
        let mut process = Command::new(env!("CARGO_BIN_EXE_das-conformance"))
            .arg("serve")
            .args(ports)
            .arg("--folder")
            .arg(folder)
            .args(more)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let issuer = |line: String| Some(line.strip_prefix("issuer ")?.trim().to_owned());
        let issuer = lines.map_while(Result::ok).find_map(issuer).unwrap();
        Self { process, issuer }
    }

    /// Ends it at once.
    pub fn kill(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.kill();
    }
}
