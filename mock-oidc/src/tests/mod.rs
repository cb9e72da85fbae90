//! The server from end to end, over HTTPS.

mod authorization;
mod backchannel;
mod bench;
mod certificates;
mod faults;
mod faults_on_the_wire;
mod key_sets;
mod metadata;
mod registrations;
mod robustness;
mod signing_keys;
mod token_endpoint;
mod token_lifecycle;
