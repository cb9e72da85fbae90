//! What a part of a run records, so that the whole can be made of all parts.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::ConfigurationError;
use crate::requirement::RequirementId;
use crate::selection::{Capabilities, Filter, Pattern, Shard};

/// Which part of a run a result is, and what the whole was selected by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Shard")]
pub struct ShardRecord {
    /// Which part, counted from 1.
    pub number: usize,
    /// Of how many.
    pub of: usize,
    /// What the whole was selected by.
    pub selection: SelectionRecord,
}

/// What the whole of a run that several machines share was selected by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Selection")]
pub struct SelectionRecord {
    /// The patterns of what was asked for.
    pub only: Vec<String>,
    /// The patterns of what was left out.
    pub exclude: Vec<String>,
    /// What the target offers; everything, where this is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capabilities: Option<BTreeSet<String>>,
    /// The proposals that the target claims to follow.
    pub claims: BTreeSet<RequirementId>,
}

impl ShardRecord {
    /// The record of one part.
    pub fn new(shard: Shard, selection: SelectionRecord) -> Self {
        Self {
            number: shard.number,
            of: shard.of,
            selection,
        }
    }
}

impl SelectionRecord {
    /// What a selection is made by, as it is recorded.
    pub fn of(
        filter: &Filter,
        capabilities: &Capabilities,
        claims: &BTreeSet<RequirementId>,
    ) -> Self {
        let texts = |patterns: &[Pattern]| patterns.iter().map(ToString::to_string).collect();
        Self {
            only: texts(&filter.only),
            exclude: texts(&filter.exclude),
            capabilities: match capabilities {
                Capabilities::All => None,
                Capabilities::Named(named) => Some(named.clone()),
            },
            claims: claims.clone(),
        }
    }

    /// The patterns, to be used again.
    pub fn filter(&self) -> Result<Filter, ConfigurationError> {
        Ok(Filter {
            only: Pattern::all(&self.only)?,
            exclude: Pattern::all(&self.exclude)?,
        })
    }

    /// The capabilities, to be used again.
    pub fn capabilities(&self) -> Capabilities {
        match &self.capabilities {
            None => Capabilities::All,
            Some(named) => Capabilities::Named(named.clone()),
        }
    }
}
