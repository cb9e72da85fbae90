//! Clients that are driven by commands: a program with its arguments, started without a shell, and ended with all that it has started.

use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _};
use tokio::process::{Child, Command};
use tokio::task::JoinHandle;

use super::Ended;
use super::handover::Handover;
use crate::stop::Stop;

/// How much of what a program writes is kept, in octets; the rest is read and dropped.
const OUTPUT_LIMIT: usize = 64 << 10;
/// How long the output of a program that has ended may be held open by what it has left behind.
const GRACE: Duration = Duration::from_millis(500);

/// The time zone of programs: ten hours behind UTC, so that an expiry reckoned in local time lies in the past beyond doubt.
const TIME_ZONE: &str = "HST10";

/// A program before it is started.
#[derive(Debug, Clone, Copy)]
pub struct Program<'a> {
    /// The program and its arguments.
    pub command: &'a [String],
    /// Where one with a relative path is found.
    pub folder: &'a Path,
    /// Where it works.
    pub working: &'a Path,
    /// What it is told.
    pub variables: &'a [(&'static str, String)],
}

/// Runs a command to its end.
pub async fn run(
    command: &[String],
    folder: &Path,
    handover: &Handover,
    deadline: Duration,
) -> Result<Ended, Stop> {
    let program = Program {
        command,
        folder,
        working: handover.folder(),
        variables: &handover.variables,
    };
    let (in_time, ended) = program.run(deadline).await?;
    Ok(Ended {
        document: handover.document().filter(|_| in_time),
        ..ended
    })
}

impl Program<'_> {
    /// Runs it to its end; false where it did not come to one in time.
    pub async fn run(self, deadline: Duration) -> Result<(bool, Ended), Stop> {
        let mut child = start(self)?;
        // The number is known only until somebody has waited for the program.
        let group = child.id().map(Group);
        let mut output = Output::of(child.stdout.take());
        let mut errors = Output::of(child.stderr.take());
        let status = tokio::time::timeout(deadline, child.wait()).await;
        if status.is_ok() {
            let written = async { tokio::join!(output.closed(), errors.closed()) };
            let _ = tokio::time::timeout(GRACE, written).await;
        }
        drop(group);
        let said = format!("{}{}", output.so_far(), errors.so_far());
        let Ok(status) = status else {
            let ended = Ended {
                done: false,
                how: format!("it did not end within {} s", deadline.as_secs()),
                said,
                document: None,
            };
            return Ok((false, ended));
        };
        let status = status.map_err(Stop::harness_bug)?;
        let ended = Ended {
            done: status.success(),
            how: described(status),
            said,
            document: None,
        };
        Ok((true, ended))
    }
}

fn start(program: Program<'_>) -> Result<Child, Stop> {
    let (name, arguments) = program
        .command
        .split_first()
        .ok_or_else(|| Stop::configuration("the command of the party under test is empty"))?;
    let variables = program.variables.iter();
    let mut prepared = Command::new(found(name, program.folder));
    prepared
        .args(arguments)
        .env("TZ", TIME_ZONE)
        .envs(variables.map(|(name, value)| (name, value)))
        .current_dir(program.working)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .kill_on_drop(true);
    prepared.spawn().map_err(|error| {
        Stop::configuration(format!(
            "the client's command {name} does not start: {error}"
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

/// A program with everything that it has started; all of it ends when this is dropped.
struct Group(u32);

impl Drop for Group {
    fn drop(&mut self) {
        let mut kill = std::process::Command::new("kill");
        let group = format!("-{}", self.0);
        kill.args(["-KILL", "--", &group]);
        // Nothing may be left of it, which `kill` would complain about.
        let _ = kill.stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
}

/// What a program writes, read as it comes.
struct Output {
    kept: Arc<Mutex<Vec<u8>>>,
    reading: JoinHandle<()>,
}

impl Output {
    fn of(stream: Option<impl AsyncRead + Unpin + Send + 'static>) -> Self {
        let kept = Arc::default();
        let reading = tokio::spawn(keep(stream, Arc::clone(&kept)));
        Self { kept, reading }
    }

    /// Waits until nobody can write any more.
    async fn closed(&mut self) {
        let _ = (&mut self.reading).await;
    }

    fn so_far(&self) -> String {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&kept).into_owned()
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        self.reading.abort();
    }
}

async fn keep(stream: Option<impl AsyncRead + Unpin>, kept: Arc<Mutex<Vec<u8>>>) {
    let Some(mut stream) = stream else { return };
    let mut part = vec![0; 8 << 10];
    while let Ok(count @ 1..) = stream.read(&mut part).await {
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        let room = OUTPUT_LIMIT.saturating_sub(kept.len());
        kept.extend_from_slice(&part[..count.min(room)]);
    }
}

fn described(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("exit code {code}"),
        None => "it was ended by a signal".to_owned(),
    }
}
