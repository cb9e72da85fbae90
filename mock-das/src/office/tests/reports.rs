//! Reports that do not get through at once.

use jiff::SignedDuration;

use super::world::World;

#[tokio::test]
async fn a_report_is_repeated_when_das_says_so() {
    let mut world = World::new().await;
    world
        .answers
        .lock()
        .unwrap()
        .extend([(503, Some(90)), (500, None)]);
    world.forward("wipo-1").await;
    world.prepare();
    assert!(world.told().await.is_some());
    assert!(world.hears_nothing().await);
    world.pass(SignedDuration::from_secs(60));
    assert!(world.hears_nothing().await);
    world.pass(SignedDuration::from_secs(40));
    assert!(world.told().await.is_some());
    assert!(world.hears_nothing().await);
    world.pass(SignedDuration::from_mins(3));
    assert!(world.told().await.is_some());
    world.reaches("reported").await;
}

#[tokio::test]
async fn a_report_that_das_refuses_is_not_repeated() {
    let mut world = World::new().await;
    world.answers.lock().unwrap().push((404, None));
    world.forward("wipo-1").await;
    world.prepare();
    assert!(world.told().await.is_some());
    world.reaches("refused").await;
    world.pass(SignedDuration::from_hours(24));
    assert!(world.hears_nothing().await);
}

#[tokio::test]
async fn a_silent_office_says_nothing() {
    let mut world = World::new().await;
    world
        .office
        .control()
        .faults
        .activate("never-answers")
        .unwrap();
    assert_eq!(world.forward("wipo-1").await.status, 201);
    world.prepare();
    assert!(world.hears_nothing().await);
}

#[tokio::test]
async fn a_report_can_come_before_the_answer_by_a_fault() {
    let mut world = World::new().await;
    world
        .office
        .control()
        .faults
        .activate("notifies-before-its-own-answer")
        .unwrap();
    assert_eq!(world.forward("wipo-1").await.status, 201);
    assert!(world.told().await.is_some());
}
