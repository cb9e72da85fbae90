//! Authorization by users, as the mock authorization server takes it.

use super::algorithm;
use crate::requirement::backchannel_wire::{BackchannelWire, DeliveryMode};
use crate::requirement::wire;

/// The profile's part as the mock takes it.
pub(super) fn variant(wire: &wire::AuthorizationWire) -> mock_oidc::AuthorizationVariant {
    let algorithms = |stated: &[wire::Algorithm]| stated.iter().copied().map(algorithm).collect();
    mock_oidc::AuthorizationVariant {
        responses: wire.responses.iter().copied().map(response).collect(),
        request_object: request_object(wire.request_object),
        pushed_requests: match wire.pushed_requests {
            wire::PushedRequestRule::NotOffered => mock_oidc::PushedRequestRule::NotOffered,
            wire::PushedRequestRule::Offered => mock_oidc::PushedRequestRule::Offered,
            wire::PushedRequestRule::Required => mock_oidc::PushedRequestRule::Required,
        },
        pkce: match wire.pkce {
            wire::PkceRule::Required => mock_oidc::PkceRule::Required,
            wire::PkceRule::WithPushedRequests => mock_oidc::PkceRule::WithPushedRequests,
        },
        code_lifetime: wire.code_lifetime,
        request_uri_lifetime: wire.request_uri_lifetime,
        id_token_algorithms: algorithms(&wire.id_token_algorithms),
        request_object_algorithms: algorithms(&wire.request_object_algorithms),
        subjects: match wire.subjects {
            wire::SubjectType::Public => mock_oidc::SubjectType::Public,
            wire::SubjectType::Pairwise => mock_oidc::SubjectType::Pairwise,
        },
        authorization_details: wire.authorization_details,
        acr_values: wire.acr_values.clone(),
        backchannel: wire.backchannel.as_ref().map(backchannel),
    }
}

fn backchannel(wire: &BackchannelWire) -> mock_oidc::BackchannelVariant {
    let modes = wire.delivery_modes.iter().map(|mode| match mode {
        DeliveryMode::Poll => mock_oidc::DeliveryMode::Poll,
        DeliveryMode::Ping => mock_oidc::DeliveryMode::Ping,
        DeliveryMode::Push => mock_oidc::DeliveryMode::Push,
    });
    mock_oidc::BackchannelVariant {
        delivery_modes: modes.collect(),
        signed_requests: request_object(wire.signed_requests),
        user_codes: wire.user_codes,
        binding_messages_required: wire.binding_messages_required,
        request_lifetime: wire.request_lifetime,
        interval: wire.interval,
    }
}

fn request_object(rule: wire::RequestObjectRule) -> mock_oidc::RequestObjectRule {
    match rule {
        wire::RequestObjectRule::Optional => mock_oidc::RequestObjectRule::Optional,
        wire::RequestObjectRule::Required => mock_oidc::RequestObjectRule::Required,
    }
}

/// A way of proving who a client is.
pub(super) fn authentication(
    method: wire::ClientAuthentication,
) -> mock_oidc::ClientAuthentication {
    match method {
        wire::ClientAuthentication::PrivateKeyJwt => mock_oidc::ClientAuthentication::PrivateKeyJwt,
        wire::ClientAuthentication::ClientSecretJwt => {
            mock_oidc::ClientAuthentication::ClientSecretJwt
        }
        wire::ClientAuthentication::TlsClientAuth => mock_oidc::ClientAuthentication::TlsClientAuth,
        wire::ClientAuthentication::SelfSignedTlsClientAuth => {
            mock_oidc::ClientAuthentication::SelfSignedTlsClientAuth
        }
        wire::ClientAuthentication::None => mock_oidc::ClientAuthentication::None,
    }
}

fn response(option: wire::ResponseOption) -> mock_oidc::ResponseOption {
    match option {
        wire::ResponseOption::Code => mock_oidc::ResponseOption::Code,
        wire::ResponseOption::CodeJwt => mock_oidc::ResponseOption::CodeJwt,
        wire::ResponseOption::CodeIdToken => mock_oidc::ResponseOption::CodeIdToken,
    }
}
