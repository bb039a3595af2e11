//! The table `motions`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "motions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub agenda_item_id: String,
    pub position: i32,
    pub taken_up: Option<String>,
    pub kind: String,
    pub wording: String,
    pub mover: Option<String>,
    pub seconder: Option<String>,
    pub second_not_needed: bool,
    pub threshold: String,
    pub fate: Option<String>,
    pub votes_for: Option<i32>,
    pub votes_against: Option<i32>,
    pub abstentions: Option<i32>,
    pub no_objection: bool,
    pub outcome: Option<String>,
    pub minority_view: Option<String>,
    pub no_minority: bool,
    pub tabled_until: Option<String>,
    pub referred_to: Option<String>,
    pub referred_due: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
