//! What the office tells DAS about a forwarded retrieval; the harness is DAS and answers as the scenario wants.

use cucumber::{given, then, when};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::actor::Party;
use crate::actor::office::WELL_BEYOND;
use crate::actor::office::answer::text;
use crate::actor::wipo::das::{Reports, Scripted};
use crate::actor::wipo::sent;
use crate::exchange::model::Exchange;
use crate::named::named;
use crate::oracle::compact::Compact;
use crate::stop::{Step, Stop};
use crate::verdict::Finding;
use crate::world::World;

/// The access code that WIPO tells in a scenario, and nobody may hear again.
pub const ACCESS_CODE: &str = "7C3E";
/// After how many seconds DAS asks to be called again.
const LATER: u32 = 900;

named! {
    /// How DAS turns reports away before it takes them.
    pub enum Turning {
        /// 503 without a word about when to come back.
        Unavailable = "is unavailable",
        /// 503 with `Retry-After`.
        UnavailableForLong = "is unavailable for a quarter of an hour",
        /// 429 with `Retry-After`.
        TooManyRequests = "says that there are too many requests for a quarter of an hour",
    }
}

impl Turning {
    fn answers(self) -> [Scripted; 3] {
        let turned_away = match self {
            Self::Unavailable => (503, None),
            Self::UnavailableForLong => (503, Some(LATER)),
            Self::TooManyRequests => (429, Some(LATER)),
        };
        [turned_away, turned_away, (204, None)]
    }
}

#[given(expr = "a DAS that takes the reports of the office")]
async fn takes_reports(world: &mut World) -> Step {
    open(world, &[(204, None)]).await
}

#[given(expr = "a DAS that {} when the office reports twice and then takes the report")]
async fn turns_reports_away(world: &mut World, turning: Turning) -> Step {
    open(world, &turning.answers()).await
}

async fn open(world: &mut World, answers: &[Scripted]) -> Step {
    let set_up = world.office_server.set_up;
    let reports = Reports::open(&world.environment, set_up, answers).await?;
    world.office_server.reports = Some(reports);
    Ok(())
}

#[given(expr = "the office's requests for access tokens fail")]
async fn tokens_fail(world: &mut World) -> Step {
    // WIPO's own token for the office is obtained before that.
    world
        .environment
        .stimulate(Party::AuthorizationServer, "knows-nobody")
        .await
}

#[when(expr = "the office has prepared the document")]
async fn has_prepared(world: &mut World) -> Step {
    let reports = world.office_server.reports()?;
    reports.wait_for(&world.environment, 1).await.map(drop)
}

#[then(expr = "the office reports the document as prepared")]
async fn reports_success(world: &mut World) -> Step {
    let report = first_report(world, "a notification of success").await?;
    demand_word(&report, "success")
}

#[then(expr = "the office reports that it has no such document, if it has not refused at once")]
async fn reports_error_or_refused(world: &mut World) -> Step {
    if !world.office_server.answer()?.is_served() {
        return Ok(());
    }
    let report = first_report(world, "a refusal, or a notification of an error").await?;
    demand_word(&report, "error")
}

#[then(expr = "the office reports that the document cannot be had, if it has not refused at once")]
async fn reports_obstacle(world: &mut World) -> Step {
    reports_error_or_refused(world).await
}

fn demand_word(report: &Exchange, wanted: &str) -> Step {
    let word = text(&sent(report), "requestStatusCategory").unwrap_or_default();
    if word == wanted {
        return Ok(());
    }
    let expected = format!("requestStatusCategory {wanted}");
    let received = format!("requestStatusCategory {word}");
    Err(Stop::violated(
        Finding::new(expected, received).at(report.number),
    ))
}

#[then(expr = "the office reports nothing before the document can be fetched")]
async fn reports_not_too_early(world: &mut World) -> Step {
    let forwarded = world.office_server.forwarded()?;
    let document = world.office_server.document()?;
    if !world
        .office_server
        .reports()?
        .has(&world.environment, 1)
        .await
    {
        return Ok(());
    }
    // An office that is so fast must be able to hand the document out now.
    let wipo = world.wipo_at_office().await?;
    let located = wipo.locate(&forwarded.das_ack_id, &document).await?;
    if located.is_served() {
        return Ok(());
    }
    let received = format!("a report that came too early: the download URL was {located}");
    Err(Stop::violated(located.finding(
        "no report before the document can be fetched",
        received,
    )))
}

#[then(expr = "the report cites an acknowledgement id of the request")]
async fn cites_the_request(world: &mut World) -> Step {
    let report = any_report(world).await?;
    if !world.reports_on_the_retrieval()?.is_empty() {
        return Ok(());
    }
    let cited = text(&sent(&report), "requestAckId").unwrap_or_default();
    let expected = "a notification with WIPO's or the office's acknowledgement id";
    let received = format!("requestAckId {cited:?}, which neither side gave out");
    Err(Stop::violated(
        Finding::new(expected, received).at(report.number),
    ))
}

#[then(expr = "the report carries an access token that the office obtained with its key")]
async fn carries_a_token(world: &mut World) -> Step {
    let report = any_report(world).await?;
    let expected = "a notification with an access token of WIPO's authorization server";
    let authorization = report.request.header("Authorization").unwrap_or_default();
    let token = authorization
        .split_once(' ')
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let Some((_, token)) = token else {
        return Err(Stop::violated(
            Finding::new(expected, "a notification with no access token").at(report.number),
        ));
    };
    let issuer = world.environment.authorization_server().await?.issuer;
    // What is not a JWT cannot be judged any further.
    let Ok(jwt) = Compact::read(token) else {
        return demand_key_used(world);
    };
    let named = jwt
        .claims
        .get("iss")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if named.replace(":443", "") != issuer.replace(":443", "") {
        let received = format!("a token of {named}, no access token of WIPO's server");
        return Err(Stop::violated(
            Finding::new(expected, received).at(report.number),
        ));
    }
    demand_key_used(world)
}

/// The token request shows how the office authenticated.
fn demand_key_used(world: &World) -> Step {
    let requests = world.environment.received(Party::AuthorizationServer);
    let mut requests = requests
        .iter()
        .filter(|each| each.from == Party::OfficeServer.name());
    let Some(request) = requests.find(|each| each.request.method == "POST") else {
        return Err(Stop::inconclusive(
            "the office's token request was not seen",
        ));
    };
    let form = String::from_utf8_lossy(&request.request.body).into_owned();
    if form.contains("client_assertion=") && !form.contains("client_secret=") {
        return Ok(());
    }
    let expected = "a token request with private_key_jwt";
    Err(Stop::violated(
        Finding::new(expected, "a token request without a client assertion").at(request.number),
    ))
}

#[then(expr = "the office reports once only")]
async fn reports_once(world: &mut World) -> Step {
    first_report(world, "a notification").await?;
    world.environment.advance(WELL_BEYOND * 6).await?;
    world
        .office_server
        .reports()?
        .has(&world.environment, 2)
        .await;
    match world.reports_on_the_retrieval()?.len() {
        1 => Ok(()),
        count => {
            let received = format!("the same notification {count} times");
            Err(Stop::violated(Finding::new(
                "no repetition of a notification that was taken",
                received,
            )))
        }
    }
}

#[then(expr = "the office reports again until DAS has taken the report")]
async fn reports_again(world: &mut World) -> Step {
    first_report(world, "a notification").await?;
    let reports = world.office_server.reports()?;
    for wanted in 2..=3 {
        for _ in 0..8 {
            if reports.has(&world.environment, wanted).await {
                break;
            }
            world.environment.advance(WELL_BEYOND).await?;
        }
    }
    match world.reports_on_the_retrieval()?.len() {
        3.. => Ok(()),
        count => {
            let times = if count == 1 {
                "once".to_owned()
            } else {
                format!("{count} times")
            };
            let received = format!("the notification {times}, and not once more");
            Err(Stop::violated(Finding::new(
                "the notification again until DAS has taken it",
                received,
            )))
        }
    }
}

#[then(expr = "the office does not report again before DAS has asked it to")]
async fn waits(world: &mut World) -> Step {
    first_report(world, "a notification").await?;
    // The first look gives the office the moment that it needs to read the answer.
    let quarter = SignedDuration::from_secs(i64::from(LATER) / 4);
    for _ in 0..3 {
        if world
            .office_server
            .reports()?
            .has(&world.environment, 2)
            .await
        {
            break;
        }
        world.environment.advance(quarter).await?;
    }
    let reports = world.reports_on_the_retrieval()?;
    let [first, second, ..] = reports.as_slice() else {
        return Ok(());
    };
    let waited = seconds_between(first.at, second.at);
    if waited >= i64::from(LATER) {
        return Ok(());
    }
    let expected = format!("no repetition within the {LATER} seconds of Retry-After");
    let received = format!("a repetition after {waited} of the {LATER} seconds of Retry-After");
    Err(Stop::violated(
        Finding::new(expected, received).at(second.number),
    ))
}

fn seconds_between(earlier: Timestamp, later: Timestamp) -> i64 {
    later.duration_since(earlier).as_secs()
}

#[then(expr = "the office reports the document once it has an access token again")]
async fn reports_in_the_end(world: &mut World) -> Step {
    world.environment.advance(WELL_BEYOND).await?;
    if world
        .office_server
        .reports()?
        .has(&world.environment, 1)
        .await
    {
        return Err(Stop::inconclusive("the office had an access token already"));
    }
    world
        .environment
        .calm(Party::AuthorizationServer, "knows-nobody")
        .await?;
    world.environment.advance(WELL_BEYOND * 2).await?;
    let report = first_report(world, "a notification as soon as there is a token").await?;
    demand_word(&report, "success")
}

#[then(expr = "nothing that the office tells DAS contains the access code")]
async fn keeps_the_code(world: &mut World) -> Step {
    first_report(world, "a notification").await?;
    let reports = world.office_server.reports()?.all(&world.environment);
    let telling = reports.iter().find(|report| {
        String::from_utf8_lossy(&report.request.body).contains(&format!("\"{ACCESS_CODE}\""))
    });
    match telling {
        None => Ok(()),
        Some(report) => Err(Stop::violated(
            Finding::new(
                "a notification without the access code",
                "the access code in a notification",
            )
            .at(report.number),
        )),
    }
}

/// The first report on the forwarded retrieval, for which time is given.
pub async fn first_report(world: &World, expected: &str) -> Result<Exchange, Stop> {
    let reports = world.office_server.reports()?;
    let arrived = || Ok(!world.reports_on_the_retrieval()?.is_empty());
    reports.wait_until(&world.environment, arrived).await?;
    let nothing = || Stop::violated(Finding::new(expected, "no notification"));
    world
        .reports_on_the_retrieval()?
        .into_iter()
        .next()
        .ok_or_else(nothing)
}

/// The first report, whatever it is about.
async fn any_report(world: &World) -> Result<Exchange, Stop> {
    let reports = world.office_server.reports()?;
    reports.wait_for(&world.environment, 1).await?;
    let nothing = || Stop::violated(Finding::new("a notification", "no notification"));
    reports
        .all(&world.environment)
        .into_iter()
        .next()
        .ok_or_else(nothing)
}
