# The second counter's word, and her counting code

treasury-unconfirmed = not confirmed yet
treasury-confirmed = confirmed
treasury-confirm-title = You counted a basket
treasury-confirm-question = You counted the basket of { $day }: { $total }. Was it so?
treasury-confirm-yes = Yes, I counted it too
treasury-confirm-no = No
treasury-confirm-hand-over = The second counter confirms
treasury-confirm-counter = Who counted with you
treasury-confirm-code = Her counting code
treasury-confirm-code-of = Counting code of { $name }
treasury-confirm-code-hint = Hand her the phone. She looks at the sum and types her own digits.
treasury-confirm-own-device = She can also confirm on her own phone: the question waits on her first page.
treasury-confirm-no-code = { $name } has no counting code yet. She sets one on her page About me.
treasury-confirm-worn-out = The counting code of { $name } was typed wrongly too often. She sets another on her page About me.
treasury-confirm-rests = The counting code of { $name } rests until { $moment }.
treasury-notice-confirmed = Thank you. The basket is confirmed.

treasury-signal-none = No signal. Nothing is lost: keep this page open; it is sent as soon as there is one.
treasury-signal-signed-out = You were signed out meanwhile. Nothing is lost: sign in again in another tab, come back to this page and save.
treasury-signal-kept = This is the count you began in this tab.
treasury-signal-anew = Begin anew

treasury-doubt-title = It was not so
treasury-doubt-what = Tell the treasurer what you counted, today if you can, and name entry { $number }. She takes the entry back, and the two of you enter the basket anew.
treasury-doubt-nothing = Nothing was changed, and nothing about your answer is kept. A slip in counting happens to everybody.
treasury-doubt-look = Look at the count sheet
treasury-doubt-later = Back to the first page

treasury-report-unconfirmed = { $count ->
    [one] One that two people counted is not confirmed yet by the second of them.
   *[other] { $count } that two people counted are not confirmed yet by the second of them.
 }

treasury-code-title = Counting code
treasury-code-lead = With these digits you confirm on the treasurer's phone that you counted the basket too. You need none if you confirm on your own.
treasury-code-has = You have a code. It cannot be shown; what you type here replaces it.
treasury-code-new = New code
treasury-code-hint = Four to six digits that you use nowhere else.
treasury-code-again = The same digits again
treasury-code-save = Save the code
treasury-code-worn-out = Your code was typed wrongly five times, so that it counts no more. Set another; it counts a day after the last try. Until then you can confirm on your own phone. If it was not you, tell the treasurer.
treasury-code-rests = Your code rests until { $moment }, because it was typed wrongly too often before. Until then you can confirm on your own phone.
treasury-notice-code-set = Your counting code is saved.
treasury-kept-counting = A counting code, if you set one, as a hash from which it cannot be read; how often it was typed wrongly. Deleted when you leave. That you confirmed a basket, beside the entry.

treasury-refused-code-digits = A counting code has four to six digits.
treasury-refused-code-easy = Choose digits that are not all the same and not in a row.
treasury-refused-code-differs = The two fields differ.
treasury-refused-code-wrong = This is not her code. After five wrong ones it counts no more.
treasury-refused-confirm-not-of-two = Only a basket that two people counted is confirmed.
treasury-refused-confirm-not-a-counter = Only somebody who counted this basket can confirm it.
treasury-refused-confirm-posted = You entered this basket yourself. The other counter confirms it.
treasury-refused-confirm-reversed = This entry was taken back meanwhile. There is nothing left to confirm.
