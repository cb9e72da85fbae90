//! Which header fields, parameters and members hold secrets, and what each is called in the report.

/// Header fields whose values are secret.
pub(super) fn secret_header(name: &str) -> Option<&'static str> {
    let kind = match name.to_ascii_lowercase().as_str() {
        "authorization" | "proxy-authorization" => "credentials",
        "cookie" | "set-cookie" => "cookie",
        "dpop" => "proof",
        "x-amz-security-token" | "x-api-key" => "api-key",
        _ => return None,
    };
    Some(kind)
}

/// Parts of a `Set-Cookie` field that are no secret (RFC 6265, 4.1.1).
pub(super) fn is_cookie_attribute(name: &str) -> bool {
    let known = [
        "path",
        "domain",
        "expires",
        "max-age",
        "samesite",
        "secure",
        "httponly",
        "partitioned",
    ];
    known
        .iter()
        .any(|attribute| name.eq_ignore_ascii_case(attribute))
}

/// Words that announce credentials in an `Authorization` field.
pub(super) fn is_scheme(word: &str) -> bool {
    ["bearer", "basic", "dpop", "digest", "negotiate"]
        .iter()
        .any(|scheme| word.eq_ignore_ascii_case(scheme))
}

/// What follows an authentication scheme.
pub(super) fn credentials(scheme: &str) -> &'static str {
    if scheme.eq_ignore_ascii_case("bearer") {
        "access-token"
    } else {
        "credentials"
    }
}

/// Members of JSON objects whose values are secret, in tokens' answers, registrations, private keys and DAS messages.
pub(super) fn secret_member(name: &str) -> Option<&'static str> {
    let kind = match name.to_ascii_lowercase().as_str() {
        "d" | "p" | "q" | "dp" | "dq" | "qi" | "k" => "private-key",
        other => return secret_word(other),
    };
    Some(kind)
}

/// Parameters of forms and queries whose values are secret, signatures of pre-signed URLs among them.
pub(super) fn secret_parameter(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let kind = match name.as_str() {
        "code" | "code_verifier" | "device_code" | "user_code" => "code",
        "assertion" | "request" | "login_hint_token" | "id_token_hint" | "subject_token"
        | "actor_token" => "jwt",
        "sig" => "signature",
        other if other.ends_with("signature") => "signature",
        "x-amz-credential" | "x-goog-credential" | "key-pair-id" | "policy" => "credential",
        "x-amz-security-token" => "api-key",
        other => return secret_word(other),
    };
    Some(kind)
}

/// Whether a member or a header field of this name holds a URL that opens to whoever has it.
pub(super) fn is_signed_url(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with("url")
}

/// Names that are secret wherever they stand.
fn secret_word(lower: &str) -> Option<&'static str> {
    let kind = match lower {
        "access_token" | "token" => "access-token",
        "refresh_token" => "refresh-token",
        "id_token" => "id-token",
        "registration_access_token" => "registration-access-token",
        "client_notification_token" => "notification-token",
        "client_assertion" => "client-assertion",
        "client_secret" | "password" | "secret" => "password",
        "client_key" | "private_key" => "private-key",
        "auth_req_id" => "auth-req-id",
        "dasaccesscode" => "das-access-code",
        _ => return None,
    };
    Some(kind)
}
