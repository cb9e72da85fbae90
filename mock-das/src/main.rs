//! A DAS of its own: serves the hosted flows against a given authorization server until it is interrupted.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Parser;
use mock_das::storage::BucketSettings;
use mock_das::{AuthorizationServer, Office, Settings, StorageChoice, Variant, spawn};
use mock_kit::tls::{ServerIdentity, TestAuthority};
use mock_kit::{Clock, ListenerSettings};
use url::Url;

/// Serves a DAS.
#[derive(Debug, Parser)]
struct Arguments {
    /// The issuer whose access tokens are honoured.
    #[arg(long)]
    issuer: Url,
    /// A file with certificates of authorities to trust on outbound connections.
    #[arg(long)]
    trust: Vec<PathBuf>,
    /// The address to listen on.
    #[arg(long, default_value = "127.0.0.1:8443")]
    listen: SocketAddr,
    /// The base URL that offices use, where it is another one.
    #[arg(long)]
    advertised: Option<Url>,
    /// The certificate chain to serve with; without one, an authority is made for this run and its certificate is printed.
    #[arg(long, requires = "key")]
    certificate: Option<PathBuf>,
    /// The private key of the certificate.
    #[arg(long, requires = "certificate")]
    key: Option<PathBuf>,
    /// An existing folder for documents; without one they are kept in memory.
    #[arg(long, conflicts_with = "bucket")]
    folder: Option<PathBuf>,
    /// An existing S3 bucket for documents, to which signed URLs lead directly. The store keeps its own time: a target file for such a
    /// DAS claims no `clock-control`. The access key is read from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
    #[arg(long, requires = "endpoint")]
    bucket: Option<String>,
    /// The S3 service of the bucket, reached by https.
    #[arg(long, requires = "bucket")]
    endpoint: Option<Url>,
    /// The region of the bucket.
    #[arg(long, default_value = "us-east-1")]
    region: String,
    /// An authorised office, as its code and its client id: `AT=client-of-at`.
    #[arg(long, value_parser = office)]
    office: Vec<Office>,
}

fn office(text: &str) -> Result<Office, String> {
    let (code, client_id) = text.split_once('=').ok_or("write CODE=CLIENT_ID")?;
    Ok(Office {
        code: code.to_owned(),
        client_id: client_id.to_owned(),
        api: None,
        depositing: true,
        accessing: true,
        addresses: Vec::new(),
        encryption_keys: None,
    })
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let handle = spawn(settings(Arguments::parse())?).await?;
    println!("DAS serves {}", handle.base());
    tokio::signal::ctrl_c().await?;
    handle.stop();
    Ok(())
}

fn settings(arguments: Arguments) -> Result<Settings, Box<dyn std::error::Error>> {
    let trust = arguments.trust.iter().map(std::fs::read_to_string);
    let storage = storage(&arguments)?;
    Ok(Settings {
        listener: ListenerSettings {
            address: arguments.listen,
            advertised: arguments.advertised.clone(),
            identity: Some(identity(&arguments)?),
        },
        variant: Variant::default(),
        clock: Clock::system(),
        authorization_server: AuthorizationServer {
            issuer: arguments.issuer,
            trust: trust.collect::<Result<_, _>>()?,
        },
        offices: arguments.office,
        pct: None,
        storage,
        processing_time: Settings::PROCESSING_TIME,
    })
}

fn storage(arguments: &Arguments) -> Result<StorageChoice, Box<dyn std::error::Error>> {
    if let (Some(bucket), Some(endpoint)) = (&arguments.bucket, &arguments.endpoint) {
        return Ok(StorageChoice::Bucket(BucketSettings {
            endpoint: endpoint.clone(),
            bucket: bucket.clone(),
            region: arguments.region.clone(),
            access_key: secret("AWS_ACCESS_KEY_ID")?,
            secret: secret("AWS_SECRET_ACCESS_KEY")?,
        }));
    }
    let folder = arguments.folder.clone();
    Ok(folder.map_or(StorageChoice::Memory, StorageChoice::Folder))
}

fn secret(name: &str) -> Result<String, String> {
    std::env::var(name).map_err(|_| format!("set {name}"))
}

fn identity(arguments: &Arguments) -> Result<ServerIdentity, Box<dyn std::error::Error>> {
    if let (Some(certificate), Some(key)) = (&arguments.certificate, &arguments.key) {
        let chain = std::fs::read_to_string(certificate)?;
        return Ok(ServerIdentity::from_pem(
            &chain,
            &std::fs::read_to_string(key)?,
        )?);
    }
    let authority = TestAuthority::new()?;
    println!("{}", authority.pem());
    Ok(authority.identity_for(&["localhost", "127.0.0.1"])?)
}
