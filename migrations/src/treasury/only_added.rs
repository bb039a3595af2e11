//! Tables that are only added to: the database itself refuses to change or delete a row, on both kinds.

/// The locks of each table, given what makes two of its rows the same.
pub(super) fn only_added_to(tables: &[(&str, &str)], postgres: bool) -> Vec<String> {
    if postgres {
        let kept = tables.iter().map(|(table, _)| {
            format!(
                "CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
            )
        });
        return kept.collect();
    }
    let kept = tables.iter().flat_map(|(table, same)| {
        let refuse = format!("SELECT RAISE(ABORT, '{table} is only added to')");
        // INSERT OR REPLACE deletes rows without asking the delete trigger.
        let replaced = format!("EXISTS (SELECT 1 FROM {table} WHERE {same})");
        [
            format!("CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} WHEN {replaced} BEGIN {refuse}; END"),
            format!("CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} BEGIN {refuse}; END"),
            format!("CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} BEGIN {refuse}; END"),
        ]
    });
    kept.collect()
}
