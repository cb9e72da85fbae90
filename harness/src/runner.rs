//! Runs scenarios: the steps come from cucumber's collection, the schedule is ours.
//!
//! Cucumber's own executor keeps every scenario on one task, has no deadline and swaps the panic hook of the whole
//! process; this one runs a scenario per thread, each with its own runtime, and ends what takes too long.

use std::cell::Cell;
use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, Once, PoisonError, mpsc};
use std::time::Duration;

use cucumber::World as _;
use cucumber::gherkin;
use cucumber::step::Collection;
use futures::FutureExt as _;
use mock_kit::clock::{Move, Stopwatch};

use crate::actor::environment::Environment;
use crate::actor::environment::reached::Reached;
use crate::actor::office::clearing::withdraw_everything;
use crate::actor::registration::clearing::delete_everything;
use crate::exchange::model::Exchange;
use crate::interruption;
use crate::invariants::{self, Invariant, Judgement, Scene};
use crate::randomness::Seed;
use crate::report::model::{StepResult, StepStatus};
use crate::requirement::Role;
use crate::requirement::wire::Wire;
use crate::scenario::Scenario;
use crate::stop::Stop;
use crate::target::Guest;
use crate::verdict::Outcome;
use crate::world::World;

/// How long a scenario against our own parties may take; real targets get more from their file.
pub const DEADLINE: Duration = Duration::from_mins(1);
/// How often a client acts in one scenario at most.
const RUNS_OF_A_CLIENT: u32 = 2;
/// How many users sign in in one scenario at most.
const SIGN_INS: u32 = 3;
/// How many authentications through a client of the back channel one scenario has at most.
const AUTHENTICATIONS: u32 = 3;

/// One scenario to be run, with what its environment is made of.
pub struct Job {
    /// The place of the result in the report.
    pub index: usize,
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// Makes the environment, on the thread that will run the scenario.
    pub environment: Arc<dyn Fn() -> Result<Environment, Stop> + Send + Sync>,
    /// How long it may take.
    pub deadline: Duration,
}

impl Job {
    /// A scenario against our own parties, which commit these faults.
    pub fn built_in(
        index: usize,
        scenario: &Arc<Scenario>,
        wire: &Arc<Wire>,
        faults: Vec<String>,
    ) -> Self {
        let wire = Arc::clone(wire);
        Self {
            index,
            scenario: Arc::clone(scenario),
            environment: Arc::new(move || Environment::built_in(Arc::clone(&wire), faults.clone())),
            deadline: DEADLINE,
        }
    }

    /// A scenario with a party that is not ours, among our own parties.
    pub fn around(
        index: usize,
        scenario: &Arc<Scenario>,
        wire: &Arc<Wire>,
        guest: &Arc<Guest>,
    ) -> Self {
        let (wire, guest) = (Arc::clone(wire), Arc::clone(guest));
        Self {
            index,
            scenario: Arc::clone(scenario),
            deadline: DEADLINE + patience(&guest),
            environment: Arc::new(move || Environment::around(Arc::clone(&wire), &guest)),
        }
    }

    /// A scenario against parties that are not ours.
    pub fn reached(
        index: usize,
        scenario: &Arc<Scenario>,
        wire: &Arc<Wire>,
        target: &Arc<Reached>,
        deadline: Duration,
    ) -> Self {
        let (wire, target) = (Arc::clone(wire), Arc::clone(target));
        Self {
            index,
            scenario: Arc::clone(scenario),
            environment: Arc::new(move || {
                Environment::reached(Arc::clone(&wire), Arc::clone(&target))
            }),
            deadline,
        }
    }
}

/// How long a guest may take for all that one scenario has it do.
fn patience(guest: &Guest) -> Duration {
    match guest {
        Guest::OfficeClient(client) => client.patience() * RUNS_OF_A_CLIENT,
        Guest::OauthClient(client) => client.deadline * SIGN_INS,
        Guest::CibaClient(client) => client.driver.patience(client.deadline) * AUTHENTICATIONS,
        Guest::Messages(parties) => parties.deadline,
        Guest::RegisteringParty(party) => party.driver.patience(party.deadline),
        Guest::Connector(connector) => connector.driver.patience(connector.deadline),
    }
}

/// What came of a scenario.
#[derive(Debug)]
pub struct Ran {
    /// The place of the result in the report.
    pub index: usize,
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// What it observed.
    pub outcome: Outcome,
    /// How far each step got.
    pub steps: Vec<StepResult>,
    /// What was sent and received.
    pub exchanges: Vec<Exchange>,
    /// Who of those under test has called a host of ours, apart from parties of ours.
    pub callers: Vec<Role>,
    /// What the invariants say about it; those not concerned are left out.
    pub invariants: Vec<(&'static Invariant, Judgement)>,
    /// What the invariants could know, where the scenario was played at all.
    pub scene: Option<Scene>,
    /// How the clock was moved.
    pub clock: Vec<Move>,
    /// How long it took.
    pub duration: Duration,
}

/// Who looks on while a scenario is played.
pub trait Onlooker {
    /// The first step is about to be taken.
    fn begin(&mut self, _environment: &Environment) {}
    /// A step is about to be taken.
    fn before(&mut self, _step: &StepResult) {}
    /// It was taken, or has ended the scenario.
    fn after(&mut self, _environment: &Environment) {}
}

/// Nobody.
impl Onlooker for () {}

/// Runs one job on this thread, with somebody looking on.
pub fn watched(seed: Seed, job: Job, onlooker: &mut dyn Onlooker) -> Ran {
    quieten_panics();
    QUIET.set(true);
    let ran = run_job(&World::collection(), seed, job, onlooker);
    QUIET.set(false);
    ran
}

/// Runs jobs on `workers` threads and hands each result to `report` as it comes, in whatever order. What each makes up follows from the
/// seed.
///
/// Scenarios tagged `@serial` run alone, after all others.
pub fn run(seed: Seed, jobs: Vec<Job>, workers: usize, mut report: impl FnMut(Ran)) {
    quieten_panics();
    let (alone, together): (Vec<Job>, Vec<Job>) =
        jobs.into_iter().partition(|job| job.scenario.is_serial());
    run_together(seed, together, workers, &mut report);
    run_together(seed, alone, 1, &mut report);
}

fn run_together(seed: Seed, jobs: Vec<Job>, workers: usize, report: &mut impl FnMut(Ran)) {
    let workers = workers.clamp(1, jobs.len().max(1));
    let queue = Mutex::new(VecDeque::from(jobs));
    let (sender, results) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let sender = sender.clone();
            let queue = &queue;
            scope.spawn(move || work(seed, queue, &sender));
        }
        drop(sender);
        for ran in results {
            report(ran);
        }
    });
}

fn work(seed: Seed, queue: &Mutex<VecDeque<Job>>, results: &mpsc::Sender<Ran>) {
    QUIET.set(true);
    let collection = World::collection();
    while let Some(job) = next(queue) {
        if results
            .send(run_job(&collection, seed, job, &mut ()))
            .is_err()
        {
            return;
        }
    }
}

fn next(queue: &Mutex<VecDeque<Job>>) -> Option<Job> {
    queue
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .pop_front()
}

fn run_job(
    collection: &Collection<World>,
    seed: Seed,
    job: Job,
    onlooker: &mut dyn Onlooker,
) -> Ran {
    let watch = Stopwatch::start();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let played = match runtime {
        Ok(runtime) => {
            let name = job.scenario.reference.id();
            let playing = play(collection, &job, onlooker);
            let played = runtime.block_on(seed.govern(&name, playing));
            runtime.shutdown_background();
            played
        }
        Err(error) => Played::broken(&job.scenario, Stop::harness_bug(error)),
    };
    Ran {
        index: job.index,
        scenario: job.scenario,
        outcome: played.outcome,
        steps: played.steps,
        exchanges: played.exchanges,
        callers: played.callers,
        invariants: played.invariants,
        scene: played.scene,
        clock: played.clock,
        duration: watch.elapsed(),
    }
}

struct Played {
    outcome: Outcome,
    steps: Vec<StepResult>,
    exchanges: Vec<Exchange>,
    callers: Vec<Role>,
    invariants: Vec<(&'static Invariant, Judgement)>,
    scene: Option<Scene>,
    clock: Vec<Move>,
}

impl Played {
    fn broken(scenario: &Scenario, stop: Stop) -> Self {
        Self {
            outcome: stop.outcome(),
            steps: unreached(&scenario.steps),
            exchanges: Vec::new(),
            callers: Vec::new(),
            invariants: Vec::new(),
            scene: None,
            clock: Vec::new(),
        }
    }
}

async fn play(collection: &Collection<World>, job: &Job, onlooker: &mut dyn Onlooker) -> Played {
    if interruption::is_asked() {
        return Played::broken(&job.scenario, Stop::inconclusive(interruption::REASON));
    }
    let environment = match (job.environment)() {
        Ok(environment) => environment,
        Err(stop) => return Played::broken(&job.scenario, stop),
    };
    onlooker.begin(&environment);
    let mut world = World::new(environment);
    let mut steps = unreached(&job.scenario.steps);
    let outcome = {
        let playing = act(collection, &job.scenario, &mut world, &mut steps, onlooker);
        tokio::select! {
            biased;
            () = interruption::asked() => interrupted(),
            played = tokio::time::timeout(job.deadline, playing) => match played {
                Ok(Ok(())) => Outcome::Held,
                Ok(Err(stop)) => stop.outcome(),
                Err(_) => too_late(job.deadline),
            },
        }
    };
    let outcome = unless_panicked(&world, outcome);
    let (exchanges, numbers) = world.environment.exchanges_in_order();
    let outcome = outcome.renumbered(&numbers);
    let callers = world.environment.callers();
    let scene = world.environment.scene();
    let invariants = invariants::all()
        .map(|row| (row, invariants::judge(row, &exchanges, &scene)))
        .filter(|(_, judgement)| *judgement != Judgement::NotConcerned)
        .collect();
    clear_up(&world.environment, job.deadline).await;
    Played {
        outcome,
        steps,
        exchanges,
        callers,
        invariants,
        scene: Some(scene),
        clock: world.environment.clock().moves(),
    }
}

/// Withdraws at a target what the scenario registered; what cannot be withdrawn is let be.
async fn clear_up(environment: &Environment, deadline: Duration) {
    if !environment.is_built_in() {
        let _ = tokio::time::timeout(deadline, withdraw_everything(environment)).await;
        let _ = tokio::time::timeout(deadline, delete_everything(environment)).await;
    }
}

fn interrupted() -> Outcome {
    Outcome::Inconclusive(interruption::REASON.to_owned())
}

fn too_late(deadline: Duration) -> Outcome {
    Outcome::Inconclusive(format!(
        "the scenario did not end within {} s",
        deadline.as_secs()
    ))
}

/// A panic in a party of ours explains whatever else was observed.
fn unless_panicked(world: &World, outcome: Outcome) -> Outcome {
    match world.environment.panics() {
        0 => outcome,
        count => Outcome::HarnessError(format!("{count} handlers of our own parties panicked")),
    }
}

async fn act(
    collection: &Collection<World>,
    scenario: &Scenario,
    world: &mut World,
    progress: &mut [StepResult],
    onlooker: &mut dyn Onlooker,
) -> Result<(), Stop> {
    for (step, ran) in scenario.steps.iter().zip(progress) {
        ran.status = StepStatus::Stopped;
        onlooker.before(ran);
        let performed = perform(collection, step, world).await;
        onlooker.after(&world.environment);
        performed?;
        ran.status = StepStatus::Passed;
    }
    Ok(())
}

async fn perform(
    collection: &Collection<World>,
    step: &gherkin::Step,
    world: &mut World,
) -> Result<(), Stop> {
    let found = collection.find(step).map_err(|ambiguous| {
        Stop::harness(format!("several steps match {:?}: {ambiguous}", step.value))
    })?;
    let Some((function, _, _, context)) = found else {
        return Err(Stop::harness(format!("no step matches {:?}", step.value)));
    };
    let acting = AssertUnwindSafe(function(world, context)).catch_unwind();
    acting
        .await
        .map_err(|panic| Stop::from_panic(&message(&*panic)))
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("a panic without a message").to_owned()
}

fn unreached(steps: &[gherkin::Step]) -> Vec<StepResult> {
    let unreached = |step: &gherkin::Step| StepResult {
        keyword: step.keyword.trim().to_owned(),
        text: step.value.clone(),
        status: StepStatus::NotReached,
    };
    steps.iter().map(unreached).collect()
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Steps end by panicking, which is no news; panics on other threads are still printed.
fn quieten_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !QUIET.get() {
                usual(panic);
            }
        }));
    });
}
