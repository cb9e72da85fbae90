//! The parameters of a token request (RFC 6749, 3.2 and 4.4.2; RFC 7523, 2.2).

use http::HeaderMap;
use http::header::CONTENT_TYPE;
use mock_kit::strict_json;
use serde_json::Value;
use url::form_urlencoded;

use super::faults::token_request as faulty;
use super::provisioning::ProvisioningService;
use super::refusal::Refusal;

const FORM: &str = "application/x-www-form-urlencoded";
const GRANT: &str = "client_credentials";
const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// What a connector asks with.
#[derive(Clone, Debug)]
pub struct TokenRequest {
    /// The request token.
    pub client_assertion: String,
    /// The scope, where one is asked for.
    pub scope: Option<String>,
    /// Single claims that are asked for, where they are.
    pub claims: Option<String>,
}

/// Parameters in their order.
#[derive(Debug)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Those of a body that is a form.
    pub fn of_body(
        daps: &ProvisioningService,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self, Refusal> {
        if is_form(headers) {
            return Ok(Self::of_form(body));
        }
        let json = daps.commits(&faulty::ACCEPTS_JSON).then(|| of_json(body));
        json.flatten().ok_or(Refusal::NotAForm)
    }

    /// Those of a form, in a body or in a query.
    pub fn of_form(octets: &[u8]) -> Self {
        Self(form_urlencoded::parse(octets).into_owned().collect())
    }

    fn text(&self, name: &'static str) -> Result<Option<&str>, Refusal> {
        let mut values = self.0.iter().filter(|(known, _)| known == name);
        match (values.next(), values.next()) {
            (found, None) => Ok(found.map(|(_, value)| value.as_str())),
            (_, Some(_)) => Err(Refusal::RepeatedParameter(name)),
        }
    }

    fn demanded(&self, name: &'static str) -> Result<&str, Refusal> {
        self.text(name)?.ok_or(Refusal::MissingParameter(name))
    }

    /// The request that they make.
    pub fn request(&self, daps: &ProvisioningService) -> Result<TokenRequest, Refusal> {
        if !daps.commits(&faulty::ACCEPTS_ANY_GRANT) && self.demanded("grant_type")? != GRANT {
            return Err(Refusal::UnsupportedGrant);
        }
        let type_counts = !daps.commits(&faulty::ACCEPTS_ANY_ASSERTION_TYPE);
        if type_counts && self.demanded("client_assertion_type")? != JWT_BEARER {
            return Err(Refusal::Unauthenticated("the assertion is of another type"));
        }
        Ok(TokenRequest {
            client_assertion: self.demanded("client_assertion")?.to_owned(),
            scope: self.text("scope")?.map(str::to_owned),
            claims: self.text("claims")?.map(str::to_owned),
        })
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let stated = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let media_type = stated.and_then(|stated| stated.split(';').next());
    media_type.is_some_and(|media_type| media_type.trim().eq_ignore_ascii_case(FORM))
}

fn of_json(body: &[u8]) -> Option<Parameters> {
    let Value::Object(members) = strict_json::parse(body).ok()? else {
        return None;
    };
    let texts = members.into_iter().filter_map(|(name, value)| {
        let text = value.as_str()?.to_owned();
        Some((name, text))
    });
    Some(Parameters(texts.collect()))
}
