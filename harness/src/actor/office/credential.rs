//! What a caller shows in place of its own valid access token, and how it shows it.

pub mod forgery;

use base64ct::{Base64, Encoding as _};
use jiff::SignedDuration;

use self::forgery::Forger;
use super::Office;
use crate::actor::Party;
use crate::actor::environment::Environment;
use crate::actor::environment::clients::Who;
use crate::actor::oauth_client::{legal_assertion, lifetime, obtain_access_token, obtain_tokens};
use crate::exchange::call::Call;
use crate::named::named;
use crate::stop::Stop;

/// How far beyond its expiry a token is tried: farther than any allowance for clocks that differ.
const BEYOND: SignedDuration = SignedDuration::from_mins(10);
/// How far ahead of its time a token is tried.
const AHEAD: SignedDuration = SignedDuration::from_hours(2);

named! {
    /// A credential that should not open the API, by what the caller does.
    pub enum Credential {
        /// No `Authorization` header.
        Nothing = "no access token",
        /// The scheme and nothing behind it.
        Empty = "an empty access token",
        /// What was meant for the token endpoint.
        ClientAssertion = "a client assertion",
        /// HTTP Basic.
        Basic = "its client id and its assertion as password",
        /// A good token under the wrong scheme.
        UnderBasic = "an access token under the scheme Basic",
        /// A good token under a scheme that only begins rightly.
        UnderBearerX = "an access token under the scheme BearerX",
        /// Two headers, the first of them good.
        GoodThenBad = "its access token followed by an invalid one",
        /// Two headers, the second of them good.
        BadThenGood = "an invalid access token followed by its own",
        /// Two headers, both good, for two offices.
        TwoOffices = "its access token and that of another office",
        /// A good token where it does not belong.
        InQuery = "its access token in the query",
        /// A good token where it does not belong, a bad one where it does.
        InQueryBesideBad = "its access token in the query and an invalid one in the header",
        /// Any text.
        NoJwt = "an access token that is no JWT",
        /// Another signer.
        ForeignKey = "an access token signed with a foreign key",
        /// The key that signs client assertions.
        ClientKey = "an access token signed with the key of the client",
        /// Another subject under the old signature.
        ChangedSubject = "an access token whose subject was changed",
        /// A later expiry under the old signature.
        ChangedExpiry = "an access token whose expiry was changed",
        /// A signature over something else.
        OtherSignature = "an access token with the signature of another one",
        /// The third part left empty.
        NoSignature = "an access token without its signature",
        /// `alg` is `none`.
        Unsigned = "an access token that is unsigned",
        /// `alg` is `None`.
        UnsignedCapital = "an access token that is unsigned, with a capital",
        /// `alg` is `NONE`.
        UnsignedCapitals = "an access token that is unsigned, in capitals",
        /// `alg` is `nOnE`.
        UnsignedMixed = "an access token that is unsigned, in mixed letters",
        /// HS256 with the PEM text of the published key.
        HmacPem = "an access token keyed with the public key as PEM",
        /// HS256 with the DER octets of the published key.
        HmacDer = "an access token keyed with the public key as DER",
        /// HS256 with the octets of the modulus, or of the point.
        HmacModulus = "an access token keyed with the modulus of the public key",
        /// A `jwk` header.
        OwnKey = "an access token with its own key in the header",
        /// An `x5c` header.
        OwnCertificate = "an access token with its own certificate in the header",
        /// Time has passed.
        Expired = "an access token that has expired",
        /// Its time has not come.
        NotYetValid = "an access token that is not yet valid",
        /// The authorization server minted it so.
        MintedExpired = "an access token issued after its expiry",
        /// The authorization server minted it so.
        OtherIssuer = "an access token of another issuer",
        /// The authorization server minted it so.
        OtherAudience = "an access token for another audience",
        /// The authorization server minted it so.
        NoScope = "an access token without scope",
    }
}

named! {
    /// A spelling of the scheme `Bearer`.
    pub enum Capitals {
        /// `bearer`.
        Lower = "lower case",
        /// `BEARER`.
        Upper = "upper case",
        /// `bEaReR`.
        Mixed = "mixed case",
    }
}

impl Capitals {
    /// The scheme in this spelling.
    pub fn scheme(self) -> &'static str {
        match self {
            Self::Lower => "bearer",
            Self::Upper => "BEARER",
            Self::Mixed => "bEaReR",
        }
    }
}

impl Credential {
    /// Puts the credential on a call of the office. Time passes where it takes time to come by the credential.
    pub async fn show(
        self,
        environment: &Environment,
        office: &Office,
        call: Call,
    ) -> Result<Call, Stop> {
        let own = office.access_token();
        Ok(match self {
            Self::Nothing => call,
            Self::Empty => call.header("Authorization", "Bearer "),
            Self::ClientAssertion => call.bearer(&assertion(environment, office).await?),
            Self::Basic => call.header(
                "Authorization",
                basic(office, &assertion(environment, office).await?),
            ),
            Self::UnderBasic => call.header("Authorization", format!("Basic {own}")),
            Self::UnderBearerX => call.header("Authorization", format!("BearerX {own}")),
            Self::GoodThenBad => call.bearer(own).bearer(&broken(own)),
            Self::BadThenGood => call.bearer(&broken(own)).bearer(own),
            Self::TwoOffices => call
                .bearer(own)
                .bearer(&obtain_access_token(environment, Who::AnotherClient).await?),
            Self::InQuery => in_query(call, own),
            Self::InQueryBesideBad => in_query(call, own).bearer(&broken(own)),
            Self::NoJwt => call.bearer("not-a-token"),
            Self::Expired => call.bearer(&self.expired(environment, office).await?),
            Self::NotYetValid => call.bearer(&not_yet_valid(environment, office.client.who).await?),
            Self::MintedExpired | Self::OtherIssuer | Self::OtherAudience | Self::NoScope => {
                call.bearer(&self.minted(environment, office).await?)
            }
            _ => call.bearer(
                &Forger::learn(environment, office)
                    .await?
                    .forge(self)
                    .await?,
            ),
        })
    }

    async fn expired(self, environment: &Environment, office: &Office) -> Result<String, Stop> {
        let client = environment.client(office.client.who)?;
        let issued = obtain_tokens(environment, client).await?;
        lifetime::outlive(environment, &issued, BEYOND).await?;
        Ok(issued.access_token().unwrap_or_default())
    }

    /// A token that the authorization server, told to misbehave, mints and signs.
    async fn minted(self, environment: &Environment, office: &Office) -> Result<String, Stop> {
        let fault = match self {
            Self::MintedExpired => "mints-expired-tokens",
            Self::OtherIssuer => "mints-tokens-of-another-issuer",
            Self::OtherAudience => "mints-tokens-for-another-audience",
            _ => "mints-tokens-without-scope",
        };
        environment
            .stimulate(Party::AuthorizationServer, fault)
            .await?;
        obtain_access_token(environment, office.client.who).await
    }
}

async fn not_yet_valid(environment: &Environment, who: Who) -> Result<String, Stop> {
    environment.advance(AHEAD).await?;
    let token = obtain_access_token(environment, who).await?;
    environment.advance(-AHEAD).await?;
    Ok(token)
}

async fn assertion(environment: &Environment, office: &Office) -> Result<String, Stop> {
    let audience = environment.authorization_server().await?.token_endpoint;
    let now = environment.clock().unix_now();
    Ok(legal_assertion(&office.client, audience.as_str(), now).signed_by(&office.client.key))
}

fn basic(office: &Office, password: &str) -> String {
    let pair = format!("{}:{password}", office.client.client_id);
    format!("Basic {}", Base64::encode_string(pair.as_bytes()))
}

fn in_query(mut call: Call, access_token: &str) -> Call {
    call.url
        .query_pairs_mut()
        .append_pair("access_token", access_token);
    call
}

/// The token with the middle of its signature changed.
fn broken(access_token: &str) -> String {
    let Some((input, signature)) = access_token.rsplit_once('.') else {
        return "broken".to_owned();
    };
    let flipped: String = signature.chars().rev().collect();
    format!("{input}.{flipped}")
}
