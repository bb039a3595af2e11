//! What lies on the literature table and in the token box (T22). A quantity is the sum of its movements, which are only added to; each row
//! carries what is left after it, so that the database itself refuses less than nothing. There is no column for who took a token.

use sea_orm_migration::prelude::{DbErr, SchemaManager};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::{migration, run};

migration!(CreateStock, create_stock);

async fn create_stock(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    run(manager, &TABLES).await?;
    let locks = if manager.get_database_backend() == DbBackend::Postgres { postgres_locks() } else { sqlite_locks() };
    for lock in locks {
        manager.get_connection().execute_unprepared(&lock).await?;
    }
    Ok(())
}

const TABLES: [&str; 4] = [
    "CREATE TABLE stock_items (
        id TEXT PRIMARY KEY CHECK (length(id) = 36),
        name TEXT NOT NULL CHECK (length(name) > 0),
        kind TEXT NOT NULL CHECK (kind IN ('literature', 'token')),
        unit_price_minor BIGINT NOT NULL CHECK (unit_price_minor BETWEEN 0 AND 1000000000000),
        reorder_level BIGINT NOT NULL CHECK (reorder_level BETWEEN 0 AND 999999),
        in_use BOOLEAN NOT NULL
    )",
    "CREATE UNIQUE INDEX stock_items_name ON stock_items (lower(name))",
    // The entry of the same form says what was paid or taken in; it is appended after the movement, in the same transaction.
    "CREATE TABLE stock_movements (
        number BIGINT PRIMARY KEY CHECK (number > 0),
        id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
        item_id TEXT NOT NULL REFERENCES stock_items (id),
        day TEXT NOT NULL CHECK (length(day) = 10),
        kind TEXT NOT NULL CHECK (kind IN ('received', 'sold', 'given', 'adjustment')),
        change BIGINT NOT NULL CHECK (change <> 0),
        quantity_after BIGINT NOT NULL CHECK (quantity_after BETWEEN 0 AND 999999),
        reason TEXT NOT NULL,
        entry_id TEXT REFERENCES ledger_entries (id) DEFERRABLE INITIALLY DEFERRED,
        moved_at BIGINT NOT NULL,
        CHECK (kind <> 'received' OR change > 0),
        CHECK (kind NOT IN ('sold', 'given') OR change < 0),
        CHECK (kind <> 'adjustment' OR length(reason) > 0),
        CHECK (entry_id IS NULL OR (entry_id = id AND kind IN ('received', 'sold')))
    )",
    "CREATE INDEX stock_movements_item ON stock_movements (item_id, number)",
];

const REPLACES: &str = "EXISTS (SELECT 1 FROM stock_movements WHERE number = NEW.number OR id = NEW.id)";
const OUT_OF_ORDER: &str = "NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM stock_movements)";
const DOES_NOT_ADD_UP: &str =
    "NEW.quantity_after <> NEW.change + (SELECT COALESCE(SUM(change), 0) FROM stock_movements WHERE item_id = NEW.item_id)";

fn sqlite_locks() -> Vec<String> {
    let trigger = |name: &str, on: &str, words: &str| {
        format!("CREATE TRIGGER stock_{name} BEFORE {on} BEGIN SELECT RAISE(ABORT, 'stock: {words}'); END")
    };
    let kept = "movements are only added to";
    let insert = |wrong: &str| format!("INSERT ON stock_movements WHEN {wrong}");
    vec![
        // INSERT OR REPLACE deletes rows without asking the delete trigger.
        trigger("movements_replace", &insert(REPLACES), kept),
        trigger("movements_order", &insert(OUT_OF_ORDER), "movements are numbered in their order"),
        trigger("movements_sum", &insert(DOES_NOT_ADD_UP), "what is left is the sum of what moved"),
        trigger("movements_update", "UPDATE ON stock_movements", kept),
        trigger("movements_delete", "DELETE ON stock_movements", kept),
        trigger("items_delete", "DELETE ON stock_items", "an item is put out of use, not deleted"),
    ]
}

fn postgres_locks() -> Vec<String> {
    let keep = |table: &str, on: &str| {
        format!(
            "CREATE TRIGGER {table}_keep BEFORE {on} OR TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
        )
    };
    vec![
        format!(
            "CREATE FUNCTION stock_movements_add_up() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF {OUT_OF_ORDER} THEN
                    RAISE EXCEPTION 'stock: movements are numbered in their order' USING ERRCODE = 'check_violation';
                END IF;
                IF {DOES_NOT_ADD_UP} THEN
                    RAISE EXCEPTION 'stock: what is left is the sum of what moved' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
            END $$"
        ),
        "CREATE TRIGGER stock_movements_sum BEFORE INSERT ON stock_movements
            FOR EACH ROW EXECUTE FUNCTION stock_movements_add_up()"
            .to_owned(),
        keep("stock_movements", "UPDATE OR DELETE"),
        keep("stock_items", "DELETE"),
    ]
}
