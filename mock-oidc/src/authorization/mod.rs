//! From an authorization request to its answer: the checks of the request, and what the answer is made of.

pub mod acr;
pub mod admission;
pub mod approval;
pub mod client_status;
pub mod consent_object;
pub mod delegation;
pub mod delivery;
pub mod encryption;
pub mod failure;
pub mod granting;
pub mod half_hash;
pub mod id_token;
pub mod id_token_claims;
mod id_token_stimuli;
pub mod parameters;
pub mod proof_key;
pub mod redirect_uri;
pub mod request;
pub mod request_object;
pub mod request_object_claims;
pub mod request_object_signature;
pub mod response_jwt;
pub mod response_type;
pub mod scope;
pub mod signing;
pub mod subject;
