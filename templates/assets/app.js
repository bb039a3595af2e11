/*
 * What the pages gain when scripts run. Every page is complete without this file; nothing here talks to the network.
 *
 *   data-quick-exit        the link replaces this page in the history; so does Escape pressed three times
 *   data-count-sheet       on the fieldset of a count sheet: steppers, row amounts, running total (see `countSheet`)
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
document.querySelectorAll("form[data-guard]").forEach(guard);
document.querySelectorAll("form[method=post]").forEach(once);
document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
