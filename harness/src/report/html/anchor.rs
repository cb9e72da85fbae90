//! Where on the page something is told.

/// A scenario, among all of them.
pub(super) fn scenario(id: &str) -> String {
    named("scenario", id)
}

/// A scenario, among the findings.
pub(super) fn finding(scenario: &str) -> String {
    named("finding", scenario)
}

/// An exchange, within its scenario. It lies within what is folded: whoever is led there finds it unfolded.
pub(super) fn exchange(scenario: &str, number: u32) -> String {
    format!("{}-{number}", named("exchange", scenario))
}

/// The requirements of a specification.
pub(super) fn specification(name: &str) -> String {
    named("specification", name)
}

/// The reference that leads there.
pub(super) fn to(place: &str) -> String {
    format!("#{place}")
}

fn named(kind: &str, id: &str) -> String {
    format!("{kind}-{}", id.replace('/', "-"))
}
