//! One line a requirement, for spreadsheets.

use super::model::{RequirementResult, RunResult};
use super::{Format, wording};
use crate::error::HarnessError;

pub(super) const FORMAT: Format = Format {
    name: "CSV",
    file: "requirements.csv",
    render,
};

const HEADINGS: [&str; 9] = [
    "requirement",
    "specification",
    "clause",
    "role",
    "level",
    "verdict",
    "reason",
    "text",
    "link",
];

fn render(result: &RunResult) -> Result<String, HarnessError> {
    let failed = |reason: String| HarnessError::Report {
        format: "CSV",
        reason,
    };
    let octets = written(result).map_err(|error| failed(error.to_string()))?;
    String::from_utf8(octets).map_err(|error| failed(error.to_string()))
}

fn written(result: &RunResult) -> Result<Vec<u8>, ::csv::Error> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADINGS)?;
    for row in &result.requirements {
        writer.write_record(cells(result, row))?;
    }
    writer
        .into_inner()
        .map_err(|error| error.into_error().into())
}

fn cells(result: &RunResult, row: &RequirementResult) -> [String; 9] {
    [
        row.id.as_str(),
        &row.specification,
        &row.clause,
        row.binds.name(),
        row.level.name(),
        row.verdict.name(),
        &wording::reason(result, row),
        &row.text,
        &row.link,
    ]
    .map(inert)
}

/// The text, such that no spreadsheet takes it for a formula: what others sent stands in it.
fn inert(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_sent_is_no_formula() {
        assert_eq!(inert("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(inert("expected =1"), "expected =1");
    }
}
