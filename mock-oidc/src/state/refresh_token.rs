//! A refresh token (RFC 6749, 1.5). It is not exchanged when it is used; revoking it means taking it out of the table.

use std::sync::Arc;

use crate::authorization::approval::Approval;

/// What is remembered of a refresh token.
#[derive(Clone, Debug)]
pub struct RefreshToken {
    /// What was approved.
    pub approval: Arc<Approval>,
    /// The thumbprint of the certificate that it is bound to.
    pub certificate: Option<String>,
}
