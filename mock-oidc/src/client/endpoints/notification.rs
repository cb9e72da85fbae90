//! Notifications of data providers (FDX, table of APIs: under mutual TLS).

use axum::Extension;
use axum::extract::State;
use http::StatusCode;
use mock_kit::tls::ClientCertificate;

use crate::client::faults::notification as faulty;
use crate::client::web_client::Shared;

/// `POST /notifications`: taken from whoever shows a certificate. A listener whose identity asks for none takes none.
pub async fn receive(
    State(client): State<Shared>,
    certificate: Option<Extension<ClientCertificate>>,
) -> StatusCode {
    if certificate.is_some() || client.commits(&faulty::TAKES_THEM_FROM_ANYBODY) {
        return StatusCode::NO_CONTENT;
    }
    StatusCode::FORBIDDEN
}
