//! `das-conformance serve` as a separate process on free ports.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The running process; it ends when this is dropped.
pub struct Served {
    process: Child,
    pub issuer: String,
    /// Everything that it printed until it was ready.
    pub words: String,
}

impl Served {
    /// Starts it, and waits until it has said where it is.
    pub fn start(folder: &Path, more: &[&str]) -> Self {
        let ports = ["--first-port", "0"];
        let mut process = Command::new(env!("CARGO_BIN_EXE_das-conformance"))
            .arg("serve")
            .args(ports)
            .arg("--folder")
            .arg(folder)
            .args(more)
            .stdout(Stdio::piped())
            .stderr(if more.contains(&"--verbose") {
                Stdio::piped()
            } else {
                Stdio::inherit()
            })
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut words = String::new();
        for line in lines.map_while(Result::ok) {
            words = format!("{words}{line}\n");
            let is_last = if more.contains(&"--quiet") {
                "console "
            } else {
                "Ctrl-C"
            };
            if line.starts_with(is_last) {
                break;
            }
        }
        let issuer = words.lines().find_map(|line| line.strip_prefix("issuer "));
        Self {
            process,
            // Parties of messages have none.
            issuer: issuer.unwrap_or_default().trim().to_owned(),
            words,
        }
    }

    /// What it says on its error stream, which `--verbose` has it use, up to a line with these words.
    pub fn errors_until(&mut self, words: &str) -> String {
        let lines = BufReader::new(self.process.stderr.take().unwrap()).lines();
        let mut told = String::new();
        for line in lines.map_while(Result::ok) {
            told = format!("{told}{line}\n");
            if line.contains(words) {
                break;
            }
        }
        told
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
