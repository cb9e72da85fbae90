//! Clients that only a person can drive: the operator is told on the terminal what to do, and says how it went.

use std::fmt::Write as _;

use super::Ended;
use super::handover::Handover;
use crate::actor::terminal;
use crate::stop::Stop;

/// Tells the operator what to do and waits for an answer.
pub async fn ask(handover: &Handover) -> Result<Ended, Stop> {
    let answer = terminal::ask(question(handover)).await?;
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
