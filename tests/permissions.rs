//! Every route for every kind of visitor. What each may do follows from the guard in the handler's signature; the test asks the
//! running server whether it is so, and adds what holds for all routes: safe headers, no change from another site, none by GET.

use homegroup::members;
use homegroup_plugin::{Access, Right};
use rocket::http::{Method, Status};

use crate::common::doors::{Door, doors, filled};
use crate::common::{Answer, Server};

/// Who comes to the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Stranger,
    Member,
    Treasurer,
    Secretary,
    Chair,
    ChipPerson,
    Greeter,
    /// She was secretary until yesterday.
    TermEnded,
    /// She has left, and her browser still has the cookie.
    Left,
}

impl Kind {
    const ALL: [Kind; 9] = [
        Kind::Stranger,
        Kind::Member,
        Kind::Treasurer,
        Kind::Secretary,
        Kind::Chair,
        Kind::ChipPerson,
        Kind::Greeter,
        Kind::TermEnded,
        Kind::Left,
    ];

    /// The position she holds today.
    fn position(self) -> Option<&'static str> {
        match self {
            Kind::Treasurer => Some("Treasurer"),
            Kind::Secretary => Some("Secretary"),
            Kind::Chair => Some("Chair"),
            Kind::ChipPerson => Some("Chip person"),
            Kind::Greeter => Some("Greeter"),
            _ => None,
        }
    }

    /// What that position grants in a group that has changed nothing.
    fn rights(self) -> &'static [Right] {
        match self {
            Kind::Treasurer => &[Right::Money],
            Kind::Secretary => &[Right::Minutes, Right::Members, Right::Mail],
            Kind::Chair => &[Right::Members, Right::Settings],
            _ => &[],
        }
    }

    fn expects(self, access: Access) -> Expected {
        let known = !matches!(self, Kind::Stranger | Kind::Left);
        match access {
            Access::Anyone => Expected::Let,
            _ if !known => Expected::SignIn,
            Access::SignedIn => Expected::Let,
            Access::May(right) if self.rights().contains(&right) => Expected::Let,
            Access::MayEither(one, other) if [one, other].iter().any(|right| self.rights().contains(right)) => Expected::Let,
            Access::May(_) | Access::MayEither(..) => Expected::Forbidden,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    Let,
    SignIn,
    Forbidden,
}

struct House {
    server: Server,
    count: std::cell::Cell<u8>,
}

impl House {
    async fn new() -> Self {
        Self { server: Server::with_group().await.0, count: 0.into() }
    }

    /// Somebody of this kind who has not been here before, by her session.
    async fn visitor(&self, kind: Kind) -> Option<String> {
        let at = self.count.get();
        self.count.set(at + 1);
        let name = format!("Visitor{}{}", char::from(b'a' + at / 26), char::from(b'a' + at % 26));
        let person = match (kind, kind.position()) {
            (Kind::Stranger, _) => return None,
            (_, Some(position)) => self.server.officer(&name, position).await,
            _ => self.server.member(&name).await,
        };
        if kind == Kind::TermEnded {
            self.server.give(&person.id, "Secretary", "2025-04-16", "2026-04-15").await;
        }
        if kind == Kind::Left {
            let house = &self.server.house;
            let txn = house.db.begin_write().await.expect("a write begins");
            let left = members::leave(&txn, None, &person.id, house.today(), house.clock.now()).await;
            left.expect("the database answers").expect("she may leave");
            txn.commit().await.expect("it is written");
        }
        Some(person.session)
    }
}

fn says(answer: &Answer) -> Expected {
    let to_sign_in = answer.location.as_deref().is_some_and(|to| to == "/sign-in" || to.starts_with("/sign-in?back="));
    match answer.status {
        Status::Forbidden => Expected::Forbidden,
        Status::SeeOther if to_sign_in => Expected::SignIn,
        _ => Expected::Let,
    }
}

/// Doors that end the session of whoever passes, and lead to the sign-in page for that reason.
const WAYS_OUT: [&str; 3] = ["/sign-in/end", "/me/leaving", "/me/sessions/end"];

#[rocket::async_test]
async fn every_door_opens_to_whom_its_guard_names_and_to_nobody_else() {
    let house = House::new().await;
    let mut refused = 0;
    for kind in Kind::ALL {
        let session = house.visitor(kind).await;
        for door in doors(&house.server) {
            let expected = kind.expects(door.access);
            // A change that is let through may sign her out, so that whoever is let through comes for the first time.
            let fresh = expected == Expected::Let && door.method != Method::Get;
            let session = if fresh { house.visitor(kind).await } else { session.clone() };
            let answer = house.server.ask(&door, session.as_deref()).await;
            let where_ = format!("{kind:?} at {} {}: {} {:?}", door.method, door.address, answer.status, answer.location);
            assert!(answer.status.code < 500, "{where_}");
            if !(fresh && WAYS_OUT.contains(&door.address.as_str())) {
                assert_eq!(says(&answer), expected, "{where_}");
            }
            refused += usize::from(expected != Expected::Let);
        }
    }
    assert!(refused > 200, "only {refused} refusals were asked for");
}

#[rocket::async_test]
async fn every_answer_whoever_asks_carries_the_safe_headers() {
    let house = House::new().await;
    for kind in [Kind::Stranger, Kind::Member, Kind::Secretary] {
        let session = house.visitor(kind).await;
        for door in doors(&house.server).iter().filter(|door| door.method == Method::Get) {
            let answer = house.server.ask(door, session.as_deref()).await;
            let has = |name: &str, value: &str| answer.header(name).is_some_and(|header| header.contains(value));
            for (name, value) in [
                ("Content-Security-Policy", "default-src 'none'"),
                ("Content-Security-Policy", "frame-ancestors 'none'"),
                ("Cache-Control", "no-store"),
                ("X-Frame-Options", "DENY"),
                ("X-Content-Type-Options", "nosniff"),
                ("Referrer-Policy", "no-referrer"),
                ("X-Robots-Tag", "noindex"),
            ] {
                assert!(has(name, value), "{kind:?} at {}: {name} is {:?}", door.address, answer.header(name));
            }
        }
    }
}

#[rocket::async_test]
async fn no_change_is_taken_from_another_site_or_from_nowhere() {
    let house = House::new().await;
    let officer = house.server.signed_in(&Right::ALL).await;
    let foreign: [&[(&str, &str)]; 6] = [
        &[],
        &[("Sec-Fetch-Site", "cross-site")],
        &[("Sec-Fetch-Site", "same-site")],
        &[("Origin", "null")],
        &[("Origin", "https://elsewhere.example")],
        &[("Sec-Fetch-Site", "cross-site"), ("Origin", "http://127.0.0.1:8000")],
    ];
    let before = house.server.dump().await;
    let mut open = Vec::new();
    for door in doors(&house.server).iter().filter(|door| door.method != Method::Get) {
        if door.cross_site {
            open.push(door.address.clone());
            continue;
        }
        for headers in foreign {
            let answer = house.server.ask_with(door, Some(&officer.session), headers).await;
            assert_eq!(answer.status, Status::Forbidden, "{} {} with {headers:?}", door.method, door.address);
        }
    }
    assert_eq!(open, [format!("/u/{}", filled("<token>"))], "the one-click unsubscribe alone is open to others");
    assert!(before == house.server.dump().await, "a refused request has changed something");
}

#[rocket::async_test]
async fn looking_changes_nothing() {
    let house = House::new().await;
    let officer = house.server.signed_in(&Right::ALL).await;
    let before = house.server.dump().await;
    for door in doors(&house.server).iter().filter(|door| door.method == Method::Get) {
        for session in [Some(officer.session.as_str()), None] {
            let head = Door { method: Method::Head, address: door.address.clone(), ..*door };
            house.server.ask(door, session).await;
            house.server.ask(&head, session).await;
        }
    }
    assert!(before == house.server.dump().await, "a GET or a HEAD has changed something");
}

#[rocket::async_test]
async fn a_plugin_that_is_switched_off_has_no_doors_at_all() {
    let house = House::new().await;
    let officer = house.server.signed_in(&Right::ALL).await;
    let doors = doors(&house.server);
    let plugins: std::collections::BTreeSet<&str> = doors.iter().filter_map(|door| door.plugin).collect();
    assert!(!plugins.is_empty());
    for plugin in plugins {
        let off = format!("/settings/plugins/{plugin}/switch");
        let answer = house.server.post(&off, Some(&officer.session), &[("on", "false")]).await;
        assert_eq!(answer.status, Status::SeeOther, "{}", answer.text());
        for door in doors.iter().filter(|door| door.plugin == Some(plugin)) {
            for session in [Some(officer.session.as_str()), None] {
                let answer = house.server.ask(door, session).await;
                assert_eq!(answer.status, Status::NotFound, "{} {} of a plugin that is off", door.method, door.address);
            }
        }
    }
}
