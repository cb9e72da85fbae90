//! A resource server: where it is, and what is to be had there.

use std::collections::BTreeSet;

use url::Url;

use super::super::raw::RawResourceServer;
use super::{Resolved, Resolver};
use crate::actor::environment::resource::{OfAnother, OwnResource, Protected, ResourceServerFacts};
use crate::requirement::{Profile, Role};

/// Where it stands in the target file.
const KEY: &str = "resource_server";

impl Resolver<'_> {
    /// Only a profile with users has something to say of what they own.
    pub(super) fn demand_users(&self, roles: &BTreeSet<Role>, profile: &Profile) -> Resolved<()> {
        let has_users = profile.wire.authorization_server.authorization.is_some();
        if has_users || !roles.contains(&Role::ResourceServer) {
            return Ok(());
        }
        let problem = format!("the profile {} has no users", profile.name);
        Err(self
            .blame(&["roles"], problem)
            .fix("judge a resource server by `fapi1-baseline`, `fapi1-advanced` or `fdx`"))
    }

    pub(super) fn resource_server(
        &self,
        raw: Option<&RawResourceServer>,
    ) -> Resolved<Option<ResourceServerFacts>> {
        let Some(raw) = raw else { return Ok(None) };
        let base = self.folder_of_addresses(&raw.base)?;
        let own = raw.own.iter().map(|own| {
            Ok(OwnResource {
                id: self.filled(&own.id, "own")?,
                url: self.below(&base, &own.path, "own")?,
            })
        });
        Ok(Some(ResourceServerFacts {
            reading: Protected {
                url: self.below(&base, &raw.reads.path, "reads")?,
                scope: self.filled(&raw.reads.scope, "reads")?,
            },
            paying: None,
            sensitive: None,
            own: own.collect::<Resolved<_>>()?,
            another: self.of_another(raw, &base)?,
            origin: raw
                .origin
                .as_ref()
                .map(|url| self.origin(url))
                .transpose()?,
        }))
    }

    fn of_another(&self, raw: &RawResourceServer, base: &Url) -> Resolved<Option<OfAnother>> {
        let key = "another_user";
        let Some(another) = &raw.another_user else {
            return Ok(None);
        };
        Ok(Some(OfAnother {
            subject: self.filled(&another.subject, key)?,
            resource: OwnResource {
                id: self.filled(&another.id, key)?,
                url: self.below(base, &another.path, key)?,
            },
        }))
    }

    /// The base with a slash at its end, so that paths go below it.
    pub(super) fn folder_of_addresses(&self, base: &Url) -> Resolved<Url> {
        let mut base = self.address(base, &[KEY, "base"])?;
        let path = base.path().trim_end_matches('/').to_owned();
        base.set_path(&format!("{path}/"));
        Ok(base)
    }

    fn below(&self, base: &Url, path: &str, key: &str) -> Resolved<Url> {
        let joined = base.join(path.trim_start_matches('/'));
        let within = |url: &Url| url.as_str().starts_with(base.as_str());
        joined.ok().filter(within).ok_or_else(|| {
            self.blame(&[KEY, key], format!("`{path}` is no path below the base"))
                .fix("write it as it goes on behind `base`, for example `accounts/4711`")
        })
    }

    /// An empty name would be found in every answer.
    fn filled(&self, text: &str, key: &str) -> Resolved<String> {
        if !text.trim().is_empty() {
            return Ok(text.to_owned());
        }
        let problem = format!("a name in `{key}` is empty");
        Err(self
            .blame(&[KEY, key], problem)
            .fix("write the name that the resource server has for it"))
    }

    fn origin(&self, url: &Url) -> Resolved<String> {
        let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        if url.scheme() == "https" && is_bare {
            return Ok(url.origin().ascii_serialization());
        }
        Err(self
            .blame(&[KEY, "origin"], format!("{url} is no origin"))
            .fix("write `https://`, the host, and its port where that is not 443"))
    }
}
