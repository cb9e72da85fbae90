//! The served producer and consumer of encrypted messages as a target, with what the other side of them shows.

use std::path::Path;

use super::super::{put, put_secret};
use crate::actor::environment::served::messages::MessageParties;
use crate::error::HarnessError;
use crate::requirement::Profile;

/// The target file.
pub(super) const FILES: [&str; 1] = ["target.yaml"];
/// Certificate and key of the host at which the consumer looks for the keys of its producer.
pub(in super::super) const HOST_FILES: [&str; 2] = ["message-host.pem", "message-host-key.pem"];

/// Writes the target file and what it names.
pub(super) fn write(
    folder: &Path,
    profile: &Profile,
    served: &MessageParties,
) -> Result<(), HarnessError> {
    let (certificate, key) = &served.host_pem;
    put(&folder.join(HOST_FILES[0]), certificate)?;
    put_secret(&folder.join(HOST_FILES[1]), key)?;
    put(&folder.join(FILES[0]), &target(profile, served))
}

fn target(profile: &Profile, served: &MessageParties) -> String {
    let [certificate, key] = HOST_FILES;
    format!(
        "# The parties of `das-conformance serve`, as a target: das-conformance run --target <this file>
name: the served producer and consumer
profile: {profile}
roles: [message-consumer, message-producer]
messages:
  consumer: {consumer}
  producer: {producer}
  key_port: {key_port}
  hosts:
    certificate_file: {certificate}
    key_file: {key}
trust:
  ca_file: ca.pem
limits:
  deadline_seconds: 30
",
        profile = profile.name,
        consumer = served.consumer.base(),
        producer = served.producer.base(),
        key_port = served.key_port,
    )
}
