//! What a client is asked to do, and what it meets on the way.

use serde_json::{Value, json};
use url::Url;

use crate::client::{Authentication, RequestForm};
use crate::settings::ResponseOption;

/// The level of assurance that is reached.
pub const SILVER: &str = "urn:mace:incommon:iap:silver";

/// How the server signs ID tokens and responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seal {
    /// As agreed: ES256, with the published key.
    Honest,
    /// With PS256, which was agreed on as well.
    Ps256,
    /// With EdDSA, which was, too.
    EdDsa,
    /// With RS256, which was not.
    Rs256,
    /// Not at all.
    None,
    /// With a key of somebody else under the name of its own.
    Foreign,
    /// With a key that only the header leads to.
    ByJku,
    /// With a key that the set holds only when it is fetched again.
    New,
    /// Without naming the key.
    Nameless,
}

/// How ID tokens are encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cipher {
    RsaOaep256,
    EcdhEs,
    Rsa15,
}

/// How the browser brings the response back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// In its session, to the redirect URI.
    Usual,
    /// Without its cookie.
    WithoutSession,
    /// To another address of the client.
    Elsewhere,
    /// To the redirect URI of another server.
    OtherRedirectUri,
    /// With the state twice.
    Twice,
}

/// Everything in which one run differs from others. Members of the objects replace what would be there, and `null` takes it away.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a difference of its own"
)]
pub struct Situation {
    pub request: RequestForm,
    pub response: ResponseOption,
    pub authentication: Authentication,
    pub scope: &'static str,
    pub needs_silver: bool,
    pub signs_with_rsa: bool,
    pub encrypted: Option<Cipher>,
    pub seal: Seal,
    /// How the ID token of the token endpoint is signed, where that differs.
    pub last_seal: Option<Seal>,
    pub two_keys_of_a_name: bool,
    pub delivery: Delivery,
    pub metadata: Value,
    pub id_tokens: Value,
    pub first_id_token: Value,
    pub last_id_token: Value,
    pub parameters: Value,
    pub tokens: Value,
    /// The statuses with which the resource answers before it answers with accounts.
    pub refusals: Vec<u16>,
    pub trusted: bool,
    /// An authorization server in the place of the stand-in, with its certificate.
    pub server: Option<(Url, String)>,
}

impl Situation {
    /// A request with a response in the way asked for, and nothing out of the ordinary.
    pub fn of(request: RequestForm, response: ResponseOption) -> Self {
        Self {
            request,
            response,
            authentication: Authentication::PrivateKeyJwt,
            scope: "openid accounts",
            needs_silver: false,
            signs_with_rsa: false,
            encrypted: None,
            seal: Seal::Honest,
            last_seal: None,
            two_keys_of_a_name: false,
            delivery: Delivery::Usual,
            metadata: json!({}),
            id_tokens: json!({}),
            first_id_token: json!({}),
            last_id_token: json!({}),
            parameters: json!({}),
            tokens: json!({}),
            refusals: Vec::new(),
            trusted: true,
            server: None,
        }
    }
}

/// A plain code.
pub fn code() -> Situation {
    Situation::of(RequestForm::Plain, ResponseOption::Code)
}

/// A code within a JWT.
pub fn jarm() -> Situation {
    Situation::of(RequestForm::PushedObject, ResponseOption::CodeJwt)
}

/// A code with an ID token beside it.
pub fn hybrid() -> Situation {
    Situation::of(RequestForm::SignedObject, ResponseOption::CodeIdToken)
}

/// A pushed request without an object.
pub fn pushed() -> Situation {
    Situation::of(RequestForm::Pushed, ResponseOption::CodeJwt)
}

/// The object with the members of `patch`, less those that are `null` there.
pub fn bent(mut object: Value, patch: &Value) -> Value {
    for (name, value) in patch.as_object().unwrap() {
        object[name] = value.clone();
    }
    object
        .as_object_mut()
        .unwrap()
        .retain(|_, value| !value.is_null());
    object
}
