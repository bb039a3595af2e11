//! The table `statement_rows`: of each row of a file a day, an amount and a keyed fingerprint.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "statement_rows")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub import_id: String,
    pub place: String,
    pub day: String,
    pub amount_minor: i64,
    pub fingerprint: String,
    pub occurrence: i64,
    pub match_id: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
