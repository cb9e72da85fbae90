//! The harness as its users meet it: the commands, the proof, a target that is another process, the published scripts.
#![expect(clippy::unwrap_used, reason = "a test may stop here")]

mod alternatives;
mod astray;
mod ciba_client;
mod commands;
mod configurations;
mod console;
mod data_space;
mod evidence;
mod examples;
mod features;
mod hosts;
mod init;
mod messages;
mod ports;
mod proof;
mod published_scripts;
mod readme;
mod registering_party;
mod replay;
mod run_end;
mod seed;
mod served;
mod served_profiles;
mod sharding;
mod shell_driver;
mod target;
mod terminal;
mod web_client;
mod wire;
