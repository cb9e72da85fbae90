//! The users of an authorization server, and what it has of what the profile leaves open.

use url::Url;

use super::super::raw::{RawClients, RawPage, RawUsers};
use super::super::resolved::{Forms, PageFields, Secrets, Users};
use super::{Resolved, Resolver};
use crate::requirement::Profile;
use crate::requirement::wire::AuthorizationWire;

/// The key of the target file that they stand under.
const KEY: &str = "users";

impl Resolver<'_> {
    /// Who acts for users; what else the file says of them is put into the profile.
    pub(super) fn users(
        &self,
        raw: Option<&RawUsers>,
        clients: Option<&RawClients>,
        profile: &mut Profile,
    ) -> Resolved<Option<Users>> {
        let Some(raw) = raw else { return Ok(None) };
        let Some(wire) = &mut profile.wire.authorization_server.authorization else {
            return Err(self
                .blame(&[KEY], format!("{} has no users", profile.name))
                .fix("remove `users`, or name a profile of FAPI"));
        };
        self.narrow(raw, wire)?;
        self.demand_one_way(raw)?;
        self.demand_of_clients(clients, profile)?;
        if raw.operator {
            return Ok(Some(Users::Operator));
        }
        Ok(Some(Users::Forms(Box::new(Forms {
            approve: self.pages(&raw.approve)?,
            deny: self.pages(&raw.deny)?,
            leave: self.pages(&raw.leave)?,
            fail: self.pages(&raw.fail)?,
            elsewhere: self.elsewhere(&raw.pages_at)?,
        }))))
    }

    /// What stands in files of its own because no report may show it.
    pub(super) fn secrets(&self, raw: Option<&RawUsers>) -> Resolved<Secrets> {
        let pages = raw.into_iter().flat_map(RawUsers::pages);
        let files = pages.flat_map(|page| page.secrets.values());
        let secrets = files.map(|file| self.secret(file));
        secrets.collect::<Resolved<_>>().map(Secrets)
    }

    fn demand_one_way(&self, raw: &RawUsers) -> Resolved<()> {
        match (raw.operator, raw.approve.is_empty()) {
            (false, false) => Ok(()),
            (true, _) if raw.pages().next().is_none() => Ok(()),
            (true, _) => Err(self
                .blame(&[KEY, "operator"], "there are forms to fill in as well")
                .fix("leave out either `operator` or the pages")),
            (false, true) => Err(self
                .blame(&[KEY], "nobody says how a user agrees")
                .fix("give `approve`, page by page, or `operator: true`")),
        }
    }

    /// Users come back to a client, and its tokens may have to be bound to its certificate.
    fn demand_of_clients(&self, raw: Option<&RawClients>, profile: &Profile) -> Resolved<()> {
        let Some(clients) = raw else { return Ok(()) };
        let binds = profile.wire.authorization_server.sender_constrained;
        let another = clients.another_client.as_ref();
        let named = [
            ("client", Some(&clients.client)),
            ("another_client", another),
        ];
        for (name, client) in named {
            let Some(client) = client else { continue };
            let missing = |key: &str, fix: &str| {
                let problem = format!("`{key}` is missing for `{name}`");
                Err(self.blame(&["clients", name], problem).fix(fix))
            };
            if client.redirect_uri.is_none() {
                return missing("redirect_uri", "add it: users come back there");
            }
            if binds && client.certificate_file.is_none() {
                return missing("certificate_file", "add it: tokens are bound to it");
            }
        }
        Ok(())
    }

    fn narrow(&self, raw: &RawUsers, wire: &mut AuthorizationWire) -> Resolved<()> {
        let foreign = |response| !wire.responses.contains(response);
        if raw.responses.iter().any(foreign) {
            return Err(self
                .blame(&[KEY, "responses"], "the profile has no such response")
                .fix("name some of the profile's, or leave `responses` out for all of them"));
        }
        if !raw.responses.is_empty() {
            wire.responses.clone_from(&raw.responses);
        }
        if !raw.scopes.is_empty() {
            wire.scopes.clone_from(&raw.scopes);
        }
        wire.acr_values.clone_from(&raw.acr_values);
        wire.pushed_requests = raw.pushed_requests.unwrap_or(wire.pushed_requests);
        Ok(())
    }

    fn elsewhere(&self, raw: &[Url]) -> Resolved<Vec<Url>> {
        let checked = raw.iter().map(|url| self.address(url, &[KEY, "pages_at"]));
        checked.collect()
    }

    fn pages(&self, raw: &[RawPage]) -> Resolved<Vec<PageFields>> {
        raw.iter().map(|page| self.page(page)).collect()
    }

    fn page(&self, raw: &RawPage) -> Resolved<PageFields> {
        let open = raw.fields.clone().into_iter().map(Ok);
        let secret = raw
            .secrets
            .iter()
            .map(|(name, file)| Ok((name.clone(), self.secret(file)?)));
        open.chain(secret).collect()
    }

    fn secret(&self, file: &std::path::Path) -> Resolved<String> {
        let text = self.read(file, &[KEY])?;
        Ok(text.trim_end_matches(['\r', '\n']).to_owned())
    }
}
