//! Leaving nothing behind: the documents that a scenario registered are withdrawn again.

use std::collections::BTreeSet;

use super::Office;
use super::identity::Identity;
use crate::actor::environment::Environment;
use crate::actor::environment::clients::Who;
use crate::actor::oauth_client::obtain_access_token;
use crate::exchange::field_names::FieldNames;
use crate::exchange::model::Exchange;
use crate::requirement::operations::OperationsWire;
use crate::stop::Stop;

/// Withdraws every document that the exchanges of a scenario show as registered, by the office that registered it.
///
/// What cannot be withdrawn, because it was withdrawn before, is let be.
pub async fn withdraw_everything(environment: &Environment) -> Result<(), Stop> {
    let exchanges = environment.exchanges();
    let das = &environment.wire().das;
    let names = FieldNames::of(&das.fields);
    for who in Who::ALL {
        let registered: Vec<_> = exchanges
            .iter()
            .filter_map(|exchange| registered_by(who, &names.inward(exchange), &das.operations))
            .collect();
        if registered.is_empty() {
            continue;
        }
        let access_token = obtain_access_token(environment, who).await?;
        let office = Office::reach(environment, who, access_token).await?;
        withdraw(&office, registered).await?;
    }
    Ok(())
}

/// A later entry about the same document counts: it may have been corrected.
async fn withdraw(office: &Office, registered: Vec<Identity>) -> Result<(), Stop> {
    let mut done = BTreeSet::new();
    for identity in registered.into_iter().rev() {
        if done.insert((identity.kind.clone(), identity.number.clone())) {
            office.ask(office.withdrawal_call(&identity)?).await?;
        }
    }
    Ok(())
}

/// The document that an exchange registers or corrects, if it is one of this office and DAS served it.
fn registered_by(who: Who, exchange: &Exchange, operations: &OperationsWire) -> Option<Identity> {
    let is_served = exchange
        .response
        .as_ref()
        .is_some_and(|response| (200..300).contains(&response.status));
    let path = exchange.request.url.split('?').next().unwrap_or_default();
    let is_registration = [&operations.registration, &operations.correction]
        .iter()
        .any(|operation| operation.is_asked_by(&exchange.request.method, path));
    if !is_served || !is_registration || exchange.from != who.to_string() {
        return None;
    }
    Identity::read(&serde_json::from_slice(&exchange.request.body).ok()?)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::exchange::model::{Request, Response};
    use crate::report::tests::sample;

    fn registration(status: u16) -> Exchange {
        let body = r#"{"documentKindCategory":"patent","documentNumber":"AT A 1/2026","documentDate":"2025-06-19","dasAccessCode":"AB21"}"#;
        Exchange {
            number: 1,
            from: Who::Client.to_string(),
            to: "DAS".to_owned(),
            at: Timestamp::UNIX_EPOCH,
            request: Request {
                method: "POST".to_owned(),
                url: "https://das.test/das-api/v1/requests/registrations".to_owned(),
                headers: Vec::new(),
                body: body.as_bytes().to_vec(),
            },
            response: Some(Response {
                status,
                ..Response::default()
            }),
            failure: None,
            tls: None,
            raw: false,
            judged: true,
        }
    }

    fn operations() -> OperationsWire {
        let registry = sample::registry();
        sample::profile(&registry).wire.das.operations
    }

    #[test]
    fn a_served_registration_is_to_be_withdrawn_by_its_own_office() {
        let found = registered_by(Who::Client, &registration(201), &operations());
        assert_eq!(
            found.map(|identity| identity.number).as_deref(),
            Some("AT A 1/2026")
        );
        assert_eq!(
            registered_by(Who::AnotherClient, &registration(201), &operations()),
            None
        );
    }

    #[test]
    fn a_refused_registration_leaves_nothing_behind() {
        assert_eq!(
            registered_by(Who::Client, &registration(409), &operations()),
            None
        );
    }
}
