# What a person reads when a request was not done: a heading by kind, then one sentence that says what to do next.

error-title = Not done
error-heading-not-found = There is nothing here
error-heading-forbidden = This page belongs to a service position
error-heading-too-many = A short pause
error-heading-unavailable = Nothing was saved
error-heading-internal = Something failed on our side
error-heading-refused = This could not be done
error-go-home = To the home page

error-not-found = The page may have moved, or it is kept for somebody else. The menu leads to everything that is open to you.
error-forbidden = You are signed in, and this page is open only to those who hold the position for it. If you should see it, ask the chair to look at your positions.
error-too-many = Too many tries in a short time. Please wait { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
 } and try again.
error-internal = It is written in the log under { $reference }. Go back and try again; if it happens twice, give that reference to whoever runs this server.
error-database-busy = The books are busy just now. Go back and send the form again in a moment.
error-database-full = There is no room left on the disk. Go back to keep what you typed, and tell whoever runs this server.
error-database-disk = The disk did not take what was sent, or it is full. Go back to keep what you typed, and tell whoever runs this server.
error-database-gone = The database does not answer. Go back to keep what you typed, and try again in a few minutes.
error-too-large = What was sent is too large, so none of it was taken. Go back and send less at once.
error-unreadable = The form did not arrive whole, so nothing was saved. Go back and send it again.
error-broken = Something failed on our side. Go back and try again in a moment.
error-other-site = This did not come from a page of ours, so nothing was changed. Open the page here and send it from there.
