//! The client that sends users to the authorization server: it asks as it should, and in every way in which it should not.

pub mod attempt;
pub mod deviation;
pub mod flow;
pub mod grant;
pub mod redemption;
pub mod request;
pub mod response;
