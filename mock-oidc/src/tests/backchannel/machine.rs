//! An authentication request agrees with its model, whoever polls and decides whenever.

use std::sync::Arc;

use proptest::prelude::*;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};

use crate::authorization::approval::Approval;
use crate::backchannel::request::Wish;
use crate::settings::{Algorithm, Client, ClientKeys, User};
use crate::state::authentication_request::{AuthenticationRequest, Poll};
use crate::state::client::RegisteredClient;
use crate::tests::bench::ClientKeyPair;

const LIFETIME: i64 = 120;
const INTERVAL: i64 = 5;

/// What client, user and time do with a request.
#[derive(Clone, Copy, Debug)]
enum Act {
    Wait(i64),
    Poll,
    Approve,
    Deny,
}

/// What comes of an act, as far as anybody outside can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    Nothing,
    Taken(bool),
    Pending,
    TooSoon,
    Granted,
    Denied,
    Expired,
    Redeemed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decision {
    None,
    Approved,
    Denied,
    Redeemed,
}

/// The model: the words of CIBA, 7.3, 10.1 and 11.
#[derive(Clone, Debug)]
struct Model {
    now: i64,
    decision: Decision,
    interval: i64,
    last_poll: Option<i64>,
    tokens: u32,
    seen: Seen,
}

impl Model {
    fn is_over(&self) -> bool {
        self.now >= LIFETIME
    }

    fn decide(&mut self, decision: Decision) -> Seen {
        let open = self.decision == Decision::None && !self.is_over();
        if open {
            self.decision = decision;
        }
        Seen::Taken(open)
    }

    fn poll(&mut self) -> Seen {
        match self.decision {
            Decision::Redeemed => Seen::Redeemed,
            _ if self.is_over() => Seen::Expired,
            Decision::Denied => Seen::Denied,
            Decision::Approved => {
                self.decision = Decision::Redeemed;
                self.tokens += 1;
                Seen::Granted
            }
            Decision::None => self.put_off(),
        }
    }

    fn put_off(&mut self) -> Seen {
        let last = self.last_poll.replace(self.now);
        if last.is_some_and(|last| self.now < last + self.interval) {
            self.interval += 5;
            return Seen::TooSoon;
        }
        Seen::Pending
    }
}

impl ReferenceStateMachine for Model {
    type State = Self;
    type Transition = Act;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self {
            now: 0,
            decision: Decision::None,
            interval: INTERVAL,
            last_poll: None,
            tokens: 0,
            seen: Seen::Nothing,
        })
        .boxed()
    }

    fn transitions(_: &Self) -> BoxedStrategy<Act> {
        prop_oneof![
            4 => (0..40_i64).prop_map(Act::Wait),
            6 => Just(Act::Poll),
            1 => Just(Act::Approve),
            1 => Just(Act::Deny),
        ]
        .boxed()
    }

    fn apply(mut model: Self, act: &Act) -> Self {
        model.seen = match act {
            Act::Wait(seconds) => {
                model.now += seconds;
                Seen::Nothing
            }
            Act::Poll => model.poll(),
            Act::Approve => model.decide(Decision::Approved),
            Act::Deny => model.decide(Decision::Denied),
        };
        model
    }
}

/// A request with the clock beside it.
struct Request {
    under_test: AuthenticationRequest,
    approval: Arc<Approval>,
    now: i64,
    tokens: u32,
}

impl Request {
    fn fresh() -> Self {
        let wish = wish();
        let approval = Approval {
            subject: wish.user.subject.clone(),
            authenticated_at: 0,
            consent_id: "consent".to_owned(),
            request: wish.to_authorization_request(),
        };
        Self {
            under_test: AuthenticationRequest::pending(Arc::new(wish), LIFETIME, INTERVAL),
            approval: Arc::new(approval),
            now: 0,
            tokens: 0,
        }
    }

    fn act(&mut self, act: Act) -> Seen {
        match act {
            Act::Wait(seconds) => {
                self.now += seconds;
                Seen::Nothing
            }
            Act::Poll => self.poll(),
            Act::Approve => {
                let approval = Arc::clone(&self.approval);
                Seen::Taken(self.under_test.approve(approval, self.now))
            }
            Act::Deny => Seen::Taken(self.under_test.deny(self.now)),
        }
    }

    fn poll(&mut self) -> Seen {
        match self.under_test.poll(self.now) {
            Poll::Pending => Seen::Pending,
            Poll::TooSoon => Seen::TooSoon,
            Poll::Granted(_) => {
                self.tokens += 1;
                Seen::Granted
            }
            Poll::Denied => Seen::Denied,
            Poll::Expired => Seen::Expired,
            Poll::Redeemed => Seen::Redeemed,
        }
    }
}

fn wish() -> Wish {
    let keys = ClientKeys::Jwks(ClientKeyPair::generate().key_set());
    let client = Client::machine("one", keys, vec!["openid".to_owned()]);
    Wish {
        client: Arc::new(RegisteredClient::new(client, &[Algorithm::Es256]).unwrap()),
        user: User {
            username: "erika".to_owned(),
            password: "a secret".to_owned(),
            subject: "user-1".to_owned(),
            user_code: None,
        },
        scope: vec!["openid".to_owned()],
        acr: None,
        binding_message: None,
        notification_token: None,
        lifetime: LIFETIME,
    }
}

impl StateMachineTest for Request {
    type SystemUnderTest = Self;
    type Reference = Model;

    fn init_test(_: &Model) -> Self {
        Self::fresh()
    }

    fn apply(mut request: Self, model: &Model, act: Act) -> Self {
        assert_eq!(request.act(act), model.seen, "{act:?} at {}", model.now);
        request
    }

    fn check_invariants(request: &Self, model: &Model) {
        assert!(request.tokens <= 1);
        assert_eq!(request.tokens, model.tokens);
        let open = model.decision == Decision::None && !model.is_over();
        assert_eq!(request.under_test.is_open(request.now), open);
    }
}

prop_state_machine! {
    #[test]
    fn an_authentication_request_agrees_with_its_model(sequential 1..40 => Request);
}
