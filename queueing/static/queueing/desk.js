// The counter's desk: keys, clocks, and what changes in the queue, drawn at once. Without this
// script every button still works.

import { Feed } from "../displays/feed.js";

const find = (id) => document.getElementById(id);

/* Keys: a button tells its own in data-key. */

function keyOf(event) {
  if (event.altKey || event.metaKey) return "";
  const name = event.key === "Esc" ? "Escape" : event.key;
  return `${event.ctrlKey ? "Ctrl+" : ""}${event.shiftKey ? "Shift+" : ""}${name}`;
}

document.addEventListener("keydown", (event) => {
  // The newest stands last: a panel's key goes before that of the button which opened it.
  const buttons = [...document.querySelectorAll(`#desk [data-key="${CSS.escape(keyOf(event))}"]`)];
  const button = buttons.at(-1);
  if (!button || event.defaultPrevented) return;
  event.preventDefault();
  if (!event.repeat) button.click();
});

// Space presses what looks like a button, also where it is a link.
document.addEventListener("keydown", (event) => {
  if (event.key !== " " || event.target.getAttribute?.("role") !== "button") return;
  event.preventDefault();
  if (!event.repeat) event.target.click();
});

/* A dossier that is half typed is not left by mistake: the first press warns, the second leaves. */

const WARNED = 6000; // ms
let warned = 0;

function isTyped() {
  const form = find("dossier");
  return Boolean(form) && [...form.querySelectorAll("input[type=text], input[type=checkbox]")].some(
    (input) => input.id.startsWith("dossier-") || input.id.startsWith("paper-")
      ? (input.type === "checkbox" ? input.checked !== input.defaultChecked : input.value !== input.defaultValue)
      : false,
  );
}

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("#desk a, #desk button");
  if (!pressed || pressed.closest("#dossier") && pressed.id !== "panel-back") return;
  if (pressed.target === "_blank" || !isTyped() || performance.now() - warned < WARNED && warned) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  warned = performance.now();
  const note = find("unsaved");
  note.hidden = false;
  setTimeout(() => { note.hidden = true; warned = 0; }, WARNED);
}, true);

/* Clocks by the server's time. */

const skew = Date.parse(document.body.dataset.now) - Date.now();
const two = (count) => String(count).padStart(2, "0");

function tick() {
  const now = Date.now() + skew;
  for (const clock of document.querySelectorAll("[data-since]")) {
    const seconds = Math.max(0, Math.floor((now - Date.parse(clock.dataset.since)) / 1000));
    if (clock.id !== "stale") clock.textContent = `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  }
  const time = new Date(now);
  find("clock").textContent = `${two(time.getHours())}:${two(time.getMinutes())}`;
}

setInterval(tick, 1000);
document.addEventListener("htmx:afterSettle", tick);
tick();

/* What happens in the queue. */

const AGAIN = 30_000; // ms: minutes waited grow also when nothing happens
let asked = 0;

function refresh() {
  clearTimeout(asked);
  asked = setTimeout(() => htmx.trigger("#pulse", "queue-changed"), 150);
}

function say(text) {
  const bar = find("stale");
  bar.textContent = text;
  bar.hidden = false;
}

function stale(since) {
  const { since: text, never } = find("stale").dataset;
  const time = since === null ? null : new Date(since);
  say(time ? text.replace("{time}", `${time.getHours()}:${two(time.getMinutes())}`) : never);
  document.body.classList.add("is-stale");
}

function fresh() {
  find("stale").hidden = true;
  document.body.classList.remove("is-stale");
  refresh();
}

new Feed(document.body.dataset.feed, document.body.dataset.now, {
  snapshot: refresh,
  event: refresh,
  stale,
  fresh,
});
setInterval(refresh, AGAIN);

/* Answers that are no desk: signed out meanwhile, rights taken away, server away. */

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target } = event.detail;
  if (!["desk", "line"].includes(target?.id)) return;
  const part = target.id === "desk" ? 'id="desk"' : 'id="line"';
  if (xhr.status < 400 && !xhr.responseText.includes(part)) {
    event.detail.shouldSwap = false;
    location.reload();
  }
});
document.addEventListener("htmx:responseError", (event) => {
  if ([401, 403, 404].includes(event.detail.xhr.status)) location.reload();
  else say(find("stale").dataset.refused);
});
for (const kind of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(kind, (event) => {
    if (event.target.id !== "pulse" && event.target.id !== "printer-notices") say(find("stale").dataset.refused);
  });
}
document.addEventListener("htmx:afterOnLoad", (event) => {
  if (event.detail.successful && !document.body.classList.contains("is-stale")) find("stale").hidden = true;
});
