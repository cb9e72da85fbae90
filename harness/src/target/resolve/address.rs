//! Addresses: HTTPS, without anything behind the path, and never a production system.

use url::Url;

use super::super::production::is_production;
use super::super::raw::{RawAuthorizationServer, RawDas};
use super::super::resolved::{AuthorizationServerTarget, DasTarget};
use super::{Resolved, Resolver};

impl Resolver<'_> {
    pub(super) fn authorization_server(
        &self,
        raw: Option<&RawAuthorizationServer>,
    ) -> Resolved<Option<AuthorizationServerTarget>> {
        let Some(raw) = raw else { return Ok(None) };
        let key = "authorization_server";
        match (&raw.issuer, &raw.metadata) {
            (Some(issuer), None) => {
                let issuer = self.address(issuer, &[key, "issuer"])?;
                Ok(Some(AuthorizationServerTarget::Issuer(issuer)))
            }
            (None, Some(metadata)) => {
                let metadata = self.address(metadata, &[key, "metadata"])?;
                Ok(Some(AuthorizationServerTarget::Metadata(metadata)))
            }
            _ => Err(self
                .blame(
                    &[key],
                    "the authorization server is found by its issuer or by its metadata",
                )
                .fix("give `issuer` or `metadata`, and not both")),
        }
    }

    pub(super) fn das(&self, raw: Option<&RawDas>) -> Resolved<Option<DasTarget>> {
        let Some(raw) = raw else { return Ok(None) };
        let mut base = self.address(&raw.base, &["das", "base"])?;
        let path = base.path().trim_end_matches('/').to_owned();
        base.set_path(&path);
        Ok(Some(DasTarget { base }))
    }

    /// Takes an address that may be called.
    pub(super) fn address(&self, url: &Url, key: &[&str]) -> Resolved<Url> {
        let refuse = |problem: String, fix: &str| Err(self.blame(key, problem).fix(fix));
        if url.scheme() != "https" {
            return refuse(
                format!("{url} is not an HTTPS address"),
                "begin it with https://",
            );
        }
        if url.query().is_some()
            || url.fragment().is_some()
            || !url.username().is_empty()
            || url.password().is_some()
        {
            return refuse(
                format!("{} has more than host, port and path", without_secrets(url)),
                "leave the rest away",
            );
        }
        self.demand_no_production(url, key)?;
        Ok(url.clone())
    }

    /// Takes an address that drives a party or decides for a user. A private key or a password goes there now and then, so only this
    /// machine may be reached without encryption.
    pub(super) fn near_or_encrypted(&self, url: &Url, key: &[&str]) -> Resolved<Url> {
        self.demand_no_production(url, key)?;
        let is_near = mock_kit::tls::is_loopback(url.host_str().unwrap_or_default());
        if url.scheme() == "https" || (url.scheme() == "http" && is_near) {
            return Ok(url.clone());
        }
        let problem = format!("{} is not encrypted", without_secrets(url));
        Err(self
            .blame(key, problem)
            .fix("use https, or an address of this machine"))
    }

    /// Nothing is sent to a production system, by the judge or by a party of ours.
    pub(super) fn demand_no_production(&self, url: &Url, key: &[&str]) -> Resolved<()> {
        if !is_production(url) {
            return Ok(());
        }
        Err(self
            .blame(key, format!("{url} is a production system"))
            .fix("name an acceptance system: a run registers documents and sends forged requests"))
    }
}

/// The address without anything that might be a password.
fn without_secrets(url: &Url) -> String {
    format!(
        "{}://{}{}",
        url.scheme(),
        url.host_str().unwrap_or_default(),
        url.path()
    )
}
