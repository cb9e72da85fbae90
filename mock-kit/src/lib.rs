//! The ground floor of the mocks: time, journal, faults, listeners, control.
//!
//! Nothing here knows a word of OAuth or of DAS.

pub mod answer;
pub mod caller;
pub mod clock;
pub mod control;
pub mod entropy;
pub mod fault;
pub mod framing;
pub mod front;
pub mod journal;
pub mod listener;
pub mod occasion;
pub mod strict_json;
pub mod tls;
pub mod transport;
pub mod work;

pub use caller::CallerPresence;
pub use clock::Clock;
pub use control::{Control, ControlHandle, Credential};
pub use fault::{Fault, FaultPlan, Terms, UnknownFault};
pub use journal::{CapturedBody, Exchange, Journal, TlsFacts};
pub use listener::{Bound, CallerAddress, ListenerSettings, Listening, Service};
pub use transport::TransportFaults;
pub use work::{Engagement, HeldUp};
