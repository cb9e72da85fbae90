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

/// The text, such that no spreadsheet takes it for a formula, be the cell split where another separator stands: what others sent stands
/// in it.
fn inert(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut may_begin = true;
    for character in text.chars() {
        if may_begin
            && matches!(
                character,
                '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r'
            )
        {
            written.push('\'');
        }
        written.push(character);
        may_begin = matches!(character, ';' | ',' | '\t' | '\r' | '\n' | '|' | '"')
            || (may_begin && character.is_whitespace());
    }
    written
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_others_sent_is_no_formula() {
        for (sent, written) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("expected =1", "expected =1"),
            ("x;=1+1;y", "x;'=1+1;y"),
            ("x\",\"=1", "x\",\"'=1"),
            (" \n@SUM(1)", " \n'@SUM(1)"),
            ("\t-1", "'\t'-1"),
            ("－1", "'－1"),
            ("‹jwt:1–2›", "‹jwt:1–2›"),
        ] {
            assert_eq!(inert(sent), written, "{sent:?}");
        }
    }

    proptest! {
        #[test]
        fn no_cell_is_a_formula_wherever_it_is_split(sent in "[=+@\\-;,\"\t\r\n a1|]{0,12}") {
            let mut writer = ::csv::Writer::from_writer(Vec::new());
            writer.write_record([inert(&sent)]).unwrap();
            let line = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let cells = line.split([';', ',', '|', '\t', '\r', '\n']);
            let begins = |cell: &str| cell.trim_start_matches([' ', '"']).starts_with(['=', '+', '-', '@']);
            prop_assert!(!cells.clone().any(begins), "{line:?}");
        }
    }
}
