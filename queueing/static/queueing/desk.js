// The counter's desk: keys, clocks, and what changes in the queue, drawn at once. Without this
// script every button still works.

import { Feed } from "../displays/feed.js";

const find = (id) => document.getElementById(id);

/* Keys: a button tells its own in data-key. Where text is typed a key that writes is no command. */

const WRITES = /^(.|Ctrl\+z)$/;

function isTyping(target) {
  return target.matches?.("textarea, select, input:not([type=radio], [type=checkbox])");
}

function keyOf(event) {
  if (event.altKey || event.metaKey) return "";
  const name = event.key === "Esc" ? "Escape" : event.key;
  return `${event.ctrlKey ? "Ctrl+" : ""}${event.shiftKey ? "Shift+" : ""}${name}`;
}

document.addEventListener("keydown", (event) => {
  const key = keyOf(event);
  if (WRITES.test(key) && isTyping(event.target)) return;
  // The newest stands last: a panel's key goes before that of the button which opened it.
  const buttons = [...document.querySelectorAll(`#desk [data-key="${CSS.escape(key)}"]`)];
  const button = buttons.at(-1);
  if (!button || event.defaultPrevented) return;
  event.preventDefault();
  if (event.repeat) return;
  button.click();
  if (button.type === "radio") button.focus();
});

// Space presses what looks like a button, also where it is a link.
document.addEventListener("keydown", (event) => {
  if (event.key !== " " || event.target.getAttribute?.("role") !== "button") return;
  event.preventDefault();
  if (!event.repeat) event.target.click();
});

/* A dossier that is half typed is not left by mistake: the first press warns, the second leaves. */

const WARNED = 6000; // ms
let warned = false;

function isTyped() {
  const form = find("dossier");
  if (!form) return false;
  const texts = [...form.querySelectorAll("input[type=text][name]")];
  return texts.some((input) => input.value) || form.querySelector("[name=paper]:checked") !== null;
}

function isLeaving(pressed) {
  if (!pressed || pressed.target === "_blank") return false;
  return pressed.id === "panel-back" || !pressed.closest("#dossier");
}

document.addEventListener("click", (event) => {
  if (warned || !isLeaving(event.target.closest("#desk a, #desk button")) || !isTyped()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  warned = true;
  find("unsaved").hidden = false;
  setTimeout(() => {
    warned = false;
    find("unsaved").hidden = true;
  }, WARNED);
}, true);

/* Clocks by the server's time. */

const skew = Date.parse(document.body.dataset.now) - Date.now();
const two = (count) => String(count).padStart(2, "0");
const timeText = new Intl.DateTimeFormat("vi-VN", {
  hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: document.body.dataset.zone,
});

function tick() {
  const now = Date.now() + skew;
  for (const clock of document.querySelectorAll("[data-since]")) {
    const seconds = Math.max(0, Math.floor((now - Date.parse(clock.dataset.since)) / 1000));
    clock.textContent = `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  }
  find("clock").textContent = timeText.format(now);
}

setInterval(tick, 1000);
document.addEventListener("htmx:afterSettle", tick);
tick();

/* What happens in the queue. */

const AGAIN = 30_000; // ms: minutes waited grow also when nothing happens
const TOGETHER = 150; // ms: events of one moment are asked for once
const PACE = 1500; // ms between two requests while much happens
let asked = 0;
let last = -PACE;

function refresh() {
  if (asked) return;
  const wait = Math.max(TOGETHER, last + PACE - performance.now());
  asked = setTimeout(() => {
    asked = 0;
    last = performance.now();
    htmx.trigger("#pulse", "queue-changed");
  }, wait);
}

function say(text) {
  const bar = find("stale");
  bar.textContent = text;
  bar.hidden = false;
}

function stale(since) {
  const { lost, never } = find("stale").dataset;
  say(since === null ? never : lost.replace("{time}", timeText.format(since)));
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

// An action goes before a refresh: the button that was pressed must stay in the page until the
// answer is in place, for htmx looks there for what to do with it.
let acting = false;
const ofAction = (event) => find("work-area").contains(event.target);

document.addEventListener("htmx:beforeRequest", (event) => {
  if (ofAction(event)) acting = true;
  else if (acting && event.target.id === "pulse") event.preventDefault();
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (!ofAction(event)) return;
  acting = false;
  refresh();
});

/* Answers that are no desk: signed out meanwhile, rights taken away, server away. */

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target } = event.detail;
  if (!["desk", "line"].includes(target?.id)) return;
  if (acting && target.id === "line") event.detail.shouldSwap = false;
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
