//! The table `reconciliation_lines`: which entries stand on a statement, and which were still on their way.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reconciliation_lines")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub reconciliation_id: String,
    pub place: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry_number: i64,
    pub amount_minor: i64,
    pub state: String,
    pub match_id: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "crate::treasury::entity::entry::Entity",
        from = "Column::EntryNumber",
        to = "crate::treasury::entity::entry::Column::Number"
    )]
    Entry,
}

impl Related<crate::treasury::entity::entry::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Entry.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
