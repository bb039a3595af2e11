# The frame around every page.

layout-skip = Go to the page
layout-menu = Menu
layout-quick-exit = Leave now
layout-quick-exit-keys = (or press Escape three times)
layout-signed-in-as = Signed in as { $name }
layout-sign-out = Sign out
layout-demo = A made-up group. Nobody here is real.
# Words that the script speaks: buttons beside a count, and the way out of a question.
layout-fewer = One fewer:
layout-more = One more:
layout-go-back = Go back
