//! The result model itself, as JSON. Its schema lies in `reports/schema/result.schema.json`.

use super::{Format, RunResult};
use crate::error::HarnessError;

pub(super) const FORMAT: Format = Format {
    name: "JSON",
    file: "result.json",
    render,
};

fn render(result: &RunResult) -> Result<String, HarnessError> {
    let failed = |error: serde_json::Error| HarnessError::Report {
        format: "JSON",
        reason: error.to_string(),
    };
    serde_json::to_string_pretty(result)
        .map(|text| text + "\n")
        .map_err(failed)
}
