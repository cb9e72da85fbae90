//! Scenarios as they are written: the feature files, read and expanded.

pub mod lint;

use std::sync::Arc;

use cucumber::feature::Ext as _;
use cucumber::gherkin::{Background, Feature, GherkinEnv, Rule, Step};

use indexmap::IndexSet;

use crate::data::Data;
use crate::error::{ConfigurationError, SourceFile};
use crate::requirement::RequirementId;
use crate::selection::ScenarioRef;

/// One scenario, ready to run: its steps include those of the backgrounds.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// What selection and reports need to know of it.
    pub reference: ScenarioRef,
    /// Its steps in order.
    pub steps: Vec<Step>,
}

impl Scenario {
    /// Whether it must run alone.
    pub fn is_serial(&self) -> bool {
        self.reference.tags.iter().any(|tag| tag == "serial")
    }

    /// Whether it judges this requirement.
    pub fn judges(&self, id: &str) -> bool {
        let mut ids = self.reference.requirements.iter();
        ids.any(|own| own.as_str() == id)
    }
}

/// Reads every scenario, outlines expanded, in the order of files and lines.
pub fn read_all(data: &Data) -> Result<Vec<Arc<Scenario>>, ConfigurationError> {
    let mut scenarios = Vec::new();
    for file in data.features()? {
        scenarios.extend(read(&file)?.into_iter().map(Arc::new));
    }
    Ok(scenarios)
}

/// Reads one feature file.
pub fn read(file: &SourceFile) -> Result<Vec<Scenario>, ConfigurationError> {
    let feature = parse(file)?;
    let feature = feature.expand_examples().map_err(|error| {
        ConfigurationError::new(format!("{}: {error}", file.name))
            .fix("give each placeholder a column in the Examples table")
    })?;
    let bare = feature
        .scenarios
        .iter()
        .map(|scenario| assemble(file, &feature, None, scenario));
    let ruled = feature.rules.iter().flat_map(|rule| {
        let scenarios = rule.scenarios.iter();
        scenarios.map(|scenario| assemble(file, &feature, Some(rule), scenario))
    });
    Ok(bare.chain(ruled).collect())
}

/// Parses one feature file without expanding its outlines.
pub fn parse(file: &SourceFile) -> Result<Feature, ConfigurationError> {
    Feature::parse(&file.text, GherkinEnv::default()).map_err(|error| {
        ConfigurationError::new(format!("{} is not Gherkin: {error}", file.name))
            .fix("mend the line named")
    })
}

fn assemble(
    file: &SourceFile,
    feature: &Feature,
    rule: Option<&Rule>,
    scenario: &cucumber::gherkin::Scenario,
) -> Scenario {
    let mut tags: Vec<String> = feature.tags.clone();
    tags.extend(rule.into_iter().flat_map(|rule| rule.tags.clone()));
    tags.extend(scenario.tags.clone());
    let (requirements, tags) = sort_out(tags);
    let backgrounds = [
        feature.background.as_ref(),
        rule.and_then(|rule| rule.background.as_ref()),
    ];
    Scenario {
        reference: ScenarioRef {
            path: file.name.clone(),
            feature: feature.name.clone(),
            rule: rule.map(|rule| rule.name.clone()).unwrap_or_default(),
            title: scenario.name.clone(),
            requirements,
            tags,
            line: scenario.position.line,
        },
        steps: backgrounds
            .into_iter()
            .flatten()
            .flat_map(steps_of)
            .chain(scenario.steps.iter().cloned())
            .collect(),
    }
}

fn steps_of(background: &Background) -> Vec<Step> {
    background.steps.clone()
}

/// The ids among the tags, and the others, each once.
fn sort_out(tags: Vec<String>) -> (Vec<RequirementId>, Vec<String>) {
    let mut ids = IndexSet::new();
    let mut others = IndexSet::new();
    for tag in tags {
        match RequirementId::new(tag.as_str()) {
            Ok(id) => drop(ids.insert(id)),
            Err(_) => drop(others.insert(tag)),
        }
    }
    (ids.into_iter().collect(), others.into_iter().collect())
}
