//! Which part of a plan is played where several machines share it.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use super::{LeftOut, LeftOutReason, Plan, ScenarioRef};
use crate::error::ConfigurationError;

/// One of so many parts, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which part.
    pub number: usize,
    /// Of how many.
    pub of: usize,
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_once('/');
        let numbers = parts.and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match numbers {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            _ => Err("a shard is written as 2/4: the second of four".to_owned()),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.number, self.of)
    }
}

impl Shard {
    /// The names that fall into this part: every so manieth in alphabetical order, wherever the scenarios stand.
    fn share<'a>(self, scenarios: impl Iterator<Item = &'a ScenarioRef>) -> BTreeSet<String> {
        let sorted: BTreeSet<String> = scenarios.map(ScenarioRef::id).collect();
        let own = sorted.into_iter().skip(self.number - 1);
        own.step_by(self.of).collect()
    }
}

impl Plan {
    /// One part of this plan; all its parts together are the plan again.
    ///
    /// What the target cannot serve is divided too, so that each scenario is told of once.
    pub fn shard(self, shard: Shard) -> Result<Self, ConfigurationError> {
        if shard.of > self.scenarios.len() {
            let problem = format!(
                "there are {} scenarios for {} shards",
                self.scenarios.len(),
                shard.of
            );
            return Err(ConfigurationError::new(problem).fix("take fewer shards"));
        }
        let own = shard.share(self.scenarios.iter());
        let out_of_reach = self.left_out.iter().filter(|each| each.is_out_of_reach());
        let told = shard.share(out_of_reach.map(|each| &each.scenario));
        let (scenarios, others): (Vec<_>, Vec<_>) = self
            .scenarios
            .into_iter()
            .partition(|scenario| own.contains(&scenario.id()));
        let left_out = self.left_out.into_iter().map(|each| {
            let is_told = !each.is_out_of_reach() || told.contains(&each.scenario.id());
            if is_told {
                each
            } else {
                elsewhere(each.scenario)
            }
        });
        let left_out: Vec<_> = left_out.chain(others.into_iter().map(elsewhere)).collect();
        let reached = left_out.iter().filter(|each| each.is_out_of_reach());
        let touched: BTreeSet<_> = scenarios
            .iter()
            .chain(reached.map(|each| &each.scenario))
            .flat_map(|scenario| scenario.requirements.clone())
            .collect();
        Ok(Self {
            requirements: self
                .requirements
                .into_iter()
                .filter(|id| touched.contains(id))
                .collect(),
            scenarios,
            left_out,
            partial: true,
            ..self
        })
    }
}

impl LeftOut {
    /// Whether it is left out because of what the target does not offer.
    pub fn is_out_of_reach(&self) -> bool {
        matches!(self.reason, LeftOutReason::Needs(_))
    }
}

fn elsewhere(scenario: ScenarioRef) -> LeftOut {
    LeftOut {
        scenario,
        reason: LeftOutReason::InAnotherShard,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use super::*;

    fn plan(titles: &[&str]) -> Plan {
        let scenario = |title: &&str| ScenarioRef {
            path: "features/das/files.feature".to_owned(),
            feature: "Files".to_owned(),
            rule: String::new(),
            title: (*title).to_owned(),
            requirements: Vec::new(),
            tags: Vec::new(),
            line: 1,
        };
        Plan {
            scenarios: titles.iter().map(scenario).collect(),
            left_out: Vec::new(),
            requirements: Vec::new(),
            excluded: BTreeSet::new(),
            partial: false,
        }
    }

    fn titles(plan: &Plan) -> BTreeSet<&str> {
        let scenarios = plan.scenarios.iter();
        scenarios.map(|scenario| scenario.title.as_str()).collect()
    }

    fn shard(titles: &[&str], text: &str) -> Plan {
        plan(titles).shard(text.parse().unwrap()).unwrap()
    }

    #[test]
    fn the_parts_together_are_the_plan_and_of_even_size() {
        let all = ["a", "b", "c", "d", "e", "f", "g"];
        let parts: Vec<Plan> = ["1/3", "2/3", "3/3"]
            .iter()
            .map(|text| shard(&all, text))
            .collect();
        assert_eq!(
            parts
                .iter()
                .map(|part| part.scenarios.len())
                .collect::<Vec<_>>(),
            [3, 2, 2]
        );
        let together: BTreeSet<&str> = parts.iter().flat_map(titles).collect();
        assert_eq!(together, all.into());
    }

    #[test]
    fn the_order_of_the_features_does_not_matter() {
        let one = shard(&["a", "b", "c", "d"], "2/2");
        let other = shard(&["d", "b", "a", "c"], "2/2");
        assert_eq!(titles(&one), titles(&other));
    }

    #[test]
    fn a_shard_without_scenarios_is_refused() {
        assert!(plan(&["a"]).shard("1/2".parse().unwrap()).is_err());
    }

    #[test]
    fn only_a_part_that_exists_is_a_shard() {
        for text in ["0/4", "5/4", "1", "1/0", "a/b", "-1/2", ""] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
        assert_eq!("2/4".parse::<Shard>().unwrap().to_string(), "2/4");
    }
}
