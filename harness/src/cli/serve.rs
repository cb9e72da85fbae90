//! `serve`: the mock environment on fixed ports, with everything a client needs printed and written to a folder.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::{Args, value_parser};
use mock_kit::{Control, Credential, entropy};
use openssl::x509::X509;
use p256::SecretKey;
use p256::elliptic_curve::Generate as _;
use p256::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, LineEnding};
use url::Url;

use super::{CliError, Library, ProfileChoice, say};
use crate::actor::environment::served::{ServeSettings, Served, ServedClient, ServedKey};
use crate::console;
use crate::error::{ConfigurationError, ExitCode, HarnessError};
use crate::input;
use crate::private;
use crate::requirement::{Profile, Role};

mod credentials;
mod exchanges;
mod ports;
mod targets;

/// The client of the published script.
const SCRIPT_CLIENT: &str = "das-api-auth";
/// The key file of the published script.
const SCRIPT_KEY_FILE: &str = "es256_private.pem";
/// The file with the token that opens the control routes.
const CONTROL_TOKEN_FILE: &str = "control-token";
/// The scopes that the published pages name; the profile decides which one DAS wants.
const PUBLISHED_SCOPES: [&str; 2] = ["das-api/das-access", "das-api/office-exchange"];

/// Options of `serve`.
#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    profile: ProfileChoice,
    /// Where keys, the certificate authority and documents are written.
    #[arg(long, default_value = "das-serve", value_name = "FOLDER")]
    folder: PathBuf,
    /// The first of nineteen ports on loopback, one for each party that a profile may have and for those of a judge; 0 picks free ones.
    #[arg(long, default_value_t = 9443, value_name = "PORT", value_parser = value_parser!(u16).range(..=ports::LAST_FIRST))]
    first_port: u16,
    /// Register a client by its certificate in PEM (repeatable).
    #[arg(long, value_name = "CLIENT_ID=FILE")]
    client_certificate: Vec<Registration>,
}

/// A client id with the certificate that registers it.
#[derive(Debug, Clone)]
struct Registration {
    client_id: String,
    file: PathBuf,
}

impl FromStr for Registration {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (client_id, file) = text.split_once('=').ok_or("write it as CLIENT_ID=FILE")?;
        Ok(Self {
            client_id: client_id.to_owned(),
            file: file.into(),
        })
    }
}

impl Registration {
    fn certificate(&self) -> Result<String, ConfigurationError> {
        let pem = input::text(&self.file, input::KEY_LIMIT)?;
        if X509::from_pem(pem.as_bytes()).is_err() {
            let problem = format!("{} holds no certificate", self.file.display());
            return Err(ConfigurationError::new(problem)
                .fix("give the certificate of the client's key, in PEM"));
        }
        Ok(pem)
    }
}

impl Serve {
    pub(super) fn execute(&self, library: &Library) -> Result<ExitCode, CliError> {
        let profile = library.profile(&self.profile.profile)?;
        let roles = profile.requirements();
        let roles = roles.filter_map(|id| Some(library.registry.get(id)?.binds));
        let settings = self.settings(&profile, roles.collect())?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|error| HarnessError::Broken(error.to_string()))?;
        runtime.block_on(self.serve(library, &profile, settings))
    }

    async fn serve(
        &self,
        library: &Library,
        profile: &Profile,
        settings: ServeSettings,
    ) -> Result<ExitCode, CliError> {
        let in_use = ports::taken(self.first_port);
        let started = Box::pin(Served::start(settings)).await;
        let served = started.map_err(|error| match ports::problem(&in_use, &error) {
            Some(problem) => CliError::Configuration(problem),
            None => CliError::Harness(error),
        })?;
        let token = entropy::identifier();
        put(&self.folder.join("ca.pem"), &served.authority_pem)?;
        put_secret(&self.folder.join(CONTROL_TOKEN_FILE), &token)?;
        let place = served.control_place().await?;
        let base = place.base().clone();
        let targets = self.write_targets(library, profile, &served, &base)?;
        let control = self.control(profile, &served, &targets);
        let told = control.credentials.clone();
        let ticket = control.tickets.issue();
        let port = base.port_or_known_default().unwrap_or_default();
        let _control = place.serve(console::router(control, token, port))?;
        self.tell(&told, &base, &ticket);
        if !library.terminal.is_quiet() {
            say("Ctrl-C stops it");
        }
        if library.terminal.is_verbose() {
            tokio::spawn(exchanges::tell(served.controls()));
        }
        let stopped = tokio::signal::ctrl_c().await;
        stopped.map_err(|error| HarnessError::Broken(error.to_string()))?;
        Ok(ExitCode::Conformant)
    }

    /// Writes the target files and what they name; their names. The parties are controlled at this address.
    fn write_targets(
        &self,
        library: &Library,
        profile: &Profile,
        served: &Served,
        control: &Url,
    ) -> Result<Vec<&'static str>, CliError> {
        targets::write_what_they_name(&self.folder, served)?;
        let files = targets::of(&library.data, profile, served, control)?;
        for file in &files {
            put(&self.folder.join(file.name), &file.text)?;
        }
        Ok(files.iter().map(|file| file.name).collect())
    }

    fn settings(
        &self,
        profile: &Profile,
        roles: BTreeSet<Role>,
    ) -> Result<ServeSettings, CliError> {
        let documents = self.folder.join("documents");
        private::create_folder(&documents).map_err(|source| self.unwritable(source))?;
        Ok(ServeSettings {
            wire: profile.wire.clone(),
            roles,
            first_port: self.first_port,
            documents,
            clients: self.clients()?,
        })
    }

    fn clients(&self) -> Result<Vec<ServedClient>, CliError> {
        let own = [
            (SCRIPT_CLIENT, SCRIPT_KEY_FILE, Some("AT")),
            ("office-fr", "office-fr.pem", Some("FR")),
            ("office-ib", "office-ib.pem", Some("IB")),
            ("office-pt", "office-pt.pem", None),
        ];
        let mut clients = Vec::new();
        for (client_id, file, office) in own {
            let key = self.key(file)?;
            clients.push(client(client_id, ServedKey::Secret(Box::new(key)), office));
        }
        for registration in &self.client_certificate {
            let pem = registration.certificate()?;
            clients.retain(|client| client.client_id != registration.client_id);
            clients.push(client(
                &registration.client_id,
                ServedKey::CertificatePem(pem),
                Some("AT"),
            ));
        }
        Ok(clients)
    }

    /// The key in a file of the folder, made if there is none yet, so that it outlives a restart.
    fn key(&self, name: &str) -> Result<SecretKey, CliError> {
        let path = self.folder.join(name);
        if let Ok(pem) = fs::read_to_string(&path) {
            let key = SecretKey::from_pkcs8_pem(&pem).or_else(|_| SecretKey::from_sec1_pem(&pem));
            return key.map_err(|_| {
                let problem = format!("{} is no P-256 key in PEM", path.display());
                ConfigurationError::new(problem)
                    .fix("remove the file, and it is made anew")
                    .into()
            });
        }
        let key = SecretKey::generate();
        let pem = key.to_pkcs8_pem(LineEnding::LF);
        put_secret(
            &path,
            &pem.map_err(|error| HarnessError::Broken(error.to_string()))?,
        )?;
        Ok(key)
    }

    fn unwritable(&self, source: std::io::Error) -> HarnessError {
        HarnessError::Write {
            path: self.folder.clone(),
            source,
        }
    }

    /// Everything that is to be controlled, with what a client needs.
    fn control(&self, profile: &Profile, served: &Served, targets: &[&str]) -> Control {
        Control {
            parties: served.controls(),
            credentials: credentials::of(&self.folder, profile, served, targets),
            ..Control::default()
        }
    }

    fn tell(&self, credentials: &[Credential], base: &Url, ticket: &str) {
        let token = self.folder.join(CONTROL_TOKEN_FILE);
        let control = format!("{base} (bearer token in {})", token.display());
        let way_in = format!("{base}{} (once)", console::way_in(ticket));
        let own = [("control", control), ("console", way_in)];
        let width = credentials.iter().map(|line| line.name.len()).max();
        let width = width.unwrap_or_default();
        let told = credentials.iter();
        let told = told.map(|line| (line.name.as_str(), line.value.clone()));
        for (name, value) in told.chain(own) {
            say(format_args!("{name:<width$}  {value}"));
        }
    }
}

fn client(client_id: &str, key: ServedKey, office: Option<&str>) -> ServedClient {
    ServedClient {
        client_id: client_id.to_owned(),
        key,
        scopes: PUBLISHED_SCOPES.map(str::to_owned).into(),
        office: office.map(str::to_owned),
    }
}

fn put(path: &Path, text: &str) -> Result<(), HarnessError> {
    put_octets(path, text.as_bytes())
}

fn put_octets(path: &Path, octets: &[u8]) -> Result<(), HarnessError> {
    fs::write(path, octets).map_err(|source| HarnessError::Write {
        path: path.to_owned(),
        source,
    })
}

/// Writes a file that only its owner can read.
fn put_secret(path: &Path, text: &str) -> Result<(), HarnessError> {
    private::write(path, text.as_bytes()).map_err(|source| HarnessError::Write {
        path: path.to_owned(),
        source,
    })
}
