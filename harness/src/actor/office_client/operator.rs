//! Clients that only a person can drive: the operator is told on the terminal what to do, and says how it went.

use std::fmt::Write as _;
use std::io::{BufRead as _, Write as _};

use super::Ended;
use super::handover::Handover;
use crate::stop::Stop;

/// Tells the operator what to do and waits for an answer.
pub async fn ask(handover: &Handover) -> Result<Ended, Stop> {
    let question = question(handover);
    let asking = tokio::task::spawn_blocking(move || converse(&question));
    let answer = asking.await.map_err(Stop::harness_bug)?;
    let answer = answer
        .map_err(|error| Stop::configuration(format!("nobody answers on the terminal: {error}")))?;
    let done = answer.eq_ignore_ascii_case("done");
    Ok(Ended {
        done,
        how: format!("the operator answered {answer:?}"),
        said: answer,
        document: handover.document(),
    })
}

fn question(handover: &Handover) -> String {
    let mut text = "\nPlease have the client do this:\n".to_owned();
    for (name, value) in &handover.variables {
        let _ = writeln!(text, "  {name} = {value}");
    }
    text.push_str("Then answer `done`, or what the client says instead: ");
    text
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
