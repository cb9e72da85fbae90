//! What a client asks a user for.

use serde_json::{Value, json};

use crate::actor::authorization::attempt;
use crate::actor::authorization::flow::{Flow, consent_object, consent_to};
use crate::actor::authorization::grant::Grant;
use crate::actor::environment::Environment;
use crate::actor::environment::resource::{OwnResource, ResourceServerFacts};
use crate::actor::oauth_client::answer::Answer;
use crate::stop::Stop;

/// Scope values, and the consent object for them where consent is asked for in detail.
#[derive(Debug, Clone)]
pub struct Wish {
    scopes: Vec<String>,
    consent: Option<String>,
}

impl Wish {
    /// Everything that the profile knows, and what reading takes.
    pub fn everything(flow: &Flow, facts: &ResourceServerFacts) -> Self {
        let mut scopes = flow.wire.scopes.clone();
        if !scopes.contains(&facts.reading.scope) {
            scopes.push(facts.reading.scope.clone());
        }
        Self::of(flow, scopes)
    }

    /// Everything but this scope value.
    pub fn all_but(scope: &str, flow: &Flow, facts: &ResourceServerFacts) -> Self {
        let mut scopes = Self::everything(flow, facts).scopes;
        scopes.retain(|value| value != scope);
        Self::of(flow, scopes)
    }

    /// Everything but this scope value, with consent to all that it stands for: more than a server should take.
    pub fn short_of(scope: &str, flow: &Flow, facts: &ResourceServerFacts) -> Self {
        Self {
            scopes: Self::all_but(scope, flow, facts).scopes,
            ..Self::everything(flow, facts)
        }
    }

    fn of(flow: &Flow, scopes: Vec<String>) -> Self {
        let in_detail = flow.wire.authorization_details;
        Self {
            consent: in_detail.then(|| consent_object(&scopes)),
            scopes,
        }
    }

    /// Everything, without saying in detail what for.
    pub fn without_consent_object(flow: &Flow, facts: &ResourceServerFacts) -> Self {
        Self {
            consent: None,
            ..Self::everything(flow, facts)
        }
    }

    /// Everything of one resource.
    pub fn of_one(resource: &OwnResource, flow: &Flow, facts: &ResourceServerFacts) -> Self {
        let everything = Self::everything(flow, facts);
        let clusters = clusters(&everything.scopes, |_| true);
        Self {
            consent: Some(consent_to(&[consented(resource, &clusters)])),
            ..everything
        }
    }

    /// Everything of two resources together: one data cluster of the one, and all others of the other.
    pub fn divided(
        (holding, lacking): (&OwnResource, &OwnResource),
        cluster: &str,
        flow: &Flow,
        facts: &ResourceServerFacts,
    ) -> Self {
        let everything = Self::everything(flow, facts);
        let others = clusters(&everything.scopes, |value| value != cluster);
        let resources = [consented(holding, &[cluster]), consented(lacking, &others)];
        Self {
            consent: Some(consent_to(&resources)),
            ..everything
        }
    }

    /// The token response, once a user has gone through the whole flow; a refusal is judged elsewhere.
    pub async fn granted(self, environment: &Environment, flow: &Flow) -> Result<Answer, Stop> {
        let mut request = flow.legal_request().with("scope", self.scopes.join(" "));
        if let Some(consent) = self.consent {
            request = request.with("authorization_details", consent);
        }
        let attempt = attempt::of_request(environment, flow, request).await?;
        let grant = Grant::of(&attempt, flow)?;
        let answer = grant.redeem(environment, flow).await?;
        if answer.issues_a_token() {
            return Ok(answer);
        }
        let why = format!("the code could not be redeemed: {answer}");
        Err(Stop::inconclusive(why))
    }
}

/// Scope values that stand for data.
fn clusters(scopes: &[String], wanted: impl Fn(&str) -> bool) -> Vec<&str> {
    let values = scopes.iter().map(String::as_str);
    values
        .filter(|value| *value != "openid" && wanted(value))
        .collect()
}

fn consented(resource: &OwnResource, clusters: &[&str]) -> Value {
    json!({ "resourceType": "ACCOUNT", "resourceId": resource.id, "dataClusters": clusters })
}
