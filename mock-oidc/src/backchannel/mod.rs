//! Authentication over the back channel (CIBA Core 1.0): the checks of a request, the decision of the user, and the notification of the
//! client.

pub mod acknowledgement;
pub mod admission;
pub mod binding_message;
pub mod decision;
pub mod expiry;
pub mod failure;
pub mod hint;
pub mod id_token_hint;
pub mod login_hint_token;
pub mod metadata;
pub mod notification;
pub mod notification_token;
pub mod possession;
pub mod registration;
pub mod request;
pub mod sector;
pub mod sent;
pub mod signed_request;
pub mod signed_request_claims;
pub mod signed_request_signature;
pub mod user_code;
