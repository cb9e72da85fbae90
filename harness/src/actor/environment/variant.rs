//! The wire of a profile, as each of our own parties takes it.

use crate::requirement::wire::{self, Wire};

/// The profile's wire as the mock authorization server takes it.
pub fn authorization_server_variant(wire: &wire::AuthorizationServerWire) -> mock_oidc::Variant {
    mock_oidc::Variant {
        issuer_path: wire.issuer_path.clone(),
        access_token_algorithm: algorithm(wire.access_token_algorithm),
        scope_form: match wire.scope_form {
            wire::ScopeForm::Array => mock_oidc::ScopeForm::Array,
            wire::ScopeForm::Text => mock_oidc::ScopeForm::Text,
        },
        audience: match &wire.audience {
            wire::TokenAudience::Client => mock_oidc::Audience::Client,
            wire::TokenAudience::Api(name) => mock_oidc::Audience::Api(name.clone()),
        },
        issuer_port: match wire.issuer_port {
            wire::IssuerPort::WrittenOut => mock_oidc::IssuerPort::WrittenOut,
            wire::IssuerPort::AsAdvertised => mock_oidc::IssuerPort::AsAdvertised,
        },
        access_token_lifetime: wire.access_token_lifetime,
        assertion_algorithms: wire
            .assertion_algorithms
            .iter()
            .copied()
            .map(algorithm)
            .collect(),
        assertion_lifetime_limit: wire.assertion_lifetime_limit,
        jti: match wire.jti {
            wire::JtiRule::Ignored => mock_oidc::JtiRule::Ignored,
            wire::JtiRule::RequiredOnce => mock_oidc::JtiRule::RequiredOnce,
        },
        certificate_expiry: match wire.certificate_expiry {
            wire::CertificateExpiry::Ignored => mock_oidc::CertificateExpiry::Ignored,
            wire::CertificateExpiry::Enforced => mock_oidc::CertificateExpiry::Enforced,
        },
    }
}

fn algorithm(algorithm: wire::Algorithm) -> mock_oidc::Algorithm {
    match algorithm {
        wire::Algorithm::Rs256 => mock_oidc::Algorithm::Rs256,
        wire::Algorithm::Ps256 => mock_oidc::Algorithm::Ps256,
        wire::Algorithm::Es256 => mock_oidc::Algorithm::Es256,
    }
}

/// The profile's wire as the mock DAS takes it.
pub fn das_variant(wire: &Wire) -> mock_das::Variant {
    let das = &wire.das;
    mock_das::Variant {
        base_path: das.base_path.clone(),
        scope: das.scope.clone(),
        audience: match &das.audience {
            wire::TokenAudience::Client => mock_das::TokenAudience::TheClient,
            wire::TokenAudience::Api(name) => mock_das::TokenAudience::Api(name.clone()),
        },
        access_token_algorithms: vec![mock_das::Algorithm::Rs256, mock_das::Algorithm::Es256],
        error_wrapper: das.error_wrapper,
        access_code: match das.access_code {
            wire::AccessCode::Hexadecimal => mock_das::AccessCodePattern::Hexadecimal,
            wire::AccessCode::Alphanumeric => mock_das::AccessCodePattern::Alphanumeric,
        },
        notification_statuses: das.notification_statuses.clone(),
        discloses_expected_values: das.discloses_expected_values,
        upload_url_lifetime: das.upload_url_lifetime,
        download_url_lifetime: das.download_url_lifetime,
        transit_period: das.transit_period,
        retrieval_errors: match das.retrieval_errors {
            wire::RetrievalErrors::Immediate => mock_das::RetrievalErrors::Immediate,
            wire::RetrievalErrors::InStatus => mock_das::RetrievalErrors::InStatus,
        },
    }
}
