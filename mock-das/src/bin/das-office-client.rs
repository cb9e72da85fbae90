//! The reference client of an office as a program: one operation each time, as the driver contract in `fixtures/drivers` has it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::FalseyValueParser;
use clap::{ArgAction, Parser, ValueEnum};
use mock_das::Variant;
use mock_das::client::{
    Client, Document, Identity, Pacing, Settings, Signatures, fault_plan, keep,
};
use mock_das::content::FormatCategory;
use mock_kit::Clock;
use url::Url;

/// Registers or retrieves one document. Exit code 0: done. Any other: not done, and standard error says why.
///
/// Each option may be given by an environment variable of the driver contract instead: `--das-base` by `DAS_BASE`.
#[derive(Debug, Parser)]
#[command(args_override_self = true)]
struct Arguments {
    /// The issuer of access tokens.
    #[arg(long)]
    issuer: Url,
    /// Under which URL the operations of DAS stand.
    #[arg(long)]
    das_base: Url,
    /// PEM file of the certificate authorities to trust; no others are.
    #[arg(long)]
    ca_file: PathBuf,
    /// The client id.
    #[arg(long)]
    client_id: String,
    /// PEM file of the private key.
    #[arg(long)]
    key_file: PathBuf,
    /// The name of the key, where it was registered with one.
    #[arg(long)]
    key_id: Option<String>,
    /// The scope to ask for.
    #[arg(long)]
    scope: String,
    /// Whom access tokens must name as their audience; the client itself by default.
    #[arg(long)]
    audience: Option<String>,
    /// What is to be done.
    #[arg(long)]
    operation: Operation,
    /// The kind of the document.
    #[arg(long)]
    document_kind: String,
    /// Its number.
    #[arg(long)]
    document_number: String,
    /// Its filing date.
    #[arg(long)]
    document_date: String,
    /// Its access code.
    #[arg(long)]
    access_code: String,
    /// Its format.
    #[arg(long, default_value = "pdf")]
    document_format: Format,
    /// The file that is read for a registration and written by a retrieval.
    #[arg(long)]
    document_file: PathBuf,
    /// Whether to sign by a number that begins with a zero octet.
    #[arg(long, action = ArgAction::Set, default_value = "0", value_parser = FalseyValueParser::new())]
    leading_zero: bool,
    /// Deviations to commit, for the judge's own tests.
    #[arg(long, value_delimiter = ' ')]
    fault: Vec<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Operation {
    Register,
    Retrieve,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Pdf,
    Zip,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(Arguments::parse_from(given())).await {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("failed to {error}");
            ExitCode::FAILURE
        }
    }
}

/// Which option each variable of the contract stands for.
const VARIABLES: [(&str, &str); 16] = [
    ("DAS_ISSUER", "--issuer"),
    ("DAS_BASE", "--das-base"),
    ("DAS_CA_FILE", "--ca-file"),
    ("DAS_CLIENT_ID", "--client-id"),
    ("DAS_KEY_FILE", "--key-file"),
    ("DAS_KEY_ID", "--key-id"),
    ("DAS_SCOPE", "--scope"),
    ("DAS_AUDIENCE", "--audience"),
    ("DAS_OPERATION", "--operation"),
    ("DAS_DOCUMENT_KIND", "--document-kind"),
    ("DAS_DOCUMENT_NUMBER", "--document-number"),
    ("DAS_DOCUMENT_DATE", "--document-date"),
    ("DAS_ACCESS_CODE", "--access-code"),
    ("DAS_DOCUMENT_FORMAT", "--document-format"),
    ("DAS_DOCUMENT_FILE", "--document-file"),
    ("DAS_LEADING_ZERO", "--leading-zero"),
];

/// The options of the environment, then those of the command line, which win.
fn given() -> Vec<OsString> {
    let mut arguments = std::env::args_os();
    let mut given: Vec<OsString> = arguments.next().into_iter().collect();
    for (variable, option) in VARIABLES {
        if let Some(value) = std::env::var_os(variable).filter(|value| !value.is_empty()) {
            given.extend([OsString::from(option), value]);
        }
    }
    given.extend(arguments);
    given
}

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

async fn run(arguments: Arguments) -> Outcome<String> {
    let faults = fault_plan();
    for fault in &arguments.fault {
        faults.activate(fault)?;
    }
    let mut client = Client::new(settings(&arguments)?, faults)?;
    let identity = identity(&arguments);
    match arguments.operation {
        Operation::Register => {
            let document = document(&arguments, identity)?;
            Ok(client.register(&document).await?.request_ack_id)
        }
        Operation::Retrieve => {
            let keep = |content: &[u8]| keep(&arguments.document_file, content);
            let retrieved = client.retrieve(&identity, keep).await?;
            Ok(retrieved.request_ack_id)
        }
    }
}

fn settings(arguments: &Arguments) -> Outcome<Settings> {
    let mut variant = Variant::default();
    if let Some(audience) = &arguments.audience {
        variant.audience = mock_das::TokenAudience::Api(audience.clone());
    }
    Ok(Settings {
        issuer: arguments.issuer.clone(),
        das_base: arguments.das_base.clone(),
        variant,
        trust: vec![read(&arguments.ca_file)?],
        client_id: arguments.client_id.clone(),
        private_key_pem: read(&arguments.key_file)?,
        kid: arguments.key_id.clone(),
        scope: arguments.scope.clone(),
        clock: Clock::system(),
        pacing: Pacing::Real,
        signatures: if arguments.leading_zero {
            Signatures::BeginningWithZero
        } else {
            Signatures::AsTheyCome
        },
        content_keys: Vec::new(),
    })
}

fn identity(arguments: &Arguments) -> Identity {
    Identity {
        kind: arguments.document_kind.clone(),
        number: arguments.document_number.clone(),
        date: arguments.document_date.clone(),
        access_code: arguments.access_code.clone(),
    }
}

fn document(arguments: &Arguments, identity: Identity) -> Outcome<Document> {
    let file = &arguments.document_file;
    let name = file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    Ok(Document {
        identity,
        content: std::fs::read(file).map_err(|error| unreadable(file, &error))?,
        format: match arguments.document_format {
            Format::Pdf => FormatCategory::Pdf,
            Format::Zip => FormatCategory::Zip,
        },
        reference: name,
    })
}

fn read(file: &Path) -> Outcome<String> {
    Ok(std::fs::read_to_string(file).map_err(|error| unreadable(file, &error))?)
}

fn unreadable(file: &Path, error: &std::io::Error) -> String {
    format!("read {}: {error}", file.display())
}
