//! The target file in evidence: what it says, without what is secret in it and without what somebody noted beside it.

use serde_yaml::Value;

use crate::error::{ConfigurationError, SourceFile};
use crate::exchange::redaction::Redaction;

/// The file written anew, each text in it without secrets. Comments go: nobody looks for secrets there, and nothing was judged by them.
pub(super) fn without_secrets(
    file: &SourceFile,
    redaction: &Redaction<'_>,
) -> Result<String, ConfigurationError> {
    let unreadable = |error: &serde_yaml::Error| ConfigurationError::yaml(file, error);
    let value = serde_yaml::from_str(&file.text).map_err(|error| unreadable(&error))?;
    serde_yaml::to_string(&redacted(value, redaction)).map_err(|error| unreadable(&error))
}

fn redacted(value: Value, redaction: &Redaction<'_>) -> Value {
    match value {
        Value::String(text) => Value::String(redaction.text(&text)),
        Value::Sequence(values) => {
            let values = values.into_iter();
            Value::Sequence(values.map(|value| redacted(value, redaction)).collect())
        }
        Value::Mapping(members) => {
            let members = members.into_iter();
            let members = members.map(|(name, value)| match (name.as_str(), value) {
                (Some(member), Value::String(text)) => {
                    let text = redaction.member(member, &text);
                    (name, Value::String(text))
                }
                (_, value) => (redacted(name, redaction), redacted(value, redaction)),
            });
            Value::Mapping(members.collect())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use super::*;
    use crate::exchange::redaction::Redactor;

    #[test]
    fn what_is_secret_and_what_was_noted_stays_behind() {
        let text = "# the password is hunter22\nroles: [das] # as is hunter33\nusers:\n  user_code: hunter44\n\
                    office_client:\n  trigger_url: https://me:hunter55@office.example/act?key=hunter66&page=1\n";
        let redactor = Redactor::new([7; 32]).keeping(&["hunter66".to_owned()]);
        let file = SourceFile::new("target.yaml", text);
        let written = without_secrets(&file, &redactor.over([])).unwrap();
        assert!(!written.contains("hunter"), "{written}");
        for kept in ["roles:", "das", "@office.example/act?key=", "&page=1"] {
            assert!(written.contains(kept), "{kept}: {written}");
        }
    }
}
