//! The wire of a profile, as each of our own parties takes it.

mod authorization;
pub mod daps;

use crate::openapi;
use crate::requirement::operations::{OperationWire, OperationsWire};
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
        client_authentication: wire
            .client_authentication
            .iter()
            .copied()
            .map(authorization::authentication)
            .collect(),
        sender_constrained: wire.sender_constrained,
        authorization: wire.authorization.as_ref().map(authorization::variant),
        registration: wire
            .registration
            .as_ref()
            .map(|rules| registration(rules, wire.authorization.as_ref())),
    }
}

/// Recipients can be registered for everything that users are asked for.
fn registration(
    rules: &wire::RegistrationWire,
    users: Option<&wire::AuthorizationWire>,
) -> mock_oidc::RegistrationVariant {
    mock_oidc::RegistrationVariant {
        scope: rules.scope.clone(),
        recipient_scopes: users.map(|users| users.scopes.clone()).unwrap_or_default(),
    }
}

fn algorithm(algorithm: wire::Algorithm) -> mock_oidc::Algorithm {
    match algorithm {
        wire::Algorithm::Rs256 => mock_oidc::Algorithm::Rs256,
        wire::Algorithm::Ps256 => mock_oidc::Algorithm::Ps256,
        wire::Algorithm::Es256 => mock_oidc::Algorithm::Es256,
        wire::Algorithm::EdDsa => mock_oidc::Algorithm::EdDsa,
    }
}

fn operations(wire: &OperationsWire) -> mock_das::Operations {
    mock_das::Operations {
        upload_url: operation(&wire.upload_url),
        renewed_upload_url: operation(&wire.renewed_upload_url),
        file_state: operation(&wire.file_state),
        deletion: operation(&wire.deletion),
        registration: operation(&wire.registration),
        correction: operation(&wire.correction),
        withdrawal: operation(&wire.withdrawal),
        registration_state: operation(&wire.registration_state),
        certificate: operation(&wire.certificate),
        availability: operation(&wire.availability),
        retrieval: operation(&wire.retrieval),
        retrieval_states: operation(&wire.retrieval_states),
        download_url: operation(&wire.download_url),
        notification: operation(&wire.notification),
    }
}

fn operation(wire: &OperationWire) -> mock_das::Operation {
    mock_das::Operation {
        method: wire.method.name().to_owned(),
        path: wire.path.clone(),
        aliases: wire.aliases.clone(),
        success_statuses: wire.success_statuses.clone(),
    }
}

/// The profile's wire as the mock DAS takes it.
pub fn das_variant(wire: &Wire) -> mock_das::Variant {
    let das = &wire.das;
    mock_das::Variant {
        base_path: das.base_path.clone(),
        operations: operations(&das.operations),
        fields: mock_das::FieldNames(das.fields.clone()),
        headers: mock_das::Headers {
            original_document_url: das.headers.original_document_url.clone(),
        },
        description: openapi::own(das).map_or_else(|_| String::new(), |own| own.published.clone()),
        scope: das.scope.clone(),
        audience: match &das.audience {
            wire::TokenAudience::Client => mock_das::TokenAudience::TheClient,
            wire::TokenAudience::Api(name) => mock_das::TokenAudience::Api(name.clone()),
        },
        access_token_algorithms: das_algorithms(wire.authorization_server.access_token_algorithm),
        sender_constrained: wire.authorization_server.sender_constrained,
        error_wrapper: das.error_wrapper,
        access_code: match das.access_code {
            wire::AccessCode::Hexadecimal => mock_das::AccessCodePattern::Hexadecimal,
            wire::AccessCode::Alphanumeric => mock_das::AccessCodePattern::Alphanumeric,
        },
        discloses_expected_values: das.discloses_expected_values,
        upload_url_lifetime: das.upload_url_lifetime,
        download_url_lifetime: das.download_url_lifetime,
        transit_period: das.transit_period,
        retrieval_errors: match das.retrieval_errors {
            wire::RetrievalErrors::Immediate => mock_das::RetrievalErrors::Immediate,
            wire::RetrievalErrors::InStatus => mock_das::RetrievalErrors::InStatus,
        },
        forwarding_deadline: das.forwarding_deadline,
        ro_ib_erased_after: match das.ro_ib_erased_after {
            wire::RoIbErasedAfter::Download => mock_das::RoIbErasedAfter::Download,
            wire::RoIbErasedAfter::Deletion => mock_das::RoIbErasedAfter::Deletion,
        },
        content_encryption: match das.content_encryption {
            wire::ContentEncryption::None => mock_das::ContentEncryption::None,
            wire::ContentEncryption::Unpublished => mock_das::ContentEncryption::Unpublished,
        },
    }
}

/// RS256 and ES256 are taken under every profile, and what the authorization server signs with besides.
fn das_algorithms(signing: wire::Algorithm) -> Vec<mock_das::Algorithm> {
    let mut algorithms = vec![mock_das::Algorithm::Rs256, mock_das::Algorithm::Es256];
    if signing == wire::Algorithm::Ps256 {
        algorithms.push(mock_das::Algorithm::Ps256);
    }
    algorithms
}
