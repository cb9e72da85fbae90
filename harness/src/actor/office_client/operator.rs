//! Parties that only a person can drive: the operator is told on the terminal what to do, and says how it went.

use std::fmt::Write as _;

use super::Ended;
use crate::actor::terminal;
use crate::stop::Stop;

/// Tells the operator what to do, by the variables of the contract, and waits for an answer.
pub async fn ask(variables: &[(&'static str, String)]) -> Result<Ended, Stop> {
    let answer = terminal::ask(question(variables)).await?;
    let done = answer.eq_ignore_ascii_case("done");
    Ok(Ended {
        done,
        how: format!("the operator answered {answer:?}"),
        said: answer,
        document: None,
    })
}

fn question(variables: &[(&'static str, String)]) -> String {
    let mut text = "\nPlease have the party under test do this:\n".to_owned();
    for (name, value) in variables {
        let _ = writeln!(text, "  {name} = {value}");
    }
    text.push_str("Then answer `done`, or what it says instead: ");
    text
}
