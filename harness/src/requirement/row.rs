//! One row of the registry.

use std::fmt;

use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::RequirementId;
use crate::named::named;
use crate::verdict::UntestedReason;

named! {
    /// How strongly a clause binds (ISO/IEC Directives, Part 2; RFC 2119's words are mapped to these).
    pub enum Level {
        /// An obligation.
        Shall = "shall",
        /// A prohibition.
        ShallNot = "shall-not",
        /// A recommendation.
        Should = "should",
        /// A recommendation against.
        ShouldNot = "should-not",
        /// A permission.
        May = "may",
    }
}

impl Level {
    /// Whether conformance cannot be claimed without it.
    pub fn is_mandatory(self) -> bool {
        matches!(self, Self::Shall | Self::ShallNot)
    }
}

named! {
    /// What a row rests on.
    pub enum Basis {
        /// The text of one of the seed documents.
        Seed = "seed",
        /// What WIPO has published since.
        Published = "published",
        /// A standard that the above refer to.
        Standard = "standard",
        /// Our own reading, where nothing public says it: it warns at most, unless claimed.
        Proposal = "proposal",
    }
}

named! {
    /// A part that an implementation plays.
    pub enum Role {
        /// Issues tokens.
        AuthorizationServer = "authorization-server",
        /// WIPO's exchange of priority documents.
        Das = "das",
        /// The service from which documents of international applications are fetched.
        Pct = "pct",
        /// An office calling DAS.
        OfficeClient = "office-client",
        /// An office being called by DAS.
        OfficeServer = "office-server",
        /// Serves protected data.
        ResourceServer = "resource-server",
        /// Asks for tokens.
        OauthClient = "oauth-client",
        /// Asks for authentication over the back channel.
        CibaClient = "ciba-client",
        /// Registers clients.
        RegisteringParty = "registering-party",
        /// Vouches for recipients of data.
        Registry = "registry",
        /// Signs or encrypts messages.
        MessageProducer = "message-producer",
        /// Reads signed or encrypted messages.
        MessageConsumer = "message-consumer",
        /// The dynamic attribute provisioning service of a data space.
        Daps = "daps",
        /// A connector of a data space.
        Connector = "connector",
    }
}

/// One clause and what it demands.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// Its name, never renumbered.
    pub id: RequirementId,
    /// Where in the specification it stands.
    pub clause: String,
    /// The rows of the ledger it was made from, where they are not its own id.
    #[serde(default)]
    pub from: Vec<RequirementId>,
    /// How strongly it binds.
    pub level: Level,
    /// Whom it binds.
    pub binds: Role,
    /// The obligation, in our words.
    pub text: String,
    /// What it rests on.
    pub basis: Basis,
    /// Why no scenario judges it, where none can.
    #[serde(default)]
    pub untested: Option<Untested>,
    /// The section itself, where it has an address of its own.
    #[serde(default)]
    pub link: Option<String>,
    /// What usually lies behind a violation, where we know.
    #[serde(default)]
    pub cause: Option<String>,
    /// What usually lies behind it that something legal is turned away, where we know.
    #[serde(default)]
    pub cause_of_refusal: Option<String>,
    /// A remark for whoever reads the report: which of two readings was chosen, for example.
    #[serde(default)]
    pub note: Option<String>,
}

/// Why no scenario judges a requirement.
///
/// Written `{ reason: definition only, because: "a recipe" }`, or in short `definition only: a recipe`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untested {
    /// The reason, from the closed list.
    pub reason: UntestedReason,
    /// What it means for this row.
    pub because: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UntestedMap {
    reason: UntestedReason,
    #[serde(default)]
    because: String,
}

impl<'de> Deserialize<'de> for Untested {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UntestedVisitor)
    }
}

struct UntestedVisitor;

impl<'de> Visitor<'de> for UntestedVisitor {
    type Value = Untested;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a reason, or a map of reason and because")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Untested, E> {
        let (reason, because) = text.split_once(": ").unwrap_or((text, ""));
        let reason = reason.trim().parse().map_err(E::custom)?;
        Ok(Untested {
            reason,
            because: because.trim().to_owned(),
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Untested, A::Error> {
        let UntestedMap { reason, because } =
            Deserialize::deserialize(de::value::MapAccessDeserializer::new(map))?;
        Ok(Untested { reason, because })
    }
}
