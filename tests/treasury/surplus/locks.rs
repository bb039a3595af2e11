//! What the database itself refuses of what the group has laid down.

use super::{done, w3};
use crate::treasury::locks::run;

const ID: &str = "01900000-0000-7000-8000-000000000001";

#[rocket::async_test]
async fn t13_a_policy_that_was_laid_down_is_never_changed_or_deleted() {
    let (server, _) = w3().await;
    let mut forbidden = vec![
        "UPDATE reserve_policies SET months = 1".to_owned(),
        "DELETE FROM reserve_policies".to_owned(),
        format!(
            "INSERT INTO reserve_policies (number, id, effective_on, kind, fixed_minor, laid_down_at)
             VALUES (2, '{ID}', '2026-05-01', 'fixed', 1, 0)"
        ),
    ];
    if server.house.db.backend() == sea_orm::DbBackend::Sqlite {
        forbidden.push(format!(
            "INSERT OR REPLACE INTO reserve_policies (number, id, effective_on, kind, fixed_minor, meeting_on, laid_down_at)
             VALUES (1, '{ID}', '2026-05-01', 'fixed', 1, '2026-05-01', 0)"
        ));
    }
    for sql in forbidden {
        assert!(run(&server, &sql).await.is_err(), "{sql}");
    }
    let fine = format!(
        "INSERT INTO reserve_policies (number, id, effective_on, kind, fixed_minor, meeting_on, laid_down_at)
         VALUES (2, '{ID}', '2026-05-01', 'fixed', 1, '2026-05-01', 0)"
    );
    assert_eq!(run(&server, &fine).await, Ok(1));
}

#[rocket::async_test]
async fn t15_the_database_takes_no_plan_that_makes_no_whole() {
    let (server, dana) = w3().await;
    done(&server, &dana, "/treasury/service-bodies", &[("name", "Area"), ("group_number", "42")]).await;
    let line = |points: i64| {
        format!(
            "INSERT INTO split_plan_lines (plan_number, line, service_body_id, basis_points, minimum_minor)
             SELECT 1, 1, id, {points}, 0 FROM service_bodies"
        )
    };
    let head = format!(
        "INSERT INTO split_plans (number, id, effective_on, round_to_minor, meeting_on, laid_down_at)
         VALUES (1, '{ID}', '2026-04-16', 1, '2026-04-16', 0)"
    );
    assert!(run(&server, &head).await.is_err(), "a plan without lines");
    assert!(run(&server, &line(10_000)).await.is_err(), "a line without a plan");
    assert!(both(&server, &line(9_999), &head).await.is_err(), "a hundredth of a percent is missing");
    assert!(both(&server, &line(10_000), &head).await.is_ok());
    for sql in ["UPDATE split_plans SET round_to_minor = 2", "DELETE FROM split_plan_lines", "DELETE FROM split_plans"] {
        assert!(run(&server, sql).await.is_err(), "{sql}");
    }
    assert!(
        run(&server, &line(1).replace("SELECT 1, 1", "SELECT 1, 2")).await.is_err(),
        "a plan that stands takes no more lines"
    );
}

async fn both(server: &crate::common::Server, first: &str, second: &str) -> Result<(), String> {
    use sea_orm::{ConnectionTrait, Statement};
    let txn = server.house.db.begin_write().await.expect("a write begins");
    for sql in [first, second] {
        let statement = Statement::from_string(server.house.db.backend(), sql);
        txn.execute_raw(statement).await.map_err(|error| error.to_string())?;
    }
    txn.commit().await.map_err(|error| error.to_string())
}
