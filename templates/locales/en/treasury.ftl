# The group's money: the ledger and what is read out of it.

treasury-title = Treasury
treasury-back = Treasury
treasury-notice-saved = Saved.
treasury-notice-accepted = It is recorded. From now on the days of this report take no more entries.
treasury-notice-place-added = The place was added.
treasury-notice-place-saved = Saved.
treasury-cancel = Not now
treasury-mend-question = Please look at these fields again:
treasury-mend = Not saved yet. Please look at these fields again:

# Accounts every group has
treasury-account-cash-box = Cash box
treasury-account-basket = Basket
treasury-account-e-payments = E-payments
treasury-account-birthday-contributions = Birthday contributions
treasury-account-bequests = Bequests of members
treasury-account-literature-sales = Literature sales
treasury-account-token-sales = Token sales
treasury-account-event-tickets = Event tickets
treasury-account-interest-and-refunds = Interest and refunds
treasury-account-rent = Rent
treasury-account-literature = Literature
treasury-account-tokens = Tokens
treasury-account-refreshments = Refreshments
treasury-account-e-payment-fees = E-payment fees
treasury-account-service-bodies = Contributions to service bodies
treasury-account-for-other-groups = Bought for another group
treasury-account-other = Other expenses
treasury-account-opening = Opening balances

# Kinds of entries and places
treasury-kind-opening = Opening balance
treasury-kind-collection = Collection
treasury-kind-income = Income
treasury-kind-expense = Expense
treasury-kind-transfer = Transfer
treasury-kind-reversal = Reversal
treasury-moved = { $from } to { $to }
treasury-place-kind-cash = Cash
treasury-place-kind-bank = Bank account
treasury-place-kind-app = Payment app

# The overview
treasury-lead = What the group holds, and where it came from and went. Every member may read it.
treasury-count = Count a basket
treasury-spend = Log an expense
treasury-receive = Log other income
treasury-move = Move money
treasury-balance = What there is
treasury-total = In all places
treasury-below = A place shows less than nothing. An entry is missing or stands at the wrong place: look through the latest ones.
treasury-latest = Latest entries
treasury-all-entries = All entries
treasury-report-link = Treasurer's report
treasury-empty = The books are still empty
treasury-empty-first = Begin with what there is now: count the cash box, look at the account. Then count the next basket.
treasury-empty-member = Nothing has been entered yet. As soon as the treasurer has, you will see it here.
treasury-open-books = Enter what there is
treasury-places-hint = Does the group also use a bank account or a payment app?
treasury-places-add = Add a place
treasury-places-link = Places of money

# A table of entries
treasury-entry = Entry { $number }
treasury-day = Day
treasury-number = No.
treasury-what = What
treasury-note = Note
treasury-amount = Amount
treasury-reversed = reversed
treasury-is-reversal = undoes { $number }
treasury-single = counted by one
treasury-entries-none = No entry is like that. Try fewer words, or look at all entries.
treasury-entries-none-yet = There are no entries yet.

# Forms
treasury-form-day = Day
treasury-form-amount = Amount
treasury-form-amount-hint = As it stands on the receipt, such as 18.45.
treasury-form-place-from = Paid from
treasury-form-place-to = Where it went
treasury-form-note = Note
treasury-form-optional = (optional)
treasury-form-note-hint = What it was for, without anybody's name. It can never be deleted.
treasury-form-category = What for
treasury-form-relates = Belongs to
treasury-form-relates-hint = The day it is about. It counts on the day above, in the report that is still open.
treasury-form-choose = Please choose
treasury-save = Save

treasury-collection-title = Count a basket
treasury-collection-lead = Count everything that was in it, before anything is paid out.
treasury-collection-day = Day of the meeting
treasury-collection-sheet = How many of each
treasury-collection-counted = Counted
treasury-collection-total = In the basket
treasury-collection-total-hint = Leave it empty and the count is taken. If you write it, it must be what the count makes.
treasury-collection-counters = Who counted
treasury-collection-first = First
treasury-collection-second = Second
treasury-collection-alone = Nobody: I counted alone
treasury-collection-alone-hint = Two people count. If nobody else was there, say so: it is saved and marked, and the report says how often that happened.
treasury-collection-paid-out = Paid out of the basket
treasury-collection-paid-out-hint = Coffee, for instance, that was repaid right there. The rest goes where you say below.
treasury-collection-paid-category = For
treasury-collection-save = Save the basket

treasury-expense-title = Log an expense
treasury-expense-lead = What the group paid, and for what.

treasury-income-title = Log other income
treasury-income-lead = What came in and was not in the basket.
treasury-income-kind = What it was
treasury-income-amount = Amount
treasury-income-amount-hint = Before any fee, such as 62.00.
treasury-income-fees = E-payments: fee and number
treasury-income-fee = Fee
treasury-income-fee-hint = What the app or bank kept. It is shown as an expense of its own.
treasury-income-payments = How many payments
treasury-income-outside = Money from outside the group is declined with thanks; it has no place in the books.

treasury-transfer-title = Move money
treasury-transfer-lead = From one place to another. It is neither income nor expense.
treasury-transfer-from = From
treasury-transfer-to = To
treasury-transfer-one-place = There is only one place so far. Add the bank account or the payment app first; then money can be moved there.

treasury-opening-title = Enter what there is
treasury-opening-lead = Once, to open the books: what was in each place at the end of a day. Everything after that day is an entry; nothing before it is.
treasury-opening-day = At the end of
treasury-opening-amount-hint = Leave a place empty if you do not know yet. You can come back for it.
treasury-opening-none = Every place has its opening balance. To correct one, open its entry and reverse it.

# One entry
treasury-entry-back = All entries
treasury-entry-relates = Belongs to
treasury-entry-payments = Payments
treasury-entry-posted = Posted
treasury-entry-posted-by = Posted by
treasury-entry-counters = Counted by
treasury-entry-counted-by-two = two members
treasury-entry-counted-by-one = one member alone
treasury-entry-lines = Its lines
treasury-entry-lines-hint = The lines of an entry always come to nothing together: what a place gains is income, or comes from another place.
treasury-entry-account = Account
treasury-entry-sheet = Count sheet
treasury-entry-piece = Piece
treasury-entry-pieces = How many
treasury-entry-reversed-by = This entry was reversed.
treasury-entry-see-reversal = See entry { $number }
treasury-entry-reverses = This entry undoes another one.
treasury-entry-check = For checking
treasury-entry-hash = Fingerprint of this entry and all before it
treasury-entry-wrong = Is something wrong?
treasury-entry-wrong-hint = Entries are never changed. Reverse this one, and post it again as it should be; both stay readable.
treasury-entry-reverse = Reverse this entry
treasury-entry-again-collection = Count another basket

treasury-reversal-title = Reverse an entry
treasury-reversal-lead = A new entry undoes this one line by line. Both stay in the books, and the report counts neither.
treasury-reversal-day-hint = The day it counts on. On the same day, the report of that time comes right.
treasury-reversal-reason = Why
treasury-reversal-reason-hint = A few words for whoever reads the books: counted twice, wrong amount.
treasury-reversal-save = Reverse it
treasury-reversal-back = The entry

treasury-differs-title = Saved before, with other figures
treasury-differs-lead = This form was saved already. Since then something in it was changed, and nothing was added now. If the saved entry is wrong, open it and reverse it. If this is another one, begin a new form.
treasury-differs-saved = What is saved
treasury-differs-sent = What was sent now
treasury-differs-open = Open the saved entry

# Places
treasury-places-title = Places of money
treasury-places-lead = Where the group's money lies. While there is only one, no form asks for it.
treasury-places-new = Add a place
treasury-places-kind = Kind
treasury-places-name = Name
treasury-places-name-hint = Such as Checking account. It can be changed later, so better not a person's name.
treasury-places-in-use = Offer it in forms
treasury-places-add-save = Add it

# The list of entries
treasury-entries-title = Entries
treasury-entries-lead = Everything that was ever posted, the latest day first.
treasury-entries-search = Search
treasury-entries-search-hint = Words of a note, a number, an amount, a category
treasury-entries-kind = Kind
treasury-entries-any = All
treasury-entries-account = Account
treasury-entries-from = From
treasury-entries-to = To
treasury-entries-show = Show
treasury-entries-count = { $count ->
    [one] One entry
   *[other] { $count } entries
 }
treasury-entries-on = What they did to { $account }:
treasury-entries-all = Show all
treasury-entries-pages = Page { $page } of { $pages }
treasury-entries-newer = Newer
treasury-entries-older = Older
treasury-entries-file = As a CSV file
treasury-entries-pager = Pages

# The report
treasury-report-title = Treasurer's report
treasury-report-usual = Usual periods
treasury-report-from = From
treasury-report-to = To
treasury-report-show = Show
treasury-report-part = Part
treasury-report-opening = Opening balance
treasury-report-brought-in = Opening balances entered in this time
treasury-report-income = Income
treasury-report-total-income = Total income
treasury-report-no-income = Nothing came in.
treasury-report-expenses = Expenses
treasury-report-total-expenses = Total expenses
treasury-report-no-expenses = Nothing was spent.
treasury-report-closing = Closing balance
treasury-report-places = By place
treasury-report-place = Place
treasury-report-column-opening = Opening
treasury-report-column-brought-in = Brought in
treasury-report-column-closing = Closing
treasury-report-all-places = All places
treasury-report-in = Income
treasury-report-out = Expenses
treasury-report-moved = Moved
treasury-report-unfinished = The last day of this period has not passed; figures may still be added.
treasury-report-collections = { $count ->
    [0] No basket was counted in this time.
    [one] One basket was counted.
   *[other] { $count } baskets were counted.
 }
treasury-report-single = { $count ->
    [0] Each was counted by two people.
    [one] One of them was counted by one person alone.
   *[other] { $count } of them were counted by one person alone.
 }
treasury-report-collections-open = Show them
treasury-report-print = Print
treasury-report-file = As a CSV file
treasury-report-read-on = Read to the group on
treasury-report-signed = Treasurer
treasury-span-this-month = This month
treasury-span-last-month = Last month
treasury-span-this-quarter = This quarter
treasury-span-last-quarter = Last quarter
treasury-span-this-year = This year
treasury-span-last-year = Last year

# The report, read aloud
treasury-aloud-title = Read aloud
treasury-aloud-lead = The same report in whole sentences, for a minute at the meeting.
treasury-aloud-period = This is the treasurer's report from { $from } to { $to }.
treasury-aloud-opening = We began with { $amount }.
treasury-aloud-brought-in = Opening balances of { $amount } were entered in this time.
treasury-aloud-income = { $amount } came in: { $list }.
treasury-aloud-expenses = { $amount } went out: { $list }.
treasury-aloud-closing = At the end there was { $amount }.
treasury-aloud-reserve = The group keeps { $amount } back as its prudent reserve.
treasury-aloud-earmarked = { $amount } is spoken for: { $list }.
treasury-aloud-available = That leaves { $amount } available for distribution.
treasury-aloud-below = That is { $amount } below the reserve.
treasury-aloud-places = Of that, by place: { $list }.
treasury-aloud-item = { $name }, { $amount }
treasury-aloud-units = { $currency ->
    [EUR] { $count ->
        [one] one euro
       *[other] { $count } euros
     }
    [GBP] { $count ->
        [one] one pound
       *[other] { $count } pounds
     }
   *[other] { $count ->
        [one] one dollar
       *[other] { $count } dollars
     }
 }
treasury-aloud-parts = { $currency ->
    [GBP] { $count ->
        [one] one penny
       *[other] { $count } pence
     }
   *[other] { $count ->
        [one] one cent
       *[other] { $count } cents
     }
 }
treasury-aloud-both = { $units } and { $parts }
treasury-aloud-minus = minus { $amount }
treasury-aloud-fingerprint = The fingerprint of this report, for the minutes:

# A year
treasury-year-title = The year
treasury-year-of = The year { $year }
treasury-year-desc = Two bars for each month, income and expenses, and a line for the balance at the end of the month. The same numbers stand in the table below.
treasury-year-numbers = Month by month
treasury-year-month = Month
treasury-year-balance = Balance
treasury-year-opening = The year began with { $amount }.
treasury-year-pager = Years
treasury-year-report = Report of this year
treasury-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
 }

# Accepting a report
treasury-accepted = Accepted by the group
treasury-accepted-on = Accepted on
treasury-accepted-minutes = The minutes
treasury-accepted-last-entry = Rests on all up to
treasury-fingerprint = Fingerprint
treasury-fingerprint-hint = These words come from the figures and from every entry they rest on. If a single letter were changed in the books, they would be others: compare them with the minutes.
treasury-fingerprint-proposed = Read these words out with the report and write them into the minutes. They stay the same as long as nobody posts to these days.
treasury-accept-open = Not accepted yet
treasury-accept = The group accepted this report
treasury-accept-lead = Then its days take no more entries. What comes late is posted on a later day and says which day it belongs to. This cannot be taken back.
treasury-accept-day = Day of the meeting
treasury-accept-meeting = Its minutes
treasury-accept-no-minutes = None of these
treasury-accept-save = Record it
treasury-accept-overtaken = Nothing was recorded: meanwhile something was posted to these days, or this report was recorded in another way. Look at the figures again before you record them.
treasury-acceptances-title = Accepted reports
treasury-acceptances-lead = What the group has heard and accepted, month after month. Nothing in it can be changed any more.
treasury-acceptances-report = Report
treasury-acceptances-next = The next report to accept
treasury-acceptances-none = No report is accepted yet. Open the report of a month that is over and read it to the group; then it can be recorded there.

# Why a form is not saved as it is
treasury-refused-day = Choose a day of the calendar.
treasury-refused-days = Choose two days of the calendar, the first one first.
treasury-refused-day-future = This day has not come yet; today is { $today }. Choose today or an earlier day.
treasury-refused-day-early = This day lies before the year 2000. Look at the year again.
treasury-refused-accepted = The group has accepted the report up to { $day }, so that day takes no more entries. Here it is set to count today and to belong to the day you chose. Save again if that is right.
treasury-refused-relates-later = An entry cannot belong to a day after its own, { $day }. Choose an earlier day, or leave it empty.
treasury-refused-opening-accepted = This opening balance is part of a report that the group has accepted, and it stays. Post the difference as income or as an expense, and say why in the note.
treasury-refused-accepted-already = Reports up to { $day } are accepted already. Nothing is left to record for these days.
treasury-refused-accepted-gap = Reports are accepted one after the other. The next one begins on { $day }.
treasury-refused-not-over = The last day of this report, { $day }, has not passed. Record it from the day after on.
treasury-refused-accepted-early = The report runs up to { $day }. Choose the day of the meeting that accepted it, that day or a later one.
treasury-refused-meeting-day = These minutes are of { $day }. Choose that day, or other minutes.
treasury-refused-nothing-to-accept = Nothing was posted up to the end of this report, so there is nothing to accept yet.
treasury-refused-day-before-opening = The balance at the end of { $day } holds everything up to that day. Choose a later day, or another place.
treasury-refused-day-before-original = A reversal cannot be older than the entry of { $day } that it undoes.
treasury-refused-period-backwards = The last day lies before the first. Turn them round.
treasury-refused-amount-missing = Enter an amount.
treasury-refused-amount = Write the amount in digits, such as 47 or 1,234.50.
treasury-refused-amount-precise = { $digits ->
    [0] This currency has no cents. Write a whole amount.
    [one] An amount has at most one digit behind the point.
   *[other] An amount has at most { $digits } digits behind the point.
 }
treasury-refused-amount-large = This amount is larger than the books can hold. Look at it again.
treasury-refused-amount-positive = Enter an amount above zero.
treasury-refused-pieces = Write how many there are, as a whole number.
treasury-refused-sheet-differs = You wrote { $declared }, and the count makes { $counted }. Count once more, or correct one of the two.
treasury-refused-paid-out = More was paid out than the { $total } in the basket. Look at both amounts.
treasury-refused-fee = The fee is more than the amount it was taken from. Enter the amount before the fee.
treasury-refused-fee-elsewhere = Only e-payments have a fee. Choose e-payments, or leave the fee empty.
treasury-refused-choose = Choose one from the list.
treasury-refused-same-place = Choose another place than the one it came from.
treasury-refused-counter = Choose a member from the list.
treasury-refused-counter-missing = Choose who counted with you, or say that you counted alone.
treasury-refused-same-counter = Two different people count. Choose another second counter, or say that you counted alone.
treasury-refused-reason-missing = Say in a few words why.
treasury-refused-note-long = A note has at most { $most } characters. Say it in fewer words.
treasury-refused-note-characters = The note holds a line break or characters that do not show. Type it again.
treasury-refused-note-address = The note holds a mail address. Notes can never be deleted, so leave it out.
treasury-refused-names-somebody = “{ $words }” reads like a person or an address. An entry can never be erased, so say what it was, not who or where. If it names nobody, write it in small letters.
treasury-refused-note-phone = The note holds what looks like a phone number. Notes can never be deleted, so leave it out.
treasury-refused-nothing = Enter at least one amount.
treasury-refused-opened = This place has its opening balance already. To correct it, open that entry and reverse it.
treasury-refused-moved-before = There are entries for this place from { $day } on. Choose a day before that, or reverse them first.
treasury-refused-reversed = This entry was reversed already, by entry { $number }. There is nothing left to do.
treasury-refused-is-reversal = This entry is itself a reversal. To bring the original back, post it again.
treasury-refused-place-name = A place needs a name of 1 to 40 characters.
treasury-refused-place-taken = Another place has this name. Choose one that tells them apart.
treasury-refused-place-not-empty = There is still money at this place. Move it first; then it need not be offered any more.
treasury-refused-place-last = This is the only place left. Add another one first.

# The command line
treasury-verified-empty = The ledger is empty, and in order.
treasury-verified = The ledger is in order: { $count ->
    [one] one entry
   *[other] { $count } entries
 }, unchanged since they were posted. The last hash is { $hash }.
treasury-verified-report = { $from } to { $to }: { $fingerprint }

# What is kept back
treasury-notice-released = It is no longer on the list.
treasury-reserve-title = Reserve and what is available
treasury-reserve-back = Reserve
treasury-reserve-lead = What the group keeps back, what is spoken for, and what may be passed on. Every member may read it.
treasury-reserve-today = As of today
treasury-reserve-as-of = As of
treasury-reserve-then = This is how it stood at the end of that day, as the books have it now.
treasury-reserve-now = See today
treasury-reserve-how = How the reserve is reckoned
treasury-reserve-none = The group has not laid down a reserve
treasury-reserve-none-first = A prudent reserve keeps the rent paid through a thin month, and shows when there is more than the group needs. It is worth it as soon as money is left over at the end of a month. The group decides how much at a business meeting.
treasury-reserve-none-member = As soon as the group has decided how much to keep back, it is shown here.
treasury-reserve-set = Set the reserve
treasury-reserve-change = Set another reserve
treasury-reserve-offer = Is there more at the end of the month than the group needs?
treasury-reserve-offer-link = Set a prudent reserve, and see what may be passed on
treasury-reserve-policy-fixed = The group keeps { $sum } back.
treasury-reserve-policy-months = { $months ->
    [one] The group keeps back what running the meeting usually costs in one month: the average of the last { $window ->
        [one] complete month
       *[other] { $window } complete months
     }, rounded up to a multiple of { $step }.
   *[other] The group keeps back what running the meeting usually costs in { $months } months: { $months } times the average of the last { $window ->
        [one] complete month
       *[other] { $window } complete months
     }, rounded up to a multiple of { $step }.
 }
treasury-reserve-since = In force since
treasury-reserve-older = All reserves the group has laid down
treasury-reserve-months = What running the meeting cost
treasury-reserve-months-lead = What running the meeting cost in the months that count:
treasury-reserve-month = Month
treasury-reserve-operating = Cost
treasury-reserve-months-total = Together
treasury-reserve-months-result = That makes a reserve of { $sum }.
treasury-reserve-fewer = The books do not hold as many complete months yet, so the average is of those there are.
treasury-reserve-operating-hint = What the group passes on to service bodies, what it buys for another group, and what only moves between its places is not counted.
treasury-reserve-not-yet = The books hold no complete month yet, so that the reserve cannot be reckoned. After the first full month it stands here.
treasury-reserve-below-hint = The group holds less than it wants to keep back. Nothing is passed on until it has caught up.
treasury-report-less-reserve = Less prudent reserve
treasury-report-less-earmarked = Less earmarked
treasury-report-less-earmarked-for = Less earmarked ({ $names })
treasury-report-available = Available for distribution
treasury-report-below = Below reserve by
treasury-overview-available = Available for distribution:
treasury-overview-below = Below reserve by
treasury-overview-due = Due this week
treasury-month-of-year = { $month } { $year }

treasury-reserve-policy-title = Set the reserve
treasury-reserve-policy-lead = As the group has decided it. What was in force before stays readable.
treasury-reserve-kind = How much
treasury-reserve-kind-months = Some months of what the group usually spends
treasury-reserve-kind-months-hint = It follows the rent and the coffee by itself. Most groups keep one to three months.
treasury-reserve-kind-fixed = A fixed sum
treasury-reserve-kind-fixed-hint = Simple to say, until the rent changes.
treasury-reserve-months-kept = Months to keep
treasury-reserve-window = Average of the last
treasury-reserve-rounding = Rounded up to
treasury-reserve-fixed = The sum
treasury-decision-legend = What it rests on
treasury-decision = Decision
treasury-decision-none = None of these: a business meeting of the day below
treasury-decision-standing = The decision the plan itself rests on
treasury-decision-choice = { $number }: { $words }
treasury-decision-meeting = Day of the business meeting
treasury-decision-meeting-hint = Only where the decision has no number in the register.
treasury-decision-meeting-only = The register of decisions has no numbers yet, so the day will do.
treasury-rests-on-decision = It rests on decision { $number }.
treasury-rests-on-meeting = It rests on the business meeting of { $day }.
treasury-effective-on = In force from
treasury-effective-on-hint = The day of the decision, or a later one.

# Bills and earmarks
treasury-earmarked-title = Spoken for
treasury-earmarked-lead = What the group knows it will have to pay. It counts as if it were spent already.
treasury-earmarked-none = Nothing is spoken for.
treasury-earmarked-until = Monthly bills due until
treasury-earmark-add = Set money aside
treasury-earmark-lead = For something the group knows will come: a deposit, a workshop, a repair. It stays until it is paid or let go.
treasury-earmark-what-hint = A few words, without anybody's name.
treasury-earmark-category = Counts as
treasury-earmark-category-open = Not known yet
treasury-earmark-since = Set aside on
treasury-earmark-since-hint = Reports of earlier days know nothing of it.
treasury-bills-title = Bills every month
treasury-bills-none = No bill is entered. With one, such as the rent, its day is never forgotten and its money is never given away.
treasury-bill-add = Add a monthly bill
treasury-bill-title = Add a monthly bill
treasury-bill-lead = It appears when it is due, and one press opens the expense filled in.
treasury-bill-what = Name
treasury-bill-what-hint = Such as Rent, without anybody's name.
treasury-bill-amount-hint = What it usually is. When it is paid, another sum may be written.
treasury-bill-day = Day of the month
treasury-bill-day-hint = From 1 to 31; in a shorter month its last day.
treasury-bill-begins = Due from
treasury-bill-begins-hint = What was due before this day is not asked for.
treasury-bill-end = End it
treasury-bill-ends = ends
treasury-bill-end-title = End { $what }
treasury-bill-end-lead = Say until when it is due. If the amount changes, end this one and add the new one, so that old reports stay as they were.
treasury-bill-last = Due until
treasury-due-what = What
treasury-due-on = Due on
treasury-due-actions = What to do
treasury-due-pay = Pay
treasury-due-release = Let go
treasury-due-overdue = overdue
treasury-due-share = passed on
treasury-due-memo = { $what }, due { $day }
treasury-share-memo = { $body }, group no. { $number }
treasury-expense-pays = This pays { $what }, due on
treasury-release-title = Let { $what } go
treasury-release-lead = It will not be paid, or was paid in another way already. Its money counts as free again.
treasury-release-save = Let it go
treasury-settled-title = This is settled already
treasury-settled-lead = Somebody was faster; nothing was added now.
treasury-settled-entry = See entry { $number }
treasury-settled-released = It was let go. If it must be paid after all, log it as an ordinary expense.

# Service bodies, plans, distributions
treasury-notice-proposed = The distribution is written down. Each line becomes an expense when you pay it.
treasury-bodies-title = Service bodies
treasury-bodies-lead = Those who serve many groups and live on what groups pass on: an intergroup, a district, an area, a service office.
treasury-bodies-none = None is entered yet.
treasury-body-add = Add a service body
treasury-body-change = Change a service body
treasury-body-lead = The group number goes on every payment, so that they know whom it is from.
treasury-body-name-hint = Such as Lantern Valley area.
treasury-body-number = Our group's number there
treasury-body-number-hint = As they gave it; leave it empty if they give none.
treasury-body-number-said = group no. { $number }
treasury-body-no-number = no group number
treasury-body-unused = not offered
treasury-plan-title = Plan for a surplus
treasury-plan-lead = Who gets which part, as the group has decided it. The parts make 100 together.
treasury-plan-none = The group has no plan yet. With one, a surplus is split to the cent in one step.
treasury-plan-no-bodies = Enter first who may get something.
treasury-plan-lay-down = Lay down a plan
treasury-plan-line = Line { $number }
treasury-plan-body = Service body
treasury-plan-nobody = Nobody
treasury-plan-percent = Percent
treasury-plan-minimum = Not below
treasury-plan-round = Round shares down to
treasury-plan-round-hint = Such as 5.00 for whole fives. What is left over stays in the treasury.
treasury-plan-part = { $percent } percent to { $name }
treasury-plan-part-minimum = from { $sum } on
treasury-plan-rounds = Shares are rounded down to a multiple of { $sum }; the rest stays in the treasury.
treasury-distributions-title = Passing a surplus on
treasury-distributions-back = Passing a surplus on
treasury-distributions-link = Passing a surplus on
treasury-distributions-lead = What is over goes to those who serve many groups, as the group has decided. Every member may read it.
treasury-distributions-made = What was proposed
treasury-distributions-none = Nothing has been proposed yet.
treasury-distribution-propose = Propose a distribution
treasury-distribution-nothing = There is nothing to pass on today.
treasury-distribution-no-policy = What may be passed on is known as soon as the group has a reserve.
treasury-distribution-lead = Look at the shares, say what they rest on, and write them down. Paying comes after, one by one.
treasury-distribution-amount = How much to pass on
treasury-distribution-again = Reckon
treasury-distribution-shares = The shares
treasury-distribution-below-minimum = too small to send, stays
treasury-distribution-stays = Stays in the treasury
treasury-distribution-together = Together
treasury-distribution-save = Write it down
treasury-distribution-not-paid = Nothing is spent by this. Until it is paid, each share counts as spoken for.
treasury-distribution-kept = { $sum } stayed in the treasury by rounding and smallest shares.
treasury-distribution-paid = paid
treasury-distribution-open = to be paid
treasury-distribution-released = let go

# What is kept back and passed on: why a form is not saved as it is
treasury-refused-decision-missing = Choose the decision this rests on. If the register has none yet, give the day of the business meeting.
treasury-refused-decision-unknown = The register of decisions has no decision of this number. Choose one from the list.
treasury-refused-before-decision = This was decided on { $day }. Choose that day or a later one.
treasury-refused-reserve-kind = Choose one of the two ways.
treasury-refused-months = Write how many months, as a whole number from 1 to { $most }.
treasury-refused-day-of-month = Write a day of the month, from 1 to 31. In a shorter month the last day is taken.
treasury-refused-bill-end = This bill began on { $day }. Choose that day or a later one.
treasury-refused-name = Give it a name of 1 to { $most } characters.
treasury-refused-body-taken = Another service body has this name. Choose one that tells them apart.
treasury-refused-group-number = A group number has letters and digits, at most { $most } characters.
treasury-refused-memo-unfit = Name and number together look like a phone number or an address, which no memo may hold. Write the number differently.
treasury-refused-body-in-plan = The plan for a surplus names it. Lay down a new plan first; then it need not be offered any more.
treasury-refused-percent = Write a percentage above zero with at most two digits behind the point, such as 50 or 33.33.
treasury-refused-not-whole = The percentages make { $sum } together. They must make 100.
treasury-refused-body-twice = This service body stands in an earlier line already. Choose another, or put the two together.
treasury-refused-plan-missing = There is no plan for a surplus on this day. Lay one down first.
treasury-refused-nothing-available = There is nothing that may be passed on: the reserve and what is earmarked come first.
treasury-refused-more-than-available = Only { $available } is available. Write that or less.
treasury-refused-nothing-left-to-give = After rounding and the smallest shares nothing is left to send. Wait until more has gathered.
treasury-refused-share-differs = This share is { $amount }. A share is paid in full.
treasury-refused-share-category = A share is a contribution to a service body. Choose that.
treasury-refused-memo-number = The note must carry the group number { $number }, so that the service body knows whom it is from.
