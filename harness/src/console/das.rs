//! What DAS holds, as it tells whoever controls it: registrations, retrievals, and copies in the transit zone.

use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use serde_json::Value;

use super::parts::table;

/// The sections of the lists.
pub(super) const SECTIONS: [(&str, &str); 3] = [
    ("registrations", "Registrations"),
    ("retrievals", "Retrievals"),
    ("transit-zone", "Transit zone"),
];

/// The three lists of a DAS in this state, at this moment.
pub(super) fn lists(state: &Value, now: Timestamp) -> Markup {
    let all = |name: &str| state[name].as_array().cloned().unwrap_or_default();
    let (registrations, retrievals) = (all("registrations"), all("retrievals"));
    html! {
        section aria-labelledby="registrations" {
            h2 id="registrations" { "Registrations" }
            (table(
                &["Document", "Date", "Office", "Host", "Revision", "State"],
                &registrations.iter().map(registration).collect::<Vec<_>>(),
                "Nothing is registered.",
            ))
        }
        section aria-labelledby="retrievals" {
            h2 id="retrievals" { "Retrievals" }
            (table(
                &["Acknowledgement", "Office", "Document", "State", "Notification"],
                &retrievals.iter().map(retrieval).collect::<Vec<_>>(),
                "Nothing was retrieved.",
            ))
        }
        section aria-labelledby="transit-zone" {
            h2 id="transit-zone" { "Transit zone" }
            (table(
                &["Document", "For office", "Deleted at", "Left"],
                &retrievals.iter().filter_map(|one| copy(one, now)).collect::<Vec<_>>(),
                "No copy lies in the transit zone.",
            ))
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "–".to_owned(),
        other => other.to_string(),
    }
}

fn members(value: &Value, names: &[&str]) -> Vec<String> {
    names.iter().map(|name| text(&value[*name])).collect()
}

fn registration(one: &Value) -> Vec<String> {
    let names = [
        "documentNumber",
        "documentDate",
        "office",
        "host",
        "revision",
        "state",
    ];
    members(one, &names)
}

fn retrieval(one: &Value) -> Vec<String> {
    let names = [
        "requestAckId",
        "office",
        "documentNumber",
        "state",
        "notification",
    ];
    members(one, &names)
}

/// The copy of a retrieval, where one lies there.
fn copy(one: &Value, now: Timestamp) -> Option<Vec<String>> {
    let expires = one["copy"]["expires"].as_str()?;
    let left = expires.parse::<Timestamp>().ok()?.duration_since(now);
    let mut row = members(one, &["documentNumber", "office"]);
    row.extend([expires.to_owned(), remaining(left)]);
    Some(row)
}

/// A span in its two largest units.
fn remaining(left: SignedDuration) -> String {
    let seconds = left.as_secs().max(0);
    let (days, hours) = (seconds / 86_400, seconds / 3_600 % 24);
    let (minutes, rest) = (seconds / 60 % 60, seconds % 60);
    match (days, hours, minutes) {
        (1.., ..) => format!("{days} d {hours} h"),
        (_, 1.., _) => format!("{hours} h {minutes} min"),
        _ => format!("{minutes} min {rest} s"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_left_is_told_in_two_units() {
        let told = [59, 3_661, 90_000, -5].map(|span| remaining(SignedDuration::from_secs(span)));
        assert_eq!(told, ["0 min 59 s", "1 h 1 min", "1 d 1 h", "0 min 0 s"]);
    }

    #[test]
    fn a_copy_is_listed_until_it_is_erased() {
        let at = |copy| json!({ "documentNumber": "AT A 1/2026", "office": "FR", "copy": copy });
        let available = json!({ "state": "available", "expires": "1970-01-01T01:00:00Z" });
        let listed = copy(&at(available), Timestamp::UNIX_EPOCH);
        let wanted = ["AT A 1/2026", "FR", "1970-01-01T01:00:00Z", "1 h 0 min"];
        assert_eq!(listed, Some(wanted.map(str::to_owned).into()));
        let erased = json!({ "state": "erased", "by": "expiry" });
        assert_eq!(copy(&at(erased), Timestamp::UNIX_EPOCH), None);
    }
}
