//! What can be wrong with a token request around its request token.

use serde_json::{Map, Value};

use super::Ground;
use crate::actor::Party;
use crate::exchange::call::Call;
use crate::named::named;
use crate::stop::Stop;

named! {
    /// A deviation of the request itself.
    pub enum CallDeviation {
        /// No `grant_type`.
        NoGrant = "without a grant type",
        /// A grant that a DAPS has not.
        OtherGrant = "under the grant of codes",
        /// No `client_assertion_type`.
        NoAssertionType = "without a type of its assertion",
        /// The type of another kind of assertion (RFC 7522).
        OtherAssertionType = "with the type of SAML assertions",
        /// By GET.
        Query = "in a query",
        /// As a JSON object.
        Json = "as JSON",
        /// A scope that nobody knows.
        OtherScope = "for a scope that nobody knows",
        /// The same beside the known one.
        FurtherScope = "for a scope that nobody knows beside the known one",
        /// No scope.
        NoScope = "for no scope at all",
    }
}

impl CallDeviation {
    /// The call, with nothing else wrong in it.
    pub fn call(self, ground: &Ground) -> Result<Call, Stop> {
        let request_token = ground.connector.sign(&ground.draft())?;
        let mut parameters = ground.parameters(request_token);
        match self {
            Self::NoGrant => parameters.retain(|(name, _)| *name != "grant_type"),
            Self::OtherGrant => replace(&mut parameters, "grant_type", "authorization_code"),
            Self::NoAssertionType => {
                parameters.retain(|(name, _)| *name != "client_assertion_type");
            }
            Self::OtherAssertionType => {
                let other = "urn:ietf:params:oauth:client-assertion-type:saml2-bearer";
                replace(&mut parameters, "client_assertion_type", other);
            }
            Self::OtherScope => replace(&mut parameters, "scope", "a_scope_of_our_own"),
            Self::FurtherScope => {
                let further = format!("{} a_scope_of_our_own", ground.wire.scope);
                replace(&mut parameters, "scope", &further);
            }
            Self::NoScope => parameters.retain(|(name, _)| *name != "scope"),
            Self::Query => return Ok(in_a_query(ground, &parameters)),
            Self::Json => return Ok(as_json(ground, parameters)),
        }
        Ok(ground.call(&parameters))
    }
}

fn replace(parameters: &mut [(&'static str, String)], name: &str, value: &str) {
    for (known, held) in parameters {
        if *known == name {
            value.clone_into(held);
        }
    }
}

fn in_a_query(ground: &Ground, parameters: &[(&'static str, String)]) -> Call {
    let mut url = ground.facts.token_endpoint.clone();
    url.query_pairs_mut().extend_pairs(parameters);
    Call::get(Party::Daps, url)
}

fn as_json(ground: &Ground, parameters: Vec<(&'static str, String)>) -> Call {
    let members = parameters.into_iter();
    let members: Map<String, Value> = members
        .map(|(name, value)| (name.to_owned(), Value::from(value)))
        .collect();
    let url = ground.facts.token_endpoint.clone();
    Call::json(Party::Daps, "POST", url, &Value::Object(members))
}
