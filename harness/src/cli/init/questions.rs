//! What no flag says is asked on the terminal; an empty answer leaves what the example says.

use std::io::IsTerminal as _;
use std::str::FromStr;

use dialoguer::Input;

use super::Init;
use crate::error::HarnessError;

/// Asks for what is missing, where there is somebody to ask.
pub(super) fn complete(wanted: Init) -> Result<Init, HarnessError> {
    if std::io::stdin().is_terminal() && std::io::stderr().is_terminal() {
        return asked(wanted).map_err(|error| HarnessError::Broken(error.to_string()));
    }
    Ok(wanted)
}

fn asked(mut wanted: Init) -> dialoguer::Result<Init> {
    if wanted.example.is_none() && wanted.das.is_none() {
        wanted.das = ask("Base address of DAS, if that is judged")?;
    }
    if wanted.example.is_none() && wanted.issuer.is_none() {
        wanted.issuer = ask("Issuer of its authorization server")?;
    }
    if wanted.ca_file.is_none() {
        wanted.ca_file = ask("File of the certificate authorities (PEM)")?;
    }
    if wanted.client_id.is_none() {
        wanted.client_id = ask("Id of the client")?;
    }
    if wanted.key_file.is_none() {
        wanted.key_file = ask("File of its private key (PEM, P-256)")?;
    }
    Ok(wanted)
}

/// An answer of this kind; nothing for an empty one. What cannot be read is asked again.
fn ask<T: FromStr<Err: std::fmt::Display>>(question: &str) -> dialoguer::Result<Option<T>> {
    let readable = |answer: &String| match answer.trim() {
        "" => Ok(()),
        text => text
            .parse::<T>()
            .map(|_| ())
            .map_err(|error| error.to_string()),
    };
    let input = Input::<String>::new()
        .with_prompt(question)
        .allow_empty(true);
    let answer = input.validate_with(readable).interact_text()?;
    Ok(answer
        .trim()
        .parse()
        .ok()
        .filter(|_| !answer.trim().is_empty()))
}
