//! The route table.

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{MethodFilter, MethodRouter, get, on};
use http::StatusCode;
use http::header::ALLOW;

use crate::das::{Das, Shared};
use crate::das_error::{DasError, render};
use crate::encrypted_content;
use crate::endpoints::{
    description, download_urls, files, notifications, originals, registration_certificates,
    registration_statuses, registrations, retrievals, signed_urls, upload_urls,
};
use crate::faults::{description as description_faults, errors as faulty};
use crate::field_names::translate;
use crate::operations::{DESCRIPTION_PATH, Operation};
use crate::settings::ContentEncryption;
use crate::stimuli::interfere;

/// Every operation at its path, and the places to which signed URLs lead.
pub fn router(das: Shared) -> Router {
    let base_path = das.variant.base_path.trim_end_matches('/').to_owned();
    let inner = Router::new()
        .nest(&base_path, operations(&das))
        .route(
            "/storage/{place}/{identifier}",
            get(signed_urls::download).put(signed_urls::upload),
        )
        .route("/storage/", get(signed_urls::list_all))
        .route("/storage/{place}/", get(signed_urls::list))
        .route("/merged/{place}/{identifier}", get(originals::merged))
        .fallback(async || DasError::NoSuchOperation)
        .method_not_allowed_fallback(async || DasError::MethodNotAllowed)
        .layer(middleware::from_fn_with_state(das.clone(), interfere))
        .layer(middleware::from_fn_with_state(das.clone(), render))
        .layer(middleware::from_fn_with_state(das.clone(), translate))
        .with_state(das.clone());
    // The inner router adds `Allow` behind its own layers, so that it can be hidden from outside only.
    Router::new()
        .fallback_service(inner)
        .layer(middleware::from_fn_with_state(das, hide_allow))
}

/// A handler, once its method is known.
type HandlerOf = fn(MethodFilter) -> MethodRouter<Shared>;

/// Each operation with its handler; where it stands is the variant's business.
fn operations(das: &Shared) -> Router<Shared> {
    let at = &das.variant.operations;
    let table: [(&Operation, HandlerOf); 14] = [
        (&at.upload_url, |method| on(method, upload_urls::request)),
        (&at.renewed_upload_url, |method| {
            on(method, upload_urls::renew)
        }),
        (&at.file_state, |method| on(method, files::status)),
        (&at.deletion, |method| on(method, files::delete)),
        (&at.registration, |method| {
            on(method, registrations::register)
        }),
        (&at.correction, |method| on(method, registrations::amend)),
        (&at.withdrawal, |method| on(method, registrations::withdraw)),
        (&at.registration_state, |method| {
            on(method, registrations::status)
        }),
        (&at.certificate, |method| {
            on(method, registration_certificates::read)
        }),
        (&at.availability, |method| {
            on(method, registration_statuses::read)
        }),
        (&at.retrieval, |method| on(method, retrievals::request)),
        (&at.retrieval_states, |method| on(method, retrievals::list)),
        (&at.download_url, |method| {
            on(method, download_urls::request)
        }),
        (&at.notification, |method| {
            on(method, notifications::receive)
        }),
    ];
    let described = Router::new().route(DESCRIPTION_PATH, get(description::read));
    let published = match das.variant.content_encryption {
        ContentEncryption::None => described,
        ContentEncryption::Unpublished => {
            described.route(encrypted_content::KEYS_PATH, get(encrypted_content::keys))
        }
    };
    table
        .into_iter()
        .fold(published, |router, (operation, handler)| {
            serve(router, das, operation, handler)
        })
}

/// The operation at all its paths, its success told by the status that the variant has for it.
fn serve(
    router: Router<Shared>,
    das: &Shared,
    operation: &Operation,
    handler: fn(MethodFilter) -> MethodRouter<Shared>,
) -> Router<Shared> {
    let Some(method) = operation.filter() else {
        return router;
    };
    let (das, status) = (das.clone(), operation.status());
    let told = middleware::map_response(move |response: Response| {
        std::future::ready(told(&das, status, response))
    });
    operation.paths().fold(router, |router, path| {
        router.route(path, handler(method).layer(told.clone()))
    })
}

fn told(das: &Das, status: StatusCode, mut response: Response) -> Response {
    if response.status().is_success() {
        *response.status_mut() = if das
            .faults
            .commits(&description_faults::SUCCEEDS_WITH_AN_UNDOCUMENTED_STATUS)
        {
            StatusCode::NON_AUTHORITATIVE_INFORMATION
        } else {
            status
        };
    }
    response
}

/// A 405 answer names the methods that are allowed (RFC 9110, 15.5.6), unless a fault hides them.
async fn hide_allow(State(das): State<Shared>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if das.faults.commits(&faulty::OMITS_ALLOW) {
        response.headers_mut().remove(ALLOW);
    }
    response
}
