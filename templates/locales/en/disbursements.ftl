# What is asked for before it is paid: reimbursements, approvals, receipts.

treasury-spending-title = Reimbursements and requests
treasury-spending-lead = What a member laid out, and what is asked for before it is paid. Members at large do not see this page.
treasury-spending-back = Reimbursements and requests
treasury-spending-link = Reimburse a member
treasury-spending-waits = { $count ->
    [one] One payment waits for your approval.
   *[other] { $count } payments wait for your approval.
}
treasury-spending-see = See what it is
treasury-spending-none = Nothing has been asked for yet.
treasury-spending-asked = What was asked for
treasury-spending-ask = Note a reimbursement
treasury-spending-ask-above = Ask for a payment
treasury-spending-state = State
treasury-spending-waiting = waits
treasury-spending-paid = paid
treasury-spending-withdrawn = withdrawn
treasury-spending-above = Two approve what is above
treasury-spending-since = since
treasury-spending-policy-offer = In a group with several trusted servants, two of them can approve a large payment before it is made. It is worth it as soon as the account holds more than a few months of rent.
treasury-spending-policy-link = Ask for two approvals
treasury-spending-policy-change = Change this

# Laying down the policy
treasury-approval-title = Ask for two approvals
treasury-approval-lead = As the group has decided it. What was in force before stays readable.
treasury-approval-kind = What the group has decided
treasury-approval-kind-above = Two approve what is above a sum
treasury-approval-kind-above-hint = They hold a position with a right to money, minutes, members or settings. Whoever is paid back never counts.
treasury-approval-kind-none = No approvals any more
treasury-approval-sum = Paid without approval up to
treasury-refused-approval-kind = Choose whether two approve what is above a sum, or nobody has to any more.

# Asking
treasury-ask-title = Reimburse a member, or ask for a payment
treasury-ask-lead = When it is paid it becomes an ordinary expense, exactly as it stands here.
treasury-ask-lead-above = Above this sum two must approve before it is paid:
treasury-ask-payee = Whom it pays back
treasury-ask-payee-hint = Leave it open for the bill of a shop or a landlord. The name stands beside the books, where it can be erased, and no member at large sees it.
treasury-ask-payee-nobody = Nobody: it pays a bill
treasury-ask-no-receipt = Why there is no receipt
treasury-ask-no-receipt-hint = Only for a reimbursement without one. A receipt is added on the next page.
treasury-ask-save = Write it down
treasury-ask-instead = Ask for two approvals
treasury-ask-instead-hint = What you have typed goes along. It is paid when two have approved it.
treasury-notice-asked = It is written down.

# One request
treasury-request-asked-on = Asked for on
treasury-request-asked-by = Asked for by
treasury-request-payee = Pays back
treasury-request-payee-gone = somebody who is no longer named
treasury-request-approvals = Approved by
treasury-request-approver-gone = somebody who is no longer named
treasury-request-nobody-yet = nobody yet
treasury-request-no-receipt = No receipt because
treasury-request-lacks = { $lacking ->
    [one] One more must approve it.
   *[other] { $lacking } must approve it.
}
treasury-request-yours = This pays you back, so that two others approve it.
treasury-request-approve = Approve this payment
treasury-request-pay = Pay it
treasury-request-withdraw = Withdraw it
treasury-request-withdraw-hint = It stays in the list as withdrawn, and is not paid.
treasury-request-withdraw-open = It is not needed any more
treasury-request-lacks-receipt = A reimbursement needs its receipt, or a word on why there is none.
treasury-request-explain = Save the reason
treasury-request-see-entry = Entry { $number }
treasury-request-paid-as = It was paid as
treasury-request-is-withdrawn = It was withdrawn.
treasury-request-of-entry = What was asked for and approved
treasury-notice-approved = You have approved it.
treasury-notice-withdrawn = It is withdrawn.
treasury-payment-title = Pay what was asked for
treasury-payment-lead = It becomes an expense as it was asked for. Only the day is yours to say.
treasury-payment-save = Pay it

# Receipts
treasury-receipts = Receipts
treasury-receipt-photo = Photo
treasury-receipt-pdf = PDF
treasury-receipt-size = { $kilobytes } KB
treasury-receipt-added = added
treasury-receipt-erased = erased
treasury-receipt-erase = Erase
treasury-receipt-none = None yet.
treasury-receipt-add = Add a receipt
treasury-receipt-title = Add a receipt
treasury-receipt-lead = A photo of the slip is best. Whatever the phone wrote into it, such as the place and the time, is left out.
treasury-receipt-file = Photo or PDF
treasury-receipt-file-hint = JPEG, PNG, WebP or PDF, up to 10 MB. A PDF keeps what its maker wrote into it, so that a photo is better where you can choose.
treasury-receipt-kept = It is kept sealed. Those who keep the books can open it, and those who are asked to approve the payment, until it is paid.
treasury-receipt-save = Keep it
treasury-receipt-back = Back
treasury-receipt-erase-title = Erase this receipt
treasury-receipt-erase-lead = Nobody can open it any more. That there was one, and when it was erased, stays.
treasury-receipt-erase-save = Erase it
treasury-notice-receipt = The receipt is kept.
treasury-notice-receipt-erased = The receipt is erased.

# What is wrong
treasury-refused-needs-approval = Above { $sum } two must approve before it is paid. Ask for their approval instead.
treasury-refused-receipt-missing = A reimbursement needs its receipt, or a word on why there is none. Add one of them first.
treasury-refused-approver-paid = This pays you back. Two others approve it.
treasury-refused-approved-already = You have approved it already.
treasury-refused-waits-no-longer = It has been paid, withdrawn or explained in the meantime. This is how it stands now.
treasury-refused-none-needed = It needs no approval.
treasury-refused-approvals-lacking = { $lacking ->
    [one] One more must approve it before it is paid.
   *[other] { $lacking } must approve it before it is paid.
}
treasury-refused-receipt-file-missing = Choose a photo or a PDF first.
treasury-refused-receipt-file-large = The file is larger than { $most } MB. Take the photo again with a lower quality, or cut it.
treasury-refused-receipt-file-unknown = This is no JPEG, PNG or WebP photo and no PDF. Take a photo of the receipt instead.
treasury-refused-picture = The photo cannot be read. Take it again, or send it as JPEG.
