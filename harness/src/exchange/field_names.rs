//! What a profile calls the fields of the exchange API, exchanged where calls leave and answers arrive.
//!
//! The judge thinks in the names of the API as deployed. Names in a body are found by how they are written, so that a body with a
//! flaw keeps its flaw; what is recorded for the report is what was on the wire.

use std::borrow::Cow;
use std::collections::BTreeMap;

use url::Url;

use super::call::Call;
use super::model::{Exchange, Request, Response};
use crate::actor::Party;

/// Names of fields in both directions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldNames {
    outward: BTreeMap<String, String>,
    inward: BTreeMap<String, String>,
}

impl FieldNames {
    /// Our names, each with the profile's.
    pub fn of(fields: &BTreeMap<String, String>) -> Self {
        let reversed = fields.iter();
        Self {
            outward: fields.clone(),
            inward: reversed
                .map(|(ours, theirs)| (theirs.clone(), ours.clone()))
                .collect(),
        }
    }

    /// A call to DAS under the profile's names.
    #[must_use]
    pub fn outward(&self, mut call: Call) -> Call {
        if !self.outward.is_empty() && call.party == Party::Das {
            rename_query(&mut call.url, &self.outward);
            call.body = renamed(&call.body, &self.outward);
        }
        call
    }

    /// A body under our names.
    pub fn inward_octets(&self, octets: &[u8]) -> Vec<u8> {
        renamed(octets, &self.inward)
    }

    /// An exchange with DAS under our names.
    pub fn inward<'a>(&self, exchange: &'a Exchange) -> Cow<'a, Exchange> {
        if self.inward.is_empty() {
            return Cow::Borrowed(exchange);
        }
        let request = Request {
            body: renamed(&exchange.request.body, &self.inward),
            ..exchange.request.clone()
        };
        let response = exchange.response.as_ref().map(|response| Response {
            body: renamed(&response.body, &self.inward),
            ..response.clone()
        });
        Cow::Owned(Exchange {
            request,
            response,
            ..exchange.clone()
        })
    }
}

fn rename_query(url: &mut Url, names: &BTreeMap<String, String>) {
    if url.query().is_none() {
        return;
    }
    let pairs: Vec<_> = url.query_pairs().into_owned().collect();
    let mut query = url.query_pairs_mut();
    query.clear();
    for (name, value) in pairs {
        query.append_pair(names.get(&name).unwrap_or(&name), &value);
    }
}

/// The octets with other names before colons.
fn renamed(octets: &[u8], names: &BTreeMap<String, String>) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(octets) else {
        return octets.to_vec();
    };
    let mut renamed = text.to_owned();
    for (from, to) in names {
        renamed = with_name_exchanged(&renamed, from, to);
    }
    renamed.into_bytes()
}

fn with_name_exchanged(text: &str, from: &str, to: &str) -> String {
    let quoted = format!("\"{from}\"");
    let mut parts = text.split(&quoted);
    let mut exchanged = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_name = part.trim_start().starts_with(':');
        let name = if is_name { to } else { from };
        exchanged.extend(["\"", name, "\"", part]);
    }
    exchanged
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn names() -> FieldNames {
        FieldNames::of(&[("fileId".to_owned(), "fileIdentifier".to_owned())].into())
    }

    #[test]
    fn a_call_goes_out_under_the_names_of_the_profile() {
        let url: Option<Url> = "https://das.test/files?fileId=a%20b&x=fileId".parse().ok();
        let call = url.map(|url| Call {
            body: br#"{"fileId": "fileId", "note": "\"fileId\": 1"}"#.to_vec(),
            ..Call::new(Party::Das, "GET", url)
        });
        let call = call.map(|call| names().outward(call));
        let query = call.as_ref().and_then(|call| call.url.query());
        assert_eq!(query, Some("fileIdentifier=a+b&x=fileId"));
        let body = call.map(|call| String::from_utf8_lossy(&call.body).into_owned());
        assert_eq!(
            body.as_deref(),
            Some(r#"{"fileIdentifier": "fileId", "note": "\"fileId\": 1"}"#)
        );
    }

    proptest! {
        #[test]
        fn what_goes_out_comes_back_as_it_was(text: String) {
            let names = names();
            let body = format!("{{\"fileId\": {text:?}}}");
            let out = renamed(body.as_bytes(), &names.outward);
            prop_assert_eq!(renamed(&out, &names.inward), body.into_bytes());
        }
    }
}
