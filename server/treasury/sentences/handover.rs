//! The sentence for each reason to refuse a handover.

use homegroup_plugin::Text;

use crate::treasury::rules::handover::HandoverRefusal;

/// What to tell the person who filled in the form.
pub(super) fn sentence(refusal: HandoverRefusal) -> Text {
    match refusal {
        HandoverRefusal::IncomingUnknown => Text::new("treasury-refused-incoming"),
        HandoverRefusal::Until => Text::new("treasury-refused-handover-until"),
        HandoverRefusal::OpenAlready => Text::new("treasury-refused-handover-open"),
        HandoverRefusal::Closed => Text::new("treasury-refused-handover-closed"),
        HandoverRefusal::Uncounted => Text::new("treasury-refused-uncounted"),
        HandoverRefusal::Unexplained => Text::new("treasury-refused-unexplained"),
        HandoverRefusal::FiguresChanged => Text::new("treasury-refused-figures-changed"),
        HandoverRefusal::CannotMove => Text::new("treasury-refused-cannot-move"),
    }
}
