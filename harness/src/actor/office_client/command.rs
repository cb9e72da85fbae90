//! Clients that are driven by commands: a program with its arguments, started without a shell, and ended when it takes too long.

use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _};
use tokio::process::{Child, Command};

use super::Ended;
use super::handover::Handover;
use crate::stop::Stop;

/// How much of what a program writes is kept, in octets; the rest is read and dropped.
const OUTPUT_LIMIT: usize = 64 << 10;

/// The time zone of programs: ten hours behind UTC, so that an expiry reckoned in local time lies in the past beyond doubt.
const TIME_ZONE: &str = "HST10";

/// Runs a command to its end.
pub async fn run(
    command: &[String],
    folder: &Path,
    handover: &Handover,
    deadline: Duration,
) -> Result<Ended, Stop> {
    let mut child = start(command, folder, handover)?;
    let (output, errors) = (child.stdout.take(), child.stderr.take());
    let finishing = async { tokio::join!(child.wait(), kept(output), kept(errors)) };
    let Ok((status, output, errors)) = tokio::time::timeout(deadline, finishing).await else {
        end(&mut child).await;
        return Ok(Ended {
            done: false,
            how: format!("it did not end within {} s", deadline.as_secs()),
            said: String::new(),
            document: None,
        });
    };
    let status = status.map_err(Stop::harness_bug)?;
    Ok(Ended {
        done: status.success(),
        how: described(status),
        said: format!("{output}{errors}"),
        document: handover.document(),
    })
}

fn start(command: &[String], folder: &Path, handover: &Handover) -> Result<Child, Stop> {
    let (program, arguments) = command
        .split_first()
        .ok_or_else(|| Stop::configuration("the command of the office's client is empty"))?;
    let mut prepared = Command::new(found(program, folder));
    prepared
        .args(arguments)
        .env("TZ", TIME_ZONE)
        .envs(handover.variables.iter().map(|(name, value)| (name, value)))
        .current_dir(handover.folder())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .kill_on_drop(true);
    prepared.spawn().map_err(|error| {
        Stop::configuration(format!(
            "the client's command {program} does not start: {error}"
        ))
    })
}

/// A program with a path is found beside the target file, one without is looked for as the system does.
fn found(program: &str, folder: &Path) -> PathBuf {
    if program.contains('/') {
        let path = folder.join(program);
        return std::path::absolute(&path).unwrap_or(path);
    }
    PathBuf::from(program)
}

/// Ends a program with everything that it has started.
async fn end(child: &mut Child) {
    if let Some(group) = child.id() {
        let mut kill = Command::new("kill");
        let _ = kill
            .args(["-KILL", "--", &format!("-{group}")])
            .status()
            .await;
    }
    let _ = child.kill().await;
}

async fn kept(stream: Option<impl AsyncRead + Unpin>) -> String {
    let Some(mut stream) = stream else {
        return String::new();
    };
    let mut kept = Vec::new();
    let mut part = vec![0; 8 << 10];
    while let Ok(count @ 1..) = stream.read(&mut part).await {
        let room = OUTPUT_LIMIT.saturating_sub(kept.len());
        kept.extend_from_slice(&part[..count.min(room)]);
    }
    String::from_utf8_lossy(&kept).into_owned()
}

fn described(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("exit code {code}"),
        None => "it was ended by a signal".to_owned(),
    }
}
