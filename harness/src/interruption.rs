//! Ctrl-C and SIGTERM during a run: what is under way is withdrawn, what has not begun does not, and the report is written.
//!
//! Signals are sent to the process, so this is one state of the process.

use std::sync::LazyLock;

use tokio::sync::watch;

static ASKED: LazyLock<watch::Sender<bool>> = LazyLock::new(|| watch::Sender::new(false));

/// What a scenario that was not played to its end is undecided for.
pub const REASON: &str = "the run was interrupted";

/// Whether the run is to end.
pub fn is_asked() -> bool {
    *ASKED.borrow()
}

/// Waits until the run is to end.
pub async fn asked() {
    let mut asked = ASKED.subscribe();
    // The sender lives as long as the process.
    let _ = asked.wait_for(|asked| *asked).await;
}

/// Listens from now on. A second signal ends the process at once, with the code that shells give to an interrupted program.
pub fn listen() -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (ready, listening) = std::sync::mpsc::channel();
    std::thread::spawn(move || runtime.block_on(heed(&ready)));
    listening.recv().unwrap_or(Ok(()))
}

async fn heed(ready: &std::sync::mpsc::Sender<std::io::Result<()>>) {
    let signals = Signals::open();
    let mut signals = match signals {
        Ok(signals) => signals,
        Err(error) => {
            let _ = ready.send(Err(error));
            return;
        }
    };
    let _ = ready.send(Ok(()));
    signals.next().await;
    eprintln!(
        "das-conformance: ending; what was registered is withdrawn, and the report is written"
    );
    ASKED.send_replace(true);
    signals.next().await;
    std::process::exit(INTERRUPTED_TWICE);
}

/// 128 and the number of SIGINT, as shells have it.
const INTERRUPTED_TWICE: i32 = 130;

#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn open() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn open() -> std::io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
