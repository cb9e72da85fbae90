//! Access tokens that do not look like JWTs: to a client they are all opaque (RFC 6749, 1.4).

/// What stands in the place of the full stops; base64url has no use for it.
const JOINT: &str = "~";

/// An access token that is no JWT.
#[must_use]
pub fn of_jwt(jwt: &str) -> String {
    jwt.replace('.', JOINT)
}

/// The JWT that an access token was made of, or which it is.
#[must_use]
pub fn to_jwt(token: &str) -> String {
    token.replace(JOINT, ".")
}
