//! Metadata that differ in one thing from those of the profile, and how to tell whether that thing was registered.
//!
//! RFC 7591, 2, lets a server refuse what it does not like, or replace it: both are right, as long as it does not register it.

use std::str::FromStr;

use serde_json::{Value, json};

use super::recipient::Recipient;

/// One difference.
#[derive(Debug)]
pub struct Difference {
    /// How features call it.
    pub name: &'static str,
    /// The differences that are its legal twins: only where they are registered does a refusal say something.
    pub twins: &'static [&'static str],
    /// The members that stay as they are, and show with those that differ whether all of it was registered.
    pub kept: &'static [&'static str],
    /// The members that differ, and their values; null leaves a member out.
    pub members: fn() -> Vec<(&'static str, Value)>,
}

/// A difference by its name.
#[derive(Debug, Clone, Copy, cucumber::Parameter)]
#[param(name = "registration_difference", regex = ".+")]
pub struct DifferenceName(pub &'static Difference);

impl FromStr for DifferenceName {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let unknown = || format!("no metadata differ `{name}`");
        named(name).map(Self).ok_or_else(unknown)
    }
}

fn named(name: &str) -> Option<&'static Difference> {
    DIFFERENCES.iter().find(|each| each.name == name)
}

impl Difference {
    /// The recipient with this difference.
    pub fn of(&self, recipient: Recipient) -> Recipient {
        let members = (self.members)().into_iter();
        members.fold(recipient, |recipient, (name, value)| {
            recipient.with(name, value)
        })
    }

    /// The recipient as it may be registered: with the legal twins of this difference.
    pub fn legal(&self, recipient: Recipient) -> Recipient {
        let twins = self.twins.iter().filter_map(|name| named(name));
        twins.fold(recipient, |recipient, twin| twin.of(recipient))
    }

    /// What a response shows of it, where it shows all of it: then it was registered.
    pub fn registered_in(&self, response: &Value) -> Option<String> {
        let members = (self.members)();
        let whole = members.iter().all(|(name, sent)| match sent {
            Value::Null => response.get(*name).is_none_or(Value::is_null),
            sent => response.get(*name) == Some(sent),
        });
        let told = |name: &&str| response.get(*name).is_some_and(|value| !value.is_null());
        let whole = whole && self.kept.iter().all(told);
        let shown = members
            .iter()
            .map(|(name, value)| format!("{name} {value}"));
        whole.then(|| shown.collect::<Vec<_>>().join(", "))
    }
}

macro_rules! differences {
    ($($name:literal $(beside $twin:literal)? $(keeping $kept:literal)? => { $($member:literal: $value:tt),+ $(,)? })+) => {
        &[$(Difference {
            name: $name,
            twins: &[$($twin)?],
            kept: &[$($kept)?],
            members: || vec![$(($member, json!($value))),+],
        }),+]
    };
}

/// A reference to a registry that differs from a whole one in these members.
macro_rules! reference {
    ($($changed:tt)*) => {
        reference_with(&json!({ $($changed)* }))
    };
}

static DIFFERENCES: &[Difference] = differences! {
    "with members that nobody knows" => { "favourite_colour": "green", "https://budget.invalid/shoe_size": 42 }
    "with keys and their address together" keeping "jwks" => { "jwks_uri": "https://budget.invalid/keys" }
    "without a redirect URI" => { "redirect_uris": null }
    "with a redirect URI that is no address" => { "redirect_uris": ["::no address::"] }
    "with a response that its grant does not lead to" => { "response_types": ["code"], "grant_types": ["implicit"] }
    "with a secret that is shown as it is" => { "token_endpoint_auth_method": "client_secret_basic" }
    "for every duration there is" => { "duration_type": ["persistent", "time_based", "one_time"], "duration_period": 365 }
    "for a duration that there is not" beside "for every duration there is" => { "duration_type": ["fortnightly"] }
    "for a duration that is no array" beside "for every duration there is" => { "duration_type": "persistent" }
    "for a duration of some days" => { "duration_type": ["time_based"], "duration_period": 90 }
    "for a duration of some days without their number" beside "for a duration of some days" => { "duration_type": ["time_based"], "duration_period": null }
    "with a history of a year" => { "lookback_period": 365 }
    "with a history in words" beside "with a history of a year" => { "lookback_period": "a year" }
    "with a history of less than nothing" beside "with a history of a year" => { "lookback_period": (-30) }
    "with a whole reference to a registry" => { "registry_references": [(reference!())] }
    "with a reference without a name" beside "with a whole reference to a registry" => { "registry_references": [(reference!("registered_entity_name": null))] }
    "with a reference without an id" beside "with a whole reference to a registry" => { "registry_references": [(reference!("registered_entity_id": null))] }
    "with a reference without a registry" beside "with a whole reference to a registry" => { "registry_references": [(reference!("registry": null))] }
    "with a reference to a registry that there is not" beside "with a whole reference to a registry" => { "registry_references": [(reference!("registry": "YELLOW-PAGES"))] }
    "with two intermediaries" => { "intermediaries": [(intermediary("One")), (intermediary("Two"))] }
    "with an intermediary below another" => { "intermediaries": [(above(intermediary("One"), &intermediary("Below One")))] }
};

/// A whole reference to a registry, changed in these members; null leaves one out.
pub fn reference_with(changed: &Value) -> Value {
    let mut reference = json!({
        "registered_entity_name": "Budget Planner Corporation",
        "registered_entity_id": "5493001KJTIIGC8Y1R12",
        "registry": "GLEIF",
    });
    for (name, value) in changed.as_object().into_iter().flatten() {
        match (value, &mut reference) {
            (Value::Null, Value::Object(members)) => drop(members.shift_remove(name)),
            (value, reference) => reference[name] = value.clone(),
        }
    }
    reference
}

/// An intermediary of this name (FDX, 2A, example; addresses are texts, as in RFC 7591).
pub fn intermediary(name: &str) -> Value {
    json!({
        "name": format!("Intermediary {name}"),
        "description": "Passes on the data of users",
        "uri": "https://intermediary.invalid/",
        "logo_uri": "https://intermediary.invalid/logo.png",
        "contacts": ["support@intermediary.invalid"],
    })
}

/// The first intermediary with the second one below it.
fn above(mut intermediary: Value, below: &Value) -> Value {
    intermediary["sub_intermediaries"] = json!([below]);
    intermediary
}
