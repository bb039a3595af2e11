/*
 * What the pages gain when scripts run. Every page is complete without this file; it talks to our own server alone, and only to send a
 * form that the browser would have sent.
 *
 *   data-quick-exit        the link replaces this page in the history; so does Escape pressed three times
 *   data-count-sheet       on the fieldset of a count sheet: steppers, row amounts, running total (see `countSheet`)
 *   data-keep              on the form of a count: it waits for a signal and is sent by itself (see `keep`)
 *   data-guard             on a long form: the browser asks before typed work is lost
 *   data-confirm="..."     on a submit button: the sentence is asked first
 *   data-busy="..."        on a submit button: its words while the form is on its way
 *   .error-summary         takes the focus, so that whoever hears or magnifies the page begins with what to mend
 *   data-print             on a button of class needs-script: prints the page
 */
"use strict";

document.documentElement.classList.add("scripted");

const words = document.body.dataset;

/* ---- Leaving at once ---- */

let leaving = false;

function leaveAt(href) {
  leaving = true;
  forgetKept();
  document.title = " ";
  document.body.replaceChildren();
  location.replace(href);
}

function quickExit() {
  const link = document.querySelector("[data-quick-exit]");
  if (!link) return;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leaveAt(link.href);
  });
  let presses = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    presses = presses.filter((at) => event.timeStamp - at < 2000).concat(event.timeStamp);
    if (presses.length >= 3) leaveAt(link.href);
  });
}

/* ---- Counting the basket ----
 * The fieldset carries data-currency="USD" (ISO 4217). Each input carries data-minor, what one piece is worth in minor
 * units. Where there are [data-amount] (in the row) and [data-total] they are filled; data-fill="id" names the field of
 * the declared total, which follows the count until she types in it herself.
 */

function countSheet(sheet) {
  const inputs = [...sheet.querySelectorAll("input[data-minor]")];
  const format = new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency: sheet.dataset.currency });
  const digits = format.resolvedOptions().maximumFractionDigits;
  const money = (minor) => format.format(minor / 10 ** digits);
  const pieces = (input) => (/^\d{1,6}$/.test(input.value.trim()) ? Number(input.value.trim()) : 0);
  const declared = sheet.dataset.fill ? document.getElementById(sheet.dataset.fill) : null;
  let followed = "";

  function add() {
    let total = 0;
    for (const input of inputs) {
      const amount = pieces(input) * Number(input.dataset.minor);
      total += amount;
      const shown = input.closest(".denomination")?.querySelector("[data-amount]");
      if (shown) shown.textContent = amount ? money(amount) : "";
    }
    for (const shown of document.querySelectorAll("[data-total]")) shown.textContent = money(total);
    const counted = total ? (total / 10 ** digits).toFixed(digits) : "";
    if (declared && (declared.value === followed || declared.value === counted)) {
      declared.value = counted;
      followed = counted;
    }
  }

  for (const input of inputs) {
    const name = input.labels[0]?.textContent.trim() ?? "";
    const step = (by, sign, word) => {
      const button = document.createElement("button");
      button.type = "button";
      button.tabIndex = -1; // For fingers. On a keyboard the field itself takes digits and the arrow keys.
      button.textContent = sign;
      button.setAttribute("aria-label", `${word} ${name}`);
      button.addEventListener("click", () => {
        const next = Math.max(0, pieces(input) + by);
        input.value = next ? String(next) : "";
        input.dispatchEvent(new Event("input", { bubbles: true }));
      });
      return button;
    };
    input.before(step(-1, "−", words.wordFewer));
    input.after(step(1, "+", words.wordMore));
    input.addEventListener("focus", () => input.select());
    input.addEventListener("keydown", (event) => {
      const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      const next = Math.max(0, pieces(input) + by);
      input.value = next ? String(next) : "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  sheet.addEventListener("input", add);
  add();
}

/* ---- Sending a form ---- */

const typed = (form) => new URLSearchParams(new FormData(form)).toString();

function guard(form) {
  const before = typed(form);
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && !form.dataset.sent && typed(form) !== before) event.preventDefault();
  });
}

function once(form) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    for (const button of form.querySelectorAll("button:not([type=button])")) button.setAttribute("aria-disabled", "true");
    const busy = event.submitter?.dataset.busy;
    if (busy) event.submitter.textContent = busy;
  });
}

/* ---- A count without a signal ----
 * The form carries the words data-no-signal, data-signed-out and data-kept, and has a [data-signal] to say them in. It is sent in the
 * background with the id that it carries, as often as needed: the server makes one entry of it. While the tab is open the page itself
 * keeps what was typed; the tab's session storage keeps the figures as well, for a phone that drops the page and loads it again. It holds
 * no words, and is emptied when the count is saved, when somebody signs out, and when the page is left at once.
 */

const KEPT = "count";

/** Storage may be switched off in the browser; then the open page is all there is. */
function storage(act) {
  try {
    return act(sessionStorage);
  } catch {
    return null;
  }
}

function forgetKept() {
  storage((kept) => kept.removeItem(KEPT));
}

function keep(form) {
  const says = form.querySelector("[data-signal]");
  const say = (sentence, ...more) => {
    says.className = sentence ? "notice attention" : "";
    says.replaceChildren(sentence, ...more);
  };
  const busy = (is) => form.querySelector("button[type=submit]").setAttribute("aria-disabled", String(is));
  let sending = false;
  let waiting = null;

  // A page that came back to be mended shows what the server was sent; a fresh one shows what was left unfinished.
  const fresh = !document.querySelector(".error-summary");
  const before = fresh ? storage((kept) => JSON.parse(kept.getItem(KEPT))) : null;
  if (before) {
    for (const [name, value] of before) if (form.elements.namedItem(name)) form.elements.namedItem(name).value = value;
    form.querySelector("[data-count-sheet]")?.dispatchEvent(new Event("input"));
    const anew = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: form.dataset.anew });
    anew.addEventListener("click", () => {
      leaving = true;
      forgetKept();
      location.reload();
    });
    say(`${form.dataset.kept} `, anew);
  }
  form.addEventListener("input", () => {
    const figures = [...new FormData(form)].filter(([name]) => name !== "note");
    storage((kept) => kept.setItem(KEPT, JSON.stringify(figures)));
  });

  function wait() {
    say(form.dataset.noSignal);
    clearTimeout(waiting);
    waiting = setTimeout(send, 15_000);
  }

  async function send() {
    if (sending) return;
    sending = true;
    busy(true);
    clearTimeout(waiting);
    waiting = null;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.action, { method: "POST", body, signal: AbortSignal.timeout(20_000) });
      // A proxy that does not reach the server is no signal either.
      if (answer.status >= 502) return wait();
      const { pathname } = new URL(answer.url);
      if (pathname.startsWith("/sign-in")) {
        say(form.dataset.signedOut);
        return;
      }
      // It has arrived, or there is something to mend. What the server says to it the browser shows: it sends the form once more, and its
      // id makes of both the same entry.
      if (answer.ok && pathname.startsWith("/treasury/entries/")) forgetKept();
      leaving = true;
      form.submit();
    } catch {
      wait();
    } finally {
      sending = false;
      busy(leaving);
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!leaving) send();
  });
  window.addEventListener("online", () => {
    if (waiting) send();
  });
}

function ask(button) {
  const dialog = document.createElement("dialog");
  const question = document.createElement("p");
  question.id = "question";
  question.textContent = button.dataset.confirm;
  dialog.setAttribute("aria-labelledby", "question");
  const back = Object.assign(document.createElement("button"), { type: "button", textContent: words.wordBack, autofocus: true });
  const go = Object.assign(document.createElement("button"), { type: "button", textContent: button.textContent.trim(), className: button.className });
  const actions = Object.assign(document.createElement("p"), { className: "form-actions" });
  actions.append(back, go);
  dialog.append(question, actions);
  back.addEventListener("click", () => dialog.close());
  go.addEventListener("click", () => {
    button.dataset.agreed = "yes";
    dialog.close();
    button.form.requestSubmit(button);
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    button.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

function confirmFirst(button) {
  if (!button.form || typeof HTMLDialogElement === "undefined") return;
  button.addEventListener("click", (event) => {
    if (button.dataset.agreed) {
      delete button.dataset.agreed;
      return;
    }
    event.preventDefault();
    if (button.form.reportValidity()) ask(button);
  });
}

// A page that comes back from the browser's memory is a page that can be sent again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

quickExit();
document.querySelector(".error-summary")?.focus();
document.querySelectorAll("[data-count-sheet]").forEach(countSheet);
document.querySelectorAll("button[data-confirm]").forEach(confirmFirst);
if (document.body.classList.contains("signed-out")) forgetKept();
document.querySelectorAll('form[action="/sign-in/end"]').forEach((form) => form.addEventListener("submit", forgetKept));
document.querySelectorAll("form[data-guard]").forEach(guard);
document.querySelectorAll("form[data-keep]").forEach(keep);
document.querySelectorAll("form[method=post]:not([data-keep])").forEach(once);
document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
