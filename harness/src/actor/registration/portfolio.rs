//! What a registering party of ours is set up with: two applications of one recipient, and whoever passes their data on.

use serde_json::Value;

/// How the recipient comes to its provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By itself.
    Direct,
    /// Through a platform, and through whoever the platform works with.
    ByPlatform,
}

/// What a registering party is told to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// To register the applications.
    Register,
    /// To work with one intermediary more from now on.
    ChangeIntermediaries,
    /// To ask users for authorization.
    AskUsers,
}

/// The names of the two applications.
pub const APPLICATIONS: [&str; 2] = ["Budget Planner", "Tax Adviser"];
/// The intermediary of which there is another below it.
pub const ABOVE: &str = "First Intermediary";
/// The intermediary below it.
pub const BELOW: &str = "Hidden Intermediary";
/// The intermediary beside both.
pub const BESIDE: &str = "Second Intermediary";
/// The intermediary that comes later.
pub const LATER: &str = "Third Intermediary";

/// What an application asks users for, out of all scope values that there are: the planner for all but the last, the adviser for two.
pub fn scope_of(application: &str, offered: &[String]) -> Vec<String> {
    let most = offered.len().saturating_sub(1);
    let count = if application == APPLICATIONS[0] {
        most
    } else {
        2
    };
    offered.iter().take(count).cloned().collect()
}

/// All names in a chain, those below others as well.
pub fn names(chain: &Value) -> Vec<String> {
    let mut names = Vec::new();
    for each in chain.as_array().into_iter().flatten() {
        names.extend(each["name"].as_str().map(str::to_owned));
        names.extend(self::names(&each["sub_intermediaries"]));
    }
    names
}
