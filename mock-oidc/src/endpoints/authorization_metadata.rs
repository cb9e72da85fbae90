//! What the server says about asking resource owners (OIDC Discovery, 3; RFC 9126, 5; RFC 9101, 10.5; RFC 8705, 3.3; RFC 9396, 10;
//! JARM, 3).

use mock_kit::FaultPlan;
use serde_json::{Map, Value, json};

use crate::addresses::{AUTHORIZATION_PATH, PUSHED_REQUEST_PATH, USERINFO_PATH};
use crate::authorization::consent_object::CONSENT_TYPE;
use crate::authorization::encryption::{ALGORITHMS, CONTENT};
use crate::authorization_server::AuthorizationServer;
use crate::backchannel::metadata;
use crate::faults::authorization_metadata::{
    ADVERTISES_A_PLAIN_HTTP_KEY_SET, ADVERTISES_BARRED_CLIENT_METHODS, ADVERTISES_OTHER_RESPONSES,
    ADVERTISES_PUBLIC_CLIENTS, ADVERTISES_PUBLIC_CLIENTS_ONLY, ADVERTISES_PUBLIC_SUBJECTS_ONLY,
    ADVERTISES_REQUESTS_THAT_WERE_NOT_PUSHED, ADVERTISES_RS256, ADVERTISES_RSA1_5,
    DENIES_BINDING_TOKENS, OMITS_ID_TOKEN_ENCRYPTION, OMITS_OPENID_FROM_SCOPES,
    OMITS_THE_PUSHED_REQUEST_ENDPOINT, OMITS_THE_REVOCATION_ENDPOINT,
};
use crate::settings::{
    Algorithm, AuthorizationVariant, PushedRequestRule, RequestObjectRule, ResponseOption,
    SubjectType,
};

type Members = Map<String, Value>;

/// Adds what `rules` have on offer.
pub fn extend(members: &mut Members, server: &AuthorizationServer, rules: &AuthorizationVariant) {
    endpoints(members, server, rules);
    responses(members, rules);
    requests(members, rules);
    identity(members, rules);
    members.insert(
        "tls_client_certificate_bound_access_tokens".into(),
        json!(server.variant.sender_constrained),
    );
    let grants: Vec<_> = server.grants().iter().map(|grant| grant.name()).collect();
    members.insert("grant_types_supported".into(), json!(grants));
    bend(members, &server.faults);
    bend_lists(members, &server.faults);
    if let Some(offer) = &rules.backchannel {
        metadata::extend(members, server, rules, offer);
    }
}

fn endpoints(members: &mut Members, server: &AuthorizationServer, rules: &AuthorizationVariant) {
    let mut endpoint = |name: &str, path| {
        let address = server.addresses.below(path);
        members.insert(name.to_owned(), json!(address));
    };
    endpoint("authorization_endpoint", AUTHORIZATION_PATH);
    endpoint("userinfo_endpoint", USERINFO_PATH);
    if rules.pushed_requests != PushedRequestRule::NotOffered {
        endpoint("pushed_authorization_request_endpoint", PUSHED_REQUEST_PATH);
    }
}

fn responses(members: &mut Members, rules: &AuthorizationVariant) {
    let (mut types, mut modes) = (Vec::new(), Vec::new());
    for option in &rules.responses {
        let (kind, mode) = match option {
            ResponseOption::Code => ("code", "query"),
            ResponseOption::CodeJwt => ("code", "jwt"),
            ResponseOption::CodeIdToken => ("code id_token", "fragment"),
        };
        if !types.contains(&kind) {
            types.push(kind);
        }
        modes.push(mode);
    }
    members.insert("response_types_supported".into(), json!(types));
    members.insert("response_modes_supported".into(), json!(modes));
    if rules.responses.contains(&ResponseOption::CodeJwt) {
        let algorithm = rules.id_token_algorithms.first().map(|first| first.name());
        members.insert(
            "authorization_signing_alg_values_supported".into(),
            json!(algorithm.as_slice()),
        );
    }
}

fn requests(members: &mut Members, rules: &AuthorizationVariant) {
    let also = [
        (
            "require_pushed_authorization_requests",
            json!(rules.pushed_requests == PushedRequestRule::Required),
        ),
        (
            "require_signed_request_object",
            json!(rules.request_object == RequestObjectRule::Required),
        ),
        ("request_parameter_supported", json!(true)),
        ("request_uri_parameter_supported", json!(false)),
        (
            "request_object_signing_alg_values_supported",
            json!(names(&rules.request_object_algorithms)),
        ),
        ("code_challenge_methods_supported", json!(["S256"])),
        ("claims_parameter_supported", json!(true)),
    ];
    for (name, value) in also {
        members.insert(name.to_owned(), value);
    }
    if rules.authorization_details {
        members.insert(
            "authorization_details_types_supported".into(),
            json!([CONSENT_TYPE]),
        );
    }
}

fn identity(members: &mut Members, rules: &AuthorizationVariant) {
    let subjects = match rules.subjects {
        SubjectType::Public => "public",
        SubjectType::Pairwise => "pairwise",
    };
    let claims = [
        "iss",
        "sub",
        "aud",
        "exp",
        "iat",
        "auth_time",
        "acr",
        "nonce",
    ];
    let also = [
        ("subject_types_supported", json!([subjects])),
        (
            "id_token_signing_alg_values_supported",
            json!(names(&rules.id_token_algorithms)),
        ),
        (
            "id_token_encryption_alg_values_supported",
            json!(ALGORITHMS),
        ),
        ("id_token_encryption_enc_values_supported", json!([CONTENT])),
        ("claims_supported", json!(claims)),
        ("acr_values_supported", json!(rules.acr_values)),
    ];
    for (name, value) in also {
        members.insert(name.to_owned(), value);
    }
}

fn names(algorithms: &[Algorithm]) -> Vec<&'static str> {
    algorithms.iter().map(|one| one.name()).collect()
}

fn bend(members: &mut Members, faults: &FaultPlan) {
    let methods = "token_endpoint_auth_methods_supported";
    let replaced = [
        (methods, json!(["none"]), &ADVERTISES_PUBLIC_CLIENTS_ONLY),
        (
            "tls_client_certificate_bound_access_tokens",
            json!(false),
            &DENIES_BINDING_TOKENS,
        ),
        (
            "require_pushed_authorization_requests",
            json!(false),
            &ADVERTISES_REQUESTS_THAT_WERE_NOT_PUSHED,
        ),
        (
            "subject_types_supported",
            json!(["public"]),
            &ADVERTISES_PUBLIC_SUBJECTS_ONLY,
        ),
    ];
    for (name, value, fault) in replaced {
        if faults.commits(fault) {
            members.insert(name.to_owned(), value);
        }
    }
    let omitted = [
        (
            "pushed_authorization_request_endpoint",
            &OMITS_THE_PUSHED_REQUEST_ENDPOINT,
        ),
        ("revocation_endpoint", &OMITS_THE_REVOCATION_ENDPOINT),
        (
            "id_token_encryption_alg_values_supported",
            &OMITS_ID_TOKEN_ENCRYPTION,
        ),
    ];
    for (name, fault) in omitted {
        if faults.commits(fault) {
            members.shift_remove(name);
        }
    }
    if faults.commits(&ADVERTISES_A_PLAIN_HTTP_KEY_SET) {
        let secured = members["jwks_uri"].as_str().unwrap_or_default();
        let plain = secured.replacen("https:", "http:", 1);
        members.insert("jwks_uri".into(), json!(plain));
    }
}

fn bend_lists(members: &mut Members, faults: &FaultPlan) {
    let methods = "token_endpoint_auth_methods_supported";
    let added = [
        (methods, "none", &ADVERTISES_PUBLIC_CLIENTS),
        (
            methods,
            "client_secret_basic",
            &ADVERTISES_BARRED_CLIENT_METHODS,
        ),
        (
            "response_types_supported",
            "code id_token token",
            &ADVERTISES_OTHER_RESPONSES,
        ),
        (
            "response_modes_supported",
            "form_post",
            &ADVERTISES_OTHER_RESPONSES,
        ),
        (
            "request_object_signing_alg_values_supported",
            "RS256",
            &ADVERTISES_RS256,
        ),
        (
            "id_token_encryption_alg_values_supported",
            "RSA1_5",
            &ADVERTISES_RSA1_5,
        ),
    ];
    for (name, value, fault) in added {
        if faults.commits(fault)
            && let Some(Value::Array(values)) = members.get_mut(name)
        {
            values.push(json!(value));
        }
    }
    if faults.commits(&OMITS_OPENID_FROM_SCOPES)
        && let Some(Value::Array(values)) = members.get_mut("scopes_supported")
    {
        values.retain(|value| value != "openid");
    }
}
