//! The variants of the financial-grade profiles.

use jiff::SignedDuration;

use super::{
    Algorithm, Audience, AuthorizationVariant, BackchannelVariant, ClientAuthentication,
    DeliveryMode, IssuerPort, JtiRule, PkceRule, PushedRequestRule, RequestObjectRule,
    ResponseOption, ScopeForm, SubjectType, Variant,
};

/// The API that access tokens of these profiles are made for.
const API: &str = "https://api.example/";

impl Variant {
    /// FAPI 1.0 Baseline: plain codes with a proof key, bearer tokens that live for less than ten minutes.
    #[must_use]
    pub fn fapi1_baseline() -> Self {
        Self {
            client_authentication: vec![
                ClientAuthentication::PrivateKeyJwt,
                ClientAuthentication::ClientSecretJwt,
                ClientAuthentication::TlsClientAuth,
                ClientAuthentication::SelfSignedTlsClientAuth,
                ClientAuthentication::None,
            ],
            sender_constrained: false,
            access_token_lifetime: SignedDuration::from_mins(5),
            authorization: Some(AuthorizationVariant {
                responses: vec![ResponseOption::Code],
                request_object: RequestObjectRule::Optional,
                pushed_requests: PushedRequestRule::NotOffered,
                pkce: PkceRule::Required,
                ..authorization()
            }),
            ..Self::financial_grade()
        }
    }

    /// FAPI 1.0 Advanced: signed requests, protected responses, bound tokens.
    #[must_use]
    pub fn fapi1_advanced() -> Self {
        Self {
            authorization: Some(authorization()),
            ..Self::financial_grade()
        }
    }

    /// The FDX API Security Profile: FAPI 1.0 Advanced with pushed requests only, signed responses only, and consent objects.
    #[must_use]
    pub fn fdx() -> Self {
        let algorithms = [Algorithm::Ps256, Algorithm::Es256, Algorithm::EdDsa];
        Self {
            assertion_algorithms: algorithms.to_vec(),
            authorization: Some(AuthorizationVariant {
                responses: vec![ResponseOption::CodeJwt],
                pushed_requests: PushedRequestRule::Required,
                code_lifetime: SignedDuration::from_mins(5),
                id_token_algorithms: algorithms.to_vec(),
                request_object_algorithms: algorithms.to_vec(),
                subjects: SubjectType::Pairwise,
                authorization_details: true,
                ..authorization()
            }),
            ..Self::financial_grade()
        }
    }

    /// CIBA Core 1.0: users are asked over the back channel, in all three modes.
    #[must_use]
    pub fn ciba() -> Self {
        let baseline = Self::fapi1_baseline();
        Self {
            authorization: baseline.authorization.map(|rules| AuthorizationVariant {
                backchannel: Some(backchannel()),
                ..rules
            }),
            ..baseline
        }
    }

    /// FAPI-CIBA: signed requests, bound tokens, and no tokens that are pushed.
    #[must_use]
    pub fn fapi_ciba() -> Self {
        Self {
            authorization: Some(AuthorizationVariant {
                backchannel: Some(BackchannelVariant {
                    delivery_modes: vec![DeliveryMode::Poll, DeliveryMode::Ping],
                    signed_requests: RequestObjectRule::Required,
                    binding_messages_required: true,
                    ..backchannel()
                }),
                ..authorization()
            }),
            ..Self::financial_grade()
        }
    }

    fn financial_grade() -> Self {
        Self {
            access_token_algorithm: Algorithm::Ps256,
            scope_form: ScopeForm::Text,
            audience: Audience::Api(API.to_owned()),
            issuer_port: IssuerPort::AsAdvertised,
            access_token_lifetime: SignedDuration::from_mins(15),
            assertion_algorithms: vec![Algorithm::Ps256, Algorithm::Es256],
            jti: JtiRule::RequiredOnce,
            client_authentication: vec![
                ClientAuthentication::PrivateKeyJwt,
                ClientAuthentication::TlsClientAuth,
                ClientAuthentication::SelfSignedTlsClientAuth,
            ],
            sender_constrained: true,
            ..Self::das_v1()
        }
    }
}

fn backchannel() -> BackchannelVariant {
    BackchannelVariant {
        delivery_modes: DeliveryMode::ALL.to_vec(),
        signed_requests: RequestObjectRule::Optional,
        user_codes: true,
        binding_messages_required: false,
        request_lifetime: SignedDuration::from_mins(2),
        interval: SignedDuration::from_secs(5),
    }
}

fn authorization() -> AuthorizationVariant {
    AuthorizationVariant {
        responses: vec![ResponseOption::CodeJwt, ResponseOption::CodeIdToken],
        request_object: RequestObjectRule::Required,
        pushed_requests: PushedRequestRule::Offered,
        pkce: PkceRule::WithPushedRequests,
        code_lifetime: SignedDuration::from_mins(1),
        request_uri_lifetime: SignedDuration::from_mins(1),
        id_token_algorithms: vec![Algorithm::Ps256, Algorithm::Es256],
        request_object_algorithms: vec![Algorithm::Ps256, Algorithm::Es256],
        subjects: SubjectType::Public,
        authorization_details: false,
        acr_values: vec!["urn:mace:incommon:iap:silver".to_owned()],
        backchannel: None,
    }
}
