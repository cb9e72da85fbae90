//! The resource from end to end, over HTTPS, with an authorization server that is just large enough.

mod answers;
mod bench;
mod bent_calls;
mod call;
mod consent;
mod faults;
mod introspection;
mod payments;
mod sequences;
mod stand_in;
mod tokens;
