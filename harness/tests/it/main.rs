//! The harness as its users meet it: the commands, the proof, a target that is another process, the published scripts.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

mod commands;
mod data_space;
mod features;
mod messages;
mod proof;
mod published_scripts;
mod readme;
mod replay;
mod served;
mod sharding;
mod shell_driver;
mod target;
mod web_client;
mod wire;
