//! What the other parties do to the client.

use cucumber::given;

use crate::actor::Party;
use crate::actor::environment::office_client::{Leg, WrongCertificate};
use crate::named::named;
use crate::stop::Step;
use crate::world::World;

named! {
    /// How a party misbehaves towards the client.
    pub enum Trouble {
        /// The token endpoint refuses it.
        UnknownClient = "the authorization server knows none of its clients",
        /// Metadata of somebody else.
        AnotherIssuer = "the metadata name another issuer",
        /// Metadata that lead to somebody else.
        AnotherHost = "the metadata name a token endpoint at another host",
        /// A signature that no published key verifies.
        ForeignSignature = "access tokens are signed with a key that nobody published",
        /// Tokens of the past.
        ExpiredTokens = "access tokens have expired when they are issued",
        /// Tokens for somebody else.
        ForeignAudience = "access tokens are made for another audience",
        /// Tokens for nothing.
        NoScope = "access tokens cover no scope",
        /// A token that was good ends.
        RefusedToken = "DAS refuses the access token in the middle of an exchange",
        /// The upload comes too late.
        ExpiredUploadUrl = "the upload URL expires before it is used",
        /// The upload is refused for good.
        TooLarge = "every upload is refused as too large",
        /// The storage is out of order.
        BrokenUploads = "every upload breaks down",
        /// Files and retrievals are not finished at the first look.
        Slow = "DAS takes its time",
        /// Downloads differ from what is kept.
        CorruptDownloads = "downloads come with a changed octet",
        /// Downloads end early.
        BrokenDownloads = "downloads break off in the middle",
        /// A signature by nobody known.
        UnknownContentKey = "content is signed with a key that DAS does not publish",
        /// Encrypted by anybody.
        UnsignedContent = "encrypted content is not signed",
        /// The checksum is another one.
        WrongChecksums = "DAS states the checksum of another document",
        /// 429.
        Busy = "DAS is busy for some seconds",
        /// 503.
        Down = "DAS is down for some seconds",
        /// 307.
        Redirections = "DAS redirects to another host",
        /// 403.
        Refusals = "DAS refuses every registration and every retrieval",
    }
}

impl Trouble {
    /// Whose misbehaviour it is, and its name there.
    fn fault(self) -> (Party, &'static str) {
        match self {
            Self::UnknownClient => (Party::AuthorizationServer, "knows-nobody"),
            Self::AnotherIssuer => (Party::AuthorizationServer, "advertises-another-issuer"),
            Self::AnotherHost => (
                Party::AuthorizationServer,
                "names-the-token-endpoint-at-another-host",
            ),
            Self::ForeignSignature => (Party::AuthorizationServer, "signs-with-an-unpublished-key"),
            Self::ExpiredTokens => (Party::AuthorizationServer, "mints-expired-tokens"),
            Self::ForeignAudience => (
                Party::AuthorizationServer,
                "mints-tokens-for-another-audience",
            ),
            Self::NoScope => (Party::AuthorizationServer, "mints-tokens-without-scope"),
            Self::RefusedToken => (Party::Das, "refuses-a-token-in-mid-flow"),
            Self::ExpiredUploadUrl => (Party::Das, "lets-an-upload-url-expire"),
            Self::TooLarge => (Party::Das, "refuses-uploads-as-too-large"),
            Self::BrokenUploads => (Party::Das, "breaks-down-at-uploads"),
            Self::Slow => (Party::Das, "takes-its-time"),
            Self::CorruptDownloads => (Party::Das, "corrupts-downloads"),
            Self::BrokenDownloads => (Party::Das, "breaks-downloads-off"),
            Self::UnknownContentKey => (Party::Das, "signs-content-with-an-unpublished-key"),
            Self::UnsignedContent => (Party::Das, "encrypts-unsigned-content"),
            Self::WrongChecksums => (Party::Das, "misstates-checksums"),
            Self::Busy => (Party::Das, "is-busy-for-a-while"),
            Self::Down => (Party::Das, "is-down-for-a-while"),
            Self::Redirections => (Party::Das, "redirects-elsewhere"),
            Self::Refusals => (Party::Das, "refuses-everything"),
        }
    }
}

#[given(expr = "from then on {}")]
async fn misbehaves(world: &mut World, trouble: Trouble) -> Step {
    // The document is there before anybody misbehaves.
    world.document_of_another_office().await?;
    let (party, fault) = trouble.fault();
    world.environment.stimulate(party, fault).await
}

#[given(expr = "the certificate of {} is now {}")]
async fn shows_wrong_certificate(world: &mut World, leg: Leg, wrong: WrongCertificate) -> Step {
    world.document_of_another_office().await?;
    world.environment.show_wrong_certificate(leg, wrong).await
}

#[given("signed URLs now lead to a place without encryption")]
async fn hands_out_plain_urls(world: &mut World) -> Step {
    world.document_of_another_office().await?;
    world.environment.hand_out_plain_urls().await
}
