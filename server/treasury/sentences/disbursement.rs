//! The sentence for each reason to refuse an approval policy, a request, its approval or payment, or a receipt.

use homegroup_plugin::Text;

use crate::treasury::rules::disbursement::refusal::SpendingRefusal;
use crate::treasury::rules::money::Currency;

/// What to tell the person who filled in the form.
pub(super) fn sentence(refusal: SpendingRefusal, currency: &Currency) -> Text {
    match refusal {
        SpendingRefusal::KindMissing => Text::new("treasury-refused-approval-kind"),
        SpendingRefusal::NeedsApproval(above) => Text::new("treasury-refused-needs-approval").with("sum", currency.say(above)),
        SpendingRefusal::PayeeUnknown => Text::new("treasury-refused-choose"),
        SpendingRefusal::ReceiptMissing => Text::new("treasury-refused-receipt-missing"),
        SpendingRefusal::ApproverIsPayee => Text::new("treasury-refused-approver-paid"),
        SpendingRefusal::ApprovedAlready => Text::new("treasury-refused-approved-already"),
        SpendingRefusal::WaitsNoLonger => Text::new("treasury-refused-waits-no-longer"),
        SpendingRefusal::NoneNeeded => Text::new("treasury-refused-none-needed"),
        SpendingRefusal::ApprovalsLacking(lacking) => Text::new("treasury-refused-approvals-lacking").with("lacking", lacking),
        SpendingRefusal::FileMissing => Text::new("treasury-refused-receipt-file-missing"),
        SpendingRefusal::FileTooLarge(most) => Text::new("treasury-refused-receipt-file-large").with("most", most),
        SpendingRefusal::FileUnknown => Text::new("treasury-refused-receipt-file-unknown"),
        SpendingRefusal::PictureUnreadable => Text::new("treasury-refused-picture"),
    }
}
