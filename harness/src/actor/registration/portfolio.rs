//! What a registering party is set up with: two applications of one recipient, and whoever passes their data on.

use serde_json::{Value, json};

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
    /// To read its registrations.
    Read,
    /// To give the applications another logo.
    Update,
    /// To delete its registrations.
    Delete,
}

impl Act {
    /// As the contract of drivers spells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::ChangeIntermediaries => "change-intermediaries",
            Self::AskUsers => "ask-users",
            Self::Read => "read",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }
}

/// The names of the two applications.
pub const APPLICATIONS: [&str; 2] = ["Budget Planner", "Tax Adviser"];
/// The intermediary of which there is another below it.
pub const ABOVE: &str = "First Intermediary";
/// The intermediary below it.
pub const BELOW: &str = "Hidden Intermediary";
/// The intermediary beside both.
pub const BESIDE: &str = "Second Intermediary";
/// Another logo of the applications.
pub const NEW_LOGO: &str = "https://recipient.invalid/new-logo.png";
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

/// What is to be said of the applications.
pub fn applications(offered: &[String]) -> Value {
    let described = APPLICATIONS.map(|name| {
        json!({
            "client_name": name,
            "description": format!("Users know it as the {name}"),
            "client_uri": "https://recipient.invalid/",
            "logo_uri": "https://recipient.invalid/logo.png",
            "redirect_uri": "https://recipient.invalid/callback",
            "scope": scope_of(name, offered),
        })
    });
    Value::from(described.to_vec())
}

/// Who passes their data on.
pub fn chain(way: Way) -> Value {
    if way == Way::Direct {
        return json!([]);
    }
    let mut first = intermediary(ABOVE);
    first["sub_intermediaries"] = json!([intermediary(BELOW)]);
    json!([first, intermediary(BESIDE)])
}

/// The same with the intermediary that comes later.
pub fn changed_chain(way: Way) -> Value {
    let mut chain = chain(way);
    if let Value::Array(chain) = &mut chain {
        chain.push(intermediary(LATER));
    }
    chain
}

fn intermediary(name: &str) -> Value {
    json!({
        "name": name,
        "description": "Passes on the data of users",
        "uri": "https://intermediary.invalid/",
        "logo_uri": "https://intermediary.invalid/logo.png",
        "contacts": ["support@intermediary.invalid"],
    })
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
