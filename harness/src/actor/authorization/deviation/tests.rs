use std::collections::BTreeSet;

use super::Deviation;
use crate::data::Data;
use crate::scenario::read_all;

#[test]
fn no_two_deviations_share_a_name() {
    let names: BTreeSet<&str> = Deviation::all().map(|deviation| deviation.name).collect();
    assert_eq!(names.len(), Deviation::all().count());
}

#[test]
fn every_deviation_is_used_in_a_feature() -> Result<(), crate::error::ConfigurationError> {
    let scenarios = read_all(&Data::embedded())?;
    let steps = scenarios.iter().flat_map(|scenario| &scenario.steps);
    let said: Vec<&str> = steps.map(|step| step.value.as_str()).collect();
    let unused: Vec<&str> = Deviation::all()
        .map(|deviation| deviation.name)
        .filter(|name| !said.iter().any(|step| step.ends_with(name)))
        .collect();
    assert_eq!(unused, Vec::<&str>::new());
    Ok(())
}
