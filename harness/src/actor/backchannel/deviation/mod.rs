//! The library of deviations of authentication requests, by the words that feature files use for them.
//!
//! Most deviations are illegal; some are legal alternatives that have to be accepted. Which is which says the scenario, not the row.

mod hint;
mod parameters;
mod proof;
mod signed_request;

use std::str::FromStr;

pub use self::parameters::UNREGISTERED_SCOPE;

use super::flow::BackchannelFlow;
use super::request::BackchannelRequest;
use crate::actor::forge::Jwt;
use crate::stop::Stop;

/// One difference from a legal authentication request.
#[derive(Debug)]
pub struct Deviation {
    /// What it is called in feature files and reports.
    pub name: &'static str,
    /// What usually lies behind an implementation that gets it wrong.
    pub hint: Option<&'static str>,
    craft: Craft,
}

/// What is done to a request.
type Change = fn(&BackchannelFlow, BackchannelRequest) -> Result<BackchannelRequest, Stop>;

/// How the difference is made.
#[derive(Debug, Clone, Copy)]
enum Craft {
    /// By changing the parameters, or what is around them.
    Request(fn(&BackchannelFlow, BackchannelRequest) -> BackchannelRequest),
    /// The same with something that may be missing.
    Fallible(Change),
    /// By changing a control of its own, which shares with it what might be refused for another reason.
    Twin { control: Change, change: Change },
    /// By changing header or claims of a signed request before it is signed.
    Draft(fn(&BackchannelFlow, Jwt) -> Jwt),
    /// By making another compact form of a legal signed request.
    Compact(fn(&BackchannelFlow, Jwt) -> Result<String, Stop>),
}

impl Deviation {
    const fn of(name: &'static str, craft: Craft) -> Self {
        Self {
            name,
            hint: None,
            craft,
        }
    }

    /// One in the parameters, or in what is around them.
    const fn changed(
        name: &'static str,
        change: fn(&BackchannelFlow, BackchannelRequest) -> BackchannelRequest,
    ) -> Self {
        Self::of(name, Craft::Request(change))
    }

    /// The same with something that may be missing.
    const fn fallible(name: &'static str, change: Change) -> Self {
        Self::of(name, Craft::Fallible(change))
    }

    /// One in header or claims of a signed request.
    const fn draft(name: &'static str, change: fn(&BackchannelFlow, Jwt) -> Jwt) -> Self {
        Self::of(name, Craft::Draft(change))
    }

    /// One in the compact form of a signed request.
    const fn compact(
        name: &'static str,
        make: fn(&BackchannelFlow, Jwt) -> Result<String, Stop>,
    ) -> Self {
        Self::of(name, Craft::Compact(make))
    }

    /// One beside a control of its own.
    const fn twin(name: &'static str, control: Change, change: Change) -> Self {
        Self::of(name, Craft::Twin { control, change })
    }

    /// One beside a signed control, from which it differs in this.
    const fn of_signed(name: &'static str, change: Change) -> Self {
        Self::twin(name, |_, request| Ok(request.signed()), change)
    }

    const fn hint(self, hint: &'static str) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    /// Makes the request that deviates, with fresh one-time values.
    pub fn request(&self, flow: &BackchannelFlow) -> Result<BackchannelRequest, Stop> {
        let legal = self.control(flow)?;
        match self.craft {
            Craft::Request(change) => Ok(change(flow, legal)),
            Craft::Fallible(change) | Craft::Twin { change, .. } => change(flow, legal),
            Craft::Draft(change) => {
                let signed = change(flow, flow.draft(&legal)).signed_by(&flow.client.key);
                Ok(legal.with_object(signed))
            }
            Craft::Compact(make) => {
                let object = make(flow, flow.draft(&legal))?;
                Ok(legal.with_object(object))
            }
        }
    }

    /// The legal request that it deviates from: a signed one where it lies in the signature or within.
    pub fn control(&self, flow: &BackchannelFlow) -> Result<BackchannelRequest, Stop> {
        let legal = flow.legal_request();
        match self.craft {
            Craft::Draft(_) | Craft::Compact(_) => Ok(legal.signed()),
            Craft::Twin { control, .. } => control(flow, legal),
            Craft::Request(_) | Craft::Fallible(_) => Ok(legal),
        }
    }

    /// Every deviation.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        let tables = [
            parameters::ROWS,
            proof::ROWS,
            hint::ROWS,
            signed_request::ROWS,
        ];
        tables.into_iter().flatten()
    }
}

/// A deviation by its name, as it stands in a step.
#[derive(Debug, Clone, Copy, cucumber::Parameter)]
#[param(name = "backchannel_deviation", regex = ".+")]
pub struct DeviationName(pub &'static Deviation);

impl FromStr for DeviationName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Deviation::all().find(|deviation| deviation.name == text);
        known
            .map(Self)
            .ok_or_else(|| format!("there is no authentication request {text}"))
    }
}
