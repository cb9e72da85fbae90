//! The operator's terminal.

use std::io::{BufRead as _, Write as _};

use crate::stop::Stop;

/// Asks the operator, and waits for one line.
pub async fn ask(question: String) -> Result<String, Stop> {
    let asking = tokio::task::spawn_blocking(move || converse(&question));
    let answer = asking.await.map_err(Stop::harness_bug)?;
    answer.map_err(|error| Stop::configuration(format!("nobody answers on the terminal: {error}")))
}

/// While the answer is awaited, everybody else may write.
fn converse(question: &str) -> std::io::Result<String> {
    {
        let mut terminal = std::io::stderr().lock();
        terminal.write_all(question.as_bytes())?;
        terminal.flush()?;
    }
    let mut answer = String::new();
    if std::io::stdin().lock().read_line(&mut answer)? == 0 {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    Ok(answer.trim().to_owned())
}
