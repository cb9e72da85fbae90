//! The library of deviations of authorization requests, by the words that feature files use for them.
//!
//! Most are illegal; some are legal alternatives that have to be accepted. Which is which says the scenario, not the row.

mod assertion;
mod object;
mod parameters;

use std::str::FromStr;

use super::flow::Flow;
use super::request::AuthorizationRequest;
use crate::actor::forge::Jwt;
use crate::stop::Stop;

/// One difference from a legal authorization request.
#[derive(Debug)]
pub struct Deviation {
    /// What it is called in feature files and reports.
    pub name: &'static str,
    /// What usually lies behind an implementation that gets it wrong.
    pub hint: Option<&'static str>,
    craft: Craft,
}

/// How the difference is made.
#[derive(Debug, Clone, Copy)]
enum Craft {
    /// By changing what the request says or how it travels.
    Request(fn(&Flow, AuthorizationRequest) -> Result<AuthorizationRequest, Stop>),
    /// By changing header or claims of the request object before it is signed.
    Object(fn(&Flow, Jwt) -> Jwt),
    /// By making another compact form of the legal header and claims.
    Compact(fn(&Flow, Jwt) -> Result<String, Stop>),
    /// By changing the assertion with which the request is pushed.
    Assertion(fn(&Flow, Jwt) -> Jwt),
}

impl Deviation {
    const fn of(name: &'static str, craft: Craft) -> Self {
        Self {
            name,
            hint: None,
            craft,
        }
    }

    const fn hint(self, hint: &'static str) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    /// Makes the request that deviates, with fresh one-time values.
    pub fn request(&self, flow: &Flow) -> Result<AuthorizationRequest, Stop> {
        let legal = flow.legal_request();
        let key = &flow.client.key;
        match self.craft {
            Craft::Request(change) => change(flow, legal),
            Craft::Object(change) => {
                let object = change(flow, flow.object_draft(&legal)).signed_by(key);
                Ok(legal.with_object(object))
            }
            Craft::Compact(make) => {
                let object = make(flow, flow.object_draft(&legal))?;
                Ok(legal.with_object(object))
            }
            Craft::Assertion(change) => {
                let assertion = change(flow, assertion::legal(flow)).signed_by(key);
                Ok(legal.pushed_with(assertion))
            }
        }
    }

    /// Every deviation.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        [parameters::ROWS, object::ROWS, assertion::ROWS]
            .into_iter()
            .flatten()
    }
}

/// A deviation by its name, as it stands in a step.
#[derive(Debug, Clone, Copy, cucumber::Parameter)]
#[param(name = "authorization_deviation", regex = ".+")]
pub struct DeviationName(pub &'static Deviation);

impl FromStr for DeviationName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Deviation::all().find(|deviation| deviation.name == text);
        known
            .map(Self)
            .ok_or_else(|| format!("there is no deviation `{text}` of authorization requests"))
    }
}

#[cfg(test)]
mod tests;
