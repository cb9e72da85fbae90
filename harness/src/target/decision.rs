//! The address that decides for a user over the back channel, with what is filled in.

use url::{Url, form_urlencoded};

/// What is filled in for the name of the authentication request.
const REQUEST: &str = "{auth_req_id}";
/// What is filled in for the decision.
const ACTION: &str = "{action}";

/// An address in which the name of a request and a decision are filled in, behind its host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionAddress {
    template: String,
    /// The address as it is written, nothing filled in.
    pub written: Url,
}

/// Why a text is no such address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidDecisionAddress {
    /// It is no address at all.
    #[error("it is no address: {0}")]
    NoAddress(#[from] url::ParseError),
    /// Who is called would be up to whoever names requests.
    #[error("something is filled in before its path")]
    OpenHost,
    /// Braces around something else.
    #[error("nothing but {REQUEST} and {ACTION} can be filled in")]
    UnknownPart,
    /// A request is called what would lead upwards in a path, however it is encoded.
    #[error("a request is called {0:?}")]
    UpwardName(String),
}

impl DecisionAddress {
    /// Reads an address with its parts in braces.
    pub fn parse(template: &str) -> Result<Self, InvalidDecisionAddress> {
        let filled = |text: &str| template.replace(REQUEST, text).replace(ACTION, text);
        let known = filled("x");
        if known.contains(['{', '}']) {
            return Err(InvalidDecisionAddress::UnknownPart);
        }
        let written: Url = template.parse()?;
        let before_path = |url: &Url| url[..url::Position::BeforePath].to_owned();
        if before_path(&known.parse()?) != before_path(&filled("yy").parse()?) {
            return Err(InvalidDecisionAddress::OpenHost);
        }
        Ok(Self {
            template: template.to_owned(),
            written,
        })
    }

    /// The address for a request and a decision. The name of the request comes from the server, and changes nothing but its own place.
    pub fn filled(&self, auth_req_id: &str, action: &str) -> Result<Url, InvalidDecisionAddress> {
        if matches!(auth_req_id, "." | "..") {
            return Err(InvalidDecisionAddress::UpwardName(auth_req_id.to_owned()));
        }
        let filled = self.template.replace(ACTION, &encoded(action));
        Ok(filled.replace(REQUEST, &encoded(auth_req_id)).parse()?)
    }
}

/// A text such that it is part of nothing but the place where it stands, be that in a path or in a query.
fn encoded(text: &str) -> String {
    let encoded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
    // In a form a blank is a plus sign, which a path would keep.
    encoded.replace('+', "%20")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop here")]

    use proptest::prelude::*;

    use super::*;

    const WRITTEN: &str = "https://host:8443/device?auth_req_id={auth_req_id}&action={action}";
    const IN_PATH: &str = "https://host:8443/{auth_req_id}/{action}";

    #[test]
    fn the_name_of_a_request_stays_in_its_place() {
        let address = DecisionAddress::parse(WRITTEN).unwrap();
        let url = address.filled("a b&action=allow#{action}", "deny").unwrap();
        let pairs: Vec<_> = url.query_pairs().into_owned().collect();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let due = [
            pair("auth_req_id", "a b&action=allow#{action}"),
            pair("action", "deny"),
        ];
        assert_eq!(pairs, due);
        assert_eq!(url.fragment(), None);
    }

    #[test]
    fn what_leaves_the_host_open_or_cannot_be_filled_in_is_refused() {
        for text in [
            "https://{auth_req_id}.host/",
            "https://host{action}/",
            "https://host:{action}/",
            "https://{action}@host/",
            "{auth_req_id}",
            "host/{action}",
            "https://host/{request}",
            "https://host/{action",
        ] {
            assert!(DecisionAddress::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_request_whose_name_leads_upwards_is_refused() {
        let address = DecisionAddress::parse(IN_PATH).unwrap();
        for name in [".", ".."] {
            let refused = InvalidDecisionAddress::UpwardName(name.to_owned());
            assert_eq!(address.filled(name, "allow"), Err(refused));
        }
    }

    proptest! {
        #[test]
        fn no_other_name_leads_elsewhere(name in any::<String>()) {
            prop_assume!(![".", ".."].contains(&name.as_str()));
            for written in [WRITTEN, IN_PATH] {
                let url = DecisionAddress::parse(written).unwrap().filled(&name, "allow").unwrap();
                prop_assert_eq!(url.host_str(), Some("host"));
                prop_assert!(url.as_str().ends_with("allow"), "{}", url);
                prop_assert!(url.path() == "/device" || url.path_segments().unwrap().count() == 2);
            }
        }
    }
}
