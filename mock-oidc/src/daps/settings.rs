//! What a DAPS is started with.

use jiff::SignedDuration;
use mock_kit::{Clock, ListenerSettings};

use super::connector::Enrolment;
use crate::settings::Algorithm;

/// Everything that a DAPS needs to start.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where it listens, and how others reach it.
    pub listener: ListenerSettings,
    /// The clock that the times of tokens are measured on.
    pub clock: Clock,
    /// How its wire looks.
    pub variant: Variant,
    /// The connectors that it knows from the start.
    pub connectors: Vec<Enrolment>,
}

/// How the wire of a DAPS looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Which text it follows.
    pub edition: Edition,
    /// The path of its issuer; empty for the root.
    pub issuer_path: String,
    /// Where it issues DATs.
    pub token_path: String,
    /// What it signs DATs with.
    pub algorithm: Algorithm,
    /// What request tokens may be signed with.
    pub request_token_algorithms: Vec<Algorithm>,
    /// The scope that stands for the attributes of a connector.
    pub scope: String,
    /// The audience that stands for every connector.
    pub audience: String,
    /// How long a DAT lives.
    pub lifetime: SignedDuration,
}

/// Which text a DAPS follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// The first one, with a table of members for the request token and one for the DAT.
    Seed,
    /// The current one, which builds on RFC 7523, RFC 8414 and RFC 9068.
    IdsG,
}
