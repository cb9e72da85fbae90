//! The users of an authorization server, as the target file has them: what they do on its pages, and what they may be asked for.

use std::collections::BTreeMap;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;
use url::Url;

use crate::requirement::wire::{PushedRequestRule, ResponseOption};

/// What users do on the pages of the authorization server, and what this server has of what the profile leaves open.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawUsers {
    /// What a user does who logs in and agrees, page by page.
    #[serde(default)]
    pub approve: Vec<RawPage>,
    /// What a user does who logs in and does not agree.
    #[serde(default)]
    pub deny: Vec<RawPage>,
    /// What a user does who logs in and decides nothing.
    #[serde(default)]
    pub leave: Vec<RawPage>,
    /// What a user does who does not know the password.
    #[serde(default)]
    pub fail: Vec<RawPage>,
    /// Other hosts on which its pages lie, `https://login.example` for one; whoever is sent to any other host has left it.
    #[serde(default)]
    pub pages_at: Vec<Url>,
    /// Whether a person does all this in a browser, told on the terminal; where no forms can be filled in without scripts.
    #[serde(default)]
    pub operator: bool,
    /// The scope values that users are asked for; the profile's by default.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// The levels of assurance (`acr`) that logging in reaches, the usual one first.
    #[serde(default)]
    pub acr_values: Vec<String>,
    /// The responses that the clients are registered for, the usual one first; all of the profile's by default.
    #[serde(default)]
    pub responses: Vec<ResponseOption>,
    /// Whether requests may or must be pushed; as the profile has it by default.
    pub pushed_requests: Option<PushedRequestRule>,
}

impl RawUsers {
    /// Whether a user can be had who does not agree.
    pub fn can_deny(&self) -> bool {
        self.operator || !self.deny.is_empty()
    }

    /// Whether users can be had who do not get as far as agreeing.
    pub fn can_fail(&self) -> bool {
        self.operator || !(self.leave.is_empty() || self.fail.is_empty())
    }

    /// Every page of every user.
    pub fn pages(&self) -> impl Iterator<Item = &RawPage> {
        let acts = [&self.approve, &self.deny, &self.leave, &self.fail];
        acts.into_iter().flatten()
    }
}

/// What a user does with one page: it is done where a form has all these fields.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPage {
    /// Fields to fill in, with their values. A button that is to be pressed is one of them.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// Fields to fill in with what stands in a file and in no report, such as passwords.
    #[serde(default)]
    pub secrets: BTreeMap<String, PathBuf>,
}
