//! The customer is the one whom the token speaks for (FAPI 1.0 Baseline, 6.2.1-06), and nobody whom the request names.

use http::request::Parts;
use url::form_urlencoded;

use crate::resource::faults::{consent, customer as faulty};
use crate::resource::introspection::AccessToken;
use crate::resource::refusal::Refusal;
use crate::resource::resource_server::{Access, ResourceServer};

/// The customer behind `token`. A token of a client for itself has none.
pub fn find(
    resource: &ResourceServer,
    token: &AccessToken,
    request: &Parts,
    access: Access,
) -> Result<String, Refusal> {
    if let Some(named) = believed(resource, request) {
        return Ok(named);
    }
    let customers = &resource.settings.customers;
    let own = token.subject.as_ref().filter(|own| customers.contains(own));
    let assumed = customers
        .first()
        .filter(|_| resource.faults.commits(&consent::SERVES_CLIENTS_THEMSELVES));
    own.or(assumed)
        .cloned()
        .ok_or_else(|| Refusal::InsufficientScope {
            scope: resource.protection(access).scope.clone(),
            why: "it speaks for no customer",
        })
}

/// Whom the request names, where that is believed.
fn believed(resource: &ResourceServer, request: &Parts) -> Option<String> {
    let believes = resource
        .faults
        .commits(&faulty::BELIEVES_THE_CUSTOMER_IN_THE_QUERY);
    let query = request.uri.query().filter(|_| believes)?;
    let mut parameters = form_urlencoded::parse(query.as_bytes());
    let found = parameters.find(|(name, _)| name == "sub");
    found.map(|(_, subject)| subject.into_owned())
}
