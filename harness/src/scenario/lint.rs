//! The rules of writing scenarios, checked over the parsed tree and the raw text.
//!
//! The Gherkin reader forgives much that makes a scenario pass without looking at anything: a misspelt keyword becomes
//! description, a superfluous table cell is dropped, a scenario without `Then` is green. Nothing of that passes here.

use std::collections::BTreeSet;

use cucumber::World as _;
use cucumber::gherkin::{Examples, Feature, Rule, Scenario, Step, StepType};

use super::parse;
use crate::error::{ConfigurationError, SourceFile};
use crate::requirement::{Registry, RequirementId};
use crate::selection::CAPABILITIES;
use crate::world::World;

/// The most steps that a scenario may have, those of backgrounds not counted.
const STEP_LIMIT: usize = 8;
/// The most steps that a background may have.
const BACKGROUND_LIMIT: usize = 3;

/// Every breach of the rules in one file, each as one line.
pub fn lint(file: &SourceFile, registry: &Registry) -> Result<Vec<String>, ConfigurationError> {
    let feature = parse(file)?;
    let mut lint = Lint {
        file,
        registry,
        titles: BTreeSet::new(),
        breaches: Vec::new(),
    };
    lint.feature(&feature);
    lint.raw_tables();
    Ok(lint.breaches)
}

struct Lint<'a> {
    file: &'a SourceFile,
    registry: &'a Registry,
    titles: BTreeSet<String>,
    breaches: Vec<String>,
}

impl Lint<'_> {
    fn breach(&mut self, line: usize, what: impl AsRef<str>) {
        let place = format!("{}:{line}", self.file.name);
        self.breaches.push(format!("{place}: {}", what.as_ref()));
    }

    fn feature(&mut self, feature: &Feature) {
        let line = feature.position.line;
        if feature
            .description
            .as_deref()
            .unwrap_or_default()
            .trim()
            .is_empty()
        {
            self.breach(line, "a feature says in a line or three why it matters");
        }
        self.tags(line, &feature.tags);
        if let Some(background) = &feature.background {
            self.background(background.position.line, &background.steps);
        }
        for scenario in &feature.scenarios {
            self.breach(scenario.position.line, "a scenario stands under a Rule");
        }
        for rule in &feature.rules {
            self.rule(rule);
        }
        self.steps_match(feature);
    }

    fn rule(&mut self, rule: &Rule) {
        let line = rule.position.line;
        self.tags(line, &rule.tags);
        if !rule.tags.iter().any(|tag| RequirementId::is_one(tag)) {
            self.breach(line, "a Rule bears the id of its requirement as a tag");
        }
        if described(rule.description.as_ref()) {
            self.breach(line, "text under a Rule: is a keyword misspelt?");
        }
        if rule.scenarios.is_empty() {
            self.breach(line, "a Rule has a scenario");
        }
        if let Some(background) = &rule.background {
            self.background(background.position.line, &background.steps);
        }
        for scenario in &rule.scenarios {
            self.scenario(scenario);
        }
    }

    fn background(&mut self, line: usize, steps: &[Step]) {
        if steps.len() > BACKGROUND_LIMIT {
            self.breach(line, "a background has at most three steps");
        }
        if steps.iter().any(|step| step.ty != StepType::Given) {
            self.breach(line, "a background states what is the case: Given only");
        }
    }

    fn scenario(&mut self, scenario: &Scenario) {
        let line = scenario.position.line;
        self.tags(line, &scenario.tags);
        if !self.titles.insert(scenario.name.clone()) {
            self.breach(
                line,
                format!("another scenario is called {:?}", scenario.name),
            );
        }
        if described(scenario.description.as_ref()) {
            self.breach(line, "text under a scenario: is a keyword misspelt?");
        }
        self.order(line, &scenario.steps);
        for step in &scenario.steps {
            self.wording(step);
        }
        for examples in &scenario.examples {
            self.examples(scenario, examples);
        }
    }

    fn order(&mut self, line: usize, steps: &[Step]) {
        let count = |kind| steps.iter().filter(|step| step.ty == kind).count();
        if count(StepType::Then) == 0 {
            self.breach(line, "a scenario without Then observes nothing");
        }
        if count(StepType::When) > 1 {
            self.breach(line, "a scenario has one act");
        }
        if steps.len() > STEP_LIMIT {
            self.breach(line, "a scenario has at most eight steps");
        }
        if !steps.is_sorted_by_key(|step| rank(step.ty)) {
            self.breach(line, "Given, When, Then: in this order");
        }
    }

    fn wording(&mut self, step: &Step) {
        let line = step.position.line;
        if step.value.contains("://") || step.value.contains('{') {
            self.breach(
                line,
                "no addresses and no JSON in a step: lower it into the step function",
            );
        }
    }

    fn examples(&mut self, scenario: &Scenario, examples: &Examples) {
        let line = examples.position.line;
        self.tags(line, &examples.tags);
        if examples.name.as_deref().unwrap_or_default().is_empty() {
            self.breach(line, "an Examples table has a name");
        }
        let Some(header) = examples.table.as_ref().and_then(|table| table.rows.first()) else {
            return self.breach(line, "an Examples table has rows");
        };
        let text: String = scenario
            .steps
            .iter()
            .map(|step| step.value.as_str())
            .collect();
        for column in header {
            let placeholder = format!("<{column}>");
            if !text.contains(&placeholder) && !scenario.name.contains(&placeholder) {
                self.breach(line, format!("nothing uses the column {column:?}"));
            }
        }
        if !header
            .iter()
            .any(|column| scenario.name.contains(&format!("<{column}>")))
        {
            self.breach(line, "the title of an outline names what varies");
        }
    }

    fn tags(&mut self, line: usize, tags: &[String]) {
        for tag in tags {
            if let Some(complaint) = self.tag(tag) {
                self.breach(line, complaint);
            }
        }
    }

    fn tag(&self, tag: &str) -> Option<String> {
        if let Ok(id) = RequirementId::new(tag) {
            let known = self.registry.get(&id).is_some();
            return (!known).then(|| format!("no requirement is called {tag}"));
        }
        if let Some(capability) = tag.strip_prefix("requires:") {
            let known = CAPABILITIES.contains(&capability);
            return (!known).then(|| format!("no capability is called {capability}"));
        }
        let known = tag == "serial" || tag.starts_with("fault:");
        (!known).then(|| format!("the tag @{tag} is not in the vocabulary"))
    }

    /// Every step, outlines expanded, matches exactly one function.
    fn steps_match(&mut self, feature: &Feature) {
        let collection = World::collection();
        let expanded = match super::read(self.file) {
            Ok(expanded) => expanded,
            Err(error) => return self.breach(feature.position.line, error.to_string()),
        };
        self.names_differ(&expanded);
        let mut seen = BTreeSet::new();
        for step in expanded.iter().flat_map(|scenario| &scenario.steps) {
            let line = step.position.line;
            match collection.find(step) {
                Ok(None) if seen.insert(step.value.clone()) => {
                    self.breach(line, format!("no step function matches {:?}", step.value));
                }
                Ok(_) => {}
                Err(_) => self.breach(
                    line,
                    format!("several step functions match {:?}", step.value),
                ),
            }
        }
    }

    /// Results, baselines and links know a scenario by its name.
    fn names_differ(&mut self, expanded: &[super::Scenario]) {
        let mut names = BTreeSet::new();
        for scenario in expanded {
            let name = scenario.reference.id();
            if !names.insert(name.to_lowercase()) {
                self.breach(
                    scenario.reference.line,
                    format!("another scenario is named {name}"),
                );
            }
        }
    }

    /// The reader drops superfluous cells, so rows are counted in the raw text.
    fn raw_tables(&mut self) {
        let text = self.file.text.clone();
        let mut width = None;
        for (index, line) in text.lines().enumerate() {
            let row = line.trim();
            if !row.starts_with('|') {
                width = None;
                continue;
            }
            let cells = row.matches('|').count();
            if *width.get_or_insert(cells) != cells || !row.ends_with('|') {
                self.breach(index + 1, "a row has as many cells as its table's first");
            }
        }
    }
}

fn described(description: Option<&String>) -> bool {
    description.is_some_and(|text| !text.trim().is_empty())
}

fn rank(kind: StepType) -> u8 {
    match kind {
        StepType::Given => 0,
        StepType::When => 1,
        StepType::Then => 2,
    }
}
