//! What is secret in the addresses of a target file: what stands before their hosts, and the values of their queries.

use std::collections::BTreeSet;

use serde_yaml::Value;
use url::Url;

/// The secrets in the addresses of a text in YAML, as they are written and as they are meant. What stands elsewhere in it too, is filled
/// in by us or is an address itself is none.
pub(super) fn in_addresses(text: &str) -> Vec<String> {
    let Ok(value) = serde_yaml::from_str::<Value>(text) else {
        return Vec::new();
    };
    let mut texts = BTreeSet::new();
    collect(&value, &mut texts);
    let urls = texts.iter().filter_map(|text| Url::parse(text).ok());
    let urls = urls.filter(Url::has_host);
    let found = urls.flat_map(|url| secrets_of(&url));
    found
        .filter(|secret| !texts.contains(secret) && Url::parse(secret).is_err())
        .collect()
}

fn collect(value: &Value, texts: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(texts.insert(text.clone())),
        Value::Sequence(values) => values.iter().for_each(|value| collect(value, texts)),
        Value::Mapping(members) => members.values().for_each(|value| collect(value, texts)),
        _ => {}
    }
}

fn secrets_of(url: &Url) -> Vec<String> {
    let mut secrets: Vec<String> = url.password().map(str::to_owned).into_iter().collect();
    if secrets.is_empty() && !url.username().is_empty() {
        secrets.push(url.username().to_owned());
    }
    let written = url.query().unwrap_or_default().split('&');
    secrets.extend(written.map(|pair| match pair.split_once('=') {
        Some((_, value)) => value.to_owned(),
        None => pair.to_owned(),
    }));
    let meant = url.query_pairs().map(|(_, value)| value.into_owned());
    secrets.extend(meant);
    secrets.retain(|secret| !secret.is_empty() && !secret.contains('{'));
    secrets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_passwords_of_addresses_are_secrets() {
        let text = "office_client: { trigger_url: 'https://me:hunter22@host/act?key=a%2Fb+c&client=office-one' }\n\
                    ciba_client: { start: 'https://host/start?hunter33' }\n\
                    backchannel: { decide: 'https://token@host/decide?id={auth_req_id}&to=https://host' }\n\
                    clients: { client: { id: office-one } }\n";
        let mut found = in_addresses(text);
        found.sort();
        found.dedup();
        assert_eq!(found, ["a%2Fb+c", "a/b c", "hunter22", "hunter33", "token"]);
    }

    #[test]
    fn a_text_without_addresses_has_none() {
        assert!(in_addresses("roles: [das]\nname: 'a?b=c'\n").is_empty());
        assert!(in_addresses("[").is_empty());
    }
}
