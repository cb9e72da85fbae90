//! Runs the authorization server by itself, for trying a client against it.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;

use clap::{Parser, ValueEnum};
use mock_kit::tls::TestAuthority;
use mock_kit::{Clock, ListenerSettings};
use mock_oidc::{Client, ClientKeys, Settings, Variant};
use url::Url;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The scope of clients for which none is given.
const USUAL_SCOPE: &str = "das-api/das-access";

/// Runs the machine-to-machine authorization server of the DAS conformance harness.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1:9443")]
    listen: SocketAddr,
    /// Base URL that clients use, where it differs from the address listened on.
    #[arg(long)]
    advertise: Option<Url>,
    /// Path of the issuer.
    #[arg(long, default_value = "/am/oauth2")]
    issuer_path: String,
    /// Shape of the access tokens.
    #[arg(long, value_enum, default_value_t = Shape::DasV1)]
    shape: Shape,
    /// Audience of the access tokens in the shape of the seed.
    #[arg(long, default_value = "das-api")]
    audience: String,
    /// A client: `id=NAME`, one of `certificate=FILE`, `jwks=FILE` and `jwks-url=URL`, and `scope=VALUE` (may repeat).
    #[arg(long = "client", value_name = "id=…,certificate=…")]
    clients: Vec<ClientArgument>,
    /// PEM file with an authority that is trusted when key sets are fetched.
    #[arg(long = "trust", value_name = "FILE")]
    trust: Vec<PathBuf>,
    /// Where the certificate of the server's own authority is written.
    #[arg(long, default_value = "mock-oidc-authority.pem")]
    authority: PathBuf,
}

/// Shapes of access tokens.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Shape {
    /// As deployed.
    DasV1,
    /// As first specified.
    DasSeed,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("mock-oidc: failed to {failure}");
            ExitCode::from(2)
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Failure> {
    let authority = TestAuthority::new()?;
    write(&arguments.authority, authority.pem())?;
    let server = mock_oidc::spawn(settings(&arguments, &authority)?).await?;
    println!("issuer     {}", server.issuer());
    println!("token      {}", server.token_endpoint());
    println!("authority  {}", arguments.authority.display());
    tokio::signal::ctrl_c().await?;
    Ok(())
}

fn settings(arguments: &Arguments, authority: &TestAuthority) -> Result<Settings, Failure> {
    let clients = arguments.clients.iter().map(ClientArgument::read);
    let trust = arguments.trust.iter().map(|path| read(path));
    Ok(Settings {
        listener: listener(arguments, authority)?,
        variant: variant(arguments),
        clock: Clock::system(),
        trust: trust.collect::<Result<_, _>>()?,
        clients: clients.collect::<Result<_, _>>()?,
        users: Vec::new(),
    })
}

fn listener(arguments: &Arguments, authority: &TestAuthority) -> Result<ListenerSettings, Failure> {
    let own = arguments.listen.ip().to_string();
    let told = arguments
        .advertise
        .as_ref()
        .and_then(Url::host_str)
        .unwrap_or("localhost");
    Ok(ListenerSettings {
        address: arguments.listen,
        advertised: arguments.advertise.clone(),
        identity: Some(authority.identity_for(&["localhost", &own, told])?),
    })
}

fn variant(arguments: &Arguments) -> Variant {
    let shaped = match arguments.shape {
        Shape::DasV1 => Variant::das_v1(),
        Shape::DasSeed => Variant::das_seed(&arguments.audience),
    };
    Variant {
        issuer_path: arguments.issuer_path.clone(),
        ..shaped
    }
}

/// A client as it is written on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ClientArgument {
    id: String,
    keys: KeysArgument,
    scopes: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum KeysArgument {
    Certificate(PathBuf),
    Jwks(PathBuf),
    JwksUrl(Url),
}

impl FromStr for ClientArgument {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (mut id, mut keys, mut scopes) = (None, None, Vec::new());
        for part in text.split(',') {
            let (name, value) = part
                .split_once('=')
                .ok_or_else(|| format!("{part:?} is not name=value"))?;
            match name {
                "id" => id = Some(value.to_owned()),
                "certificate" => keys = Some(KeysArgument::Certificate(value.into())),
                "jwks" => keys = Some(KeysArgument::Jwks(value.into())),
                "jwks-url" => keys = Some(KeysArgument::JwksUrl(address(value)?)),
                "scope" => scopes.push(value.to_owned()),
                _ => {
                    return Err(format!(
                        "{name:?} is none of id, certificate, jwks, jwks-url, scope"
                    ));
                }
            }
        }
        if scopes.is_empty() {
            scopes.push(USUAL_SCOPE.to_owned());
        }
        Ok(Self {
            id: id.ok_or("id=… is missing")?,
            keys: keys.ok_or("certificate=…, jwks=… or jwks-url=… is missing")?,
            scopes,
        })
    }
}

impl ClientArgument {
    fn read(&self) -> Result<Client, Failure> {
        let keys = match &self.keys {
            KeysArgument::Certificate(path) => ClientKeys::CertificatePem(read(path)?),
            KeysArgument::Jwks(path) => ClientKeys::Jwks(json(path)?),
            KeysArgument::JwksUrl(url) => ClientKeys::JwksUrl(url.clone()),
        };
        Ok(Client::machine(&self.id, keys, self.scopes.clone()))
    }
}

fn address(text: &str) -> Result<Url, String> {
    Url::parse(text).map_err(|error| format!("{text:?} is no URL: {error}"))
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path)
        .map_err(|error| format!("read {}: {error}", path.display()).into())
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|error| format!("write {}: {error}", path.display()).into())
}

fn json(path: &Path) -> Result<serde_json::Value, Failure> {
    let text = read(path)?;
    mock_kit::strict_json::parse(text.as_bytes())
        .map_err(|error| format!("read {}: {error}", path.display()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_read_with_its_certificate_and_the_usual_scope() {
        let read = "id=das-api-auth,certificate=es256_cert.pem".parse::<ClientArgument>();
        let wanted = ClientArgument {
            id: "das-api-auth".to_owned(),
            keys: KeysArgument::Certificate("es256_cert.pem".into()),
            scopes: vec![USUAL_SCOPE.to_owned()],
        };
        assert_eq!(read, Ok(wanted));
    }

    #[test]
    fn an_incomplete_or_unknown_client_is_refused() {
        for text in [
            "",
            "id=a",
            "certificate=a.pem",
            "id=a,key=b",
            "id=a,jwks-url=b",
        ] {
            assert!(text.parse::<ClientArgument>().is_err(), "{text}");
        }
    }
}
