# A name beside a contribution
treasury-giver-summary = Whose name stands with it
treasury-giver-hint = Nobody's, as a rule. Only with a birthday contribution or a bequest, or where she asked for a receipt. Only the treasurer and she see it, and it can be taken away at any time.
treasury-giver = Given by
treasury-giver-nobody = Nobody's name
treasury-giver-receipt = She asked for a receipt
treasury-occasion-birthday = Birthday contribution
treasury-occasion-bequest = Bequest
treasury-occasion-receipt = Contribution with a receipt
treasury-name-seen = Only the treasurer and she see this name.
treasury-name-erase = Take the name away
treasury-name-erase-mine = Take my name away
treasury-notice-name-erased = The name is gone. The entry and every total stay as they are.
treasury-my-name-title = Given in my name
treasury-my-name-link = What you gave with your name on it
treasury-my-name-lead = Only you and the treasurer see this. Take your name away whenever you like: the entry stays, without it.
treasury-my-name-none = Nothing stands in your name.
treasury-my-name-what = What it was
treasury-acknowledgement-title = Receipt
treasury-acknowledgement-open = Receipt
treasury-acknowledgement-words = We received with thanks from { $name }:
treasury-acknowledgement-number = Entry number
treasury-acknowledgement-tax = Whether this can be deducted from taxes, the group does not say.

# Limits
treasury-limits-title = What the group takes from one member
treasury-limits-lead = So that nobody's money weighs more than her voice. Every member may read it.
treasury-limits-yearly = From one member in a year
treasury-limits-yearly-hint = Leave it empty for no limit. What is in the basket is anonymous and not reckoned.
treasury-limits-bequest = As a bequest
treasury-limits-bequest-hint = All of it together. Leave it empty for no limit.
treasury-limits-no-limit = no limit
treasury-limits-none = The group has laid down no limit
treasury-limits-none-hint = Most groups never need one. It is worth it when somebody offers much.
treasury-limits-set = Set limits
treasury-limits-all = All limits the group has laid down
treasury-limits-link = What the group takes from one member
treasury-limits-above = It is above the group's limit
treasury-limits-taken = It is above the group's limit.

# Declined
treasury-declined-title = Money from outside, declined
treasury-declined-lead = It is in no balance. The report says, without a name, that it was offered and declined.
treasury-declined-amount = What was offered
treasury-declined-amount-hint = Such as 100.00.
treasury-declined-day = Day of the offer
treasury-declined-link = Write down that it was declined
treasury-declined-said = On { $day }, { $amount } from outside was offered and declined; it is in no total.

# Why a form is not saved as it is
treasury-refused-giver = Choose somebody from the list, or nobody.
treasury-refused-giver-elsewhere = No name may stand with this kind of income. Choose “Nobody's name”.
treasury-refused-giver-receipt = A name stands with this only where she asked for a receipt. Say so below, or choose “Nobody's name”.
treasury-refused-above-yearly = The group takes at most { $limit } a year from one member, and { $before } stands in her name this year. Take less, or name below the decision by which the group takes it.
treasury-refused-above-yearly-first = The group takes at most { $limit } a year from one member. Take less, or name below the decision by which the group takes it.
treasury-refused-above-bequest = The group takes at most { $limit } as a bequest. Take less, or name below the decision by which the group takes it.
