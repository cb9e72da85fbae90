//! The checks of incoming requests, one small file each. Each endpoint lists those it makes, in order.

pub mod algorithm;
pub mod assertion_type;
pub mod audience;
pub mod claim_names;
pub mod client_authentication;
pub mod client_certificate;
pub mod client_id_parameter;
pub mod client_secret;
pub mod compact_form;
pub mod critical_extensions;
pub mod expiry;
pub mod form;
pub mod grant_type;
pub mod header_type;
pub mod identity;
pub mod issued_at;
pub mod issuer;
pub mod key_selection;
pub mod method;
pub mod not_before;
pub mod numeric_date;
pub mod one_time_use;
pub mod other_methods;
pub mod registration;
pub mod scope;
pub mod short_key;
pub mod signature;
pub mod signature_form;
pub mod subject;
pub mod token_binding;
pub mod unproven;

use mock_kit::FaultPlan;

use self::compact_form::Assertion;
use self::form::Form;
use crate::settings::Variant;
use crate::state::client::RegisteredClient;

/// Seconds that two clocks may differ by.
pub const LEEWAY: i64 = 60;

/// What the checks of one assertion look at.
pub struct Examination<'a> {
    /// The assertion.
    pub assertion: &'a Assertion<'a>,
    /// The form that it came in.
    pub form: &'a Form<'a>,
    /// The client that it speaks for.
    pub client: &'a RegisteredClient,
    /// The behaviour in force.
    pub variant: &'a Variant,
    /// The faults committed.
    pub faults: &'a FaultPlan,
    /// Spellings of the audience that this endpoint accepts.
    pub audiences: &'a [String],
    /// The present second.
    pub now: i64,
}

/// One check of an assertion.
pub type Check = fn(&Examination<'_>) -> Result<(), AuthenticationFailure>;

/// Why a client is not believed. None of it is told to the caller.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthenticationFailure {
    #[error("there is no client assertion")]
    NoAssertion,
    #[error("the client assertion type is missing or another one")]
    OtherAssertionType,
    #[error("another authentication method is used beside or instead of the assertion")]
    OtherMethod,
    #[error("the client's method is not the one used")]
    OtherMethodRegistered,
    #[error("the client's method is not on offer")]
    MethodNotOffered,
    #[error("the client shows no certificate")]
    NoCertificate,
    #[error("the certificate is of no authority that is trusted")]
    UntrustedCertificate,
    #[error("the certificate is another than that of the client")]
    OtherCertificate,
    #[error("the assertion is longer than 16 KiB")]
    TooLong,
    #[error("the assertion has not exactly three parts")]
    NotThreeParts,
    #[error("a part of the assertion is not unpadded base64url")]
    NotBase64Url,
    #[error("the header is not a JSON object with distinct members and limited depth")]
    HeaderNotStrictJson,
    #[error("the claims are not a JSON object with distinct members and limited depth")]
    ClaimsNotStrictJson,
    #[error("typ is something else than JWT")]
    OtherType,
    #[error("crit demands an extension that is not understood")]
    CriticalExtension,
    #[error("the algorithm is not allowed")]
    OtherAlgorithm,
    #[error("kid is not a text")]
    KeyNameNotText,
    #[error("kid is missing")]
    NoKeyName,
    #[error("nobody is registered under the name of the subject")]
    UnknownClient,
    #[error("iss is missing or not the client")]
    OtherIssuer,
    #[error("sub is missing or not the client")]
    OtherSubject,
    #[error("client_id names another client than the assertion")]
    OtherClientId,
    #[error("aud is missing or names somebody else")]
    OtherAudience,
    #[error("{0} is not a number")]
    NotANumber(&'static str),
    #[error("exp is missing")]
    NoExpiry,
    #[error("exp has passed")]
    Expired,
    #[error("exp is too far off")]
    ExpiryTooFar,
    #[error("nbf has not come yet")]
    NotYetValid,
    #[error("iat lies in the future")]
    IssuedInTheFuture,
    #[error("there is a claim that is not known")]
    UnknownClaim,
    #[error("jti is missing")]
    NoJti,
    #[error("jti has been used before")]
    RepeatedJti,
    #[error("no registered key fits the assertion")]
    NoKey,
    #[error("the signature is not of the form that the algorithm has")]
    SignatureForm,
    #[error("the signature does not verify")]
    BrokenSignature,
}
