//! Who is judged: the target file as it is written ([`RawTarget`]), and as it is used ([`Target`]).

mod keys;
mod production;
mod raw;
mod resolve;
mod resolved;
mod template;

pub use keys::ClientKey;
pub use raw::{
    Credentials, RawAuthorizationServer, RawClient, RawClients, RawClock, RawDas, RawDocuments,
    RawLimits, RawSelect, RawTarget, RawTrust,
};
pub use resolved::{
    AuthorizationServerTarget, ClientCredentials, Clients, ClockHook, DasTarget, Documents, Limits,
    Target, Trust,
};
pub use template::{InvalidNumberTemplate, NumberTemplate};
