// The lobby: each call is shown for a set time, one after the other; beside it the last five.

import { Feed } from "./feed.js";
import {
  dayOf, find, fit, flash, setShown, setText, showFresh, showStale, startClock, startDrift,
} from "./screen.js";

const HOLD = Number(document.body.dataset.hold); // ms that a call stays, if others wait
const NEWS = 60_000; // ms: an older call is history when this screen hears of it
const MOST_WAITING_CALLS = 12;
const ROWS = 5;
const CALLS = new Set(["ticket.called", "ticket.recalled"]);

const view = { counters: [], services: [], recent: [] };
let shown = null; // the call in the large box
let busyUntil = 0; // performance.now() until which it stays
let waiting = []; // calls that have not had their time in the large box
let timer = null;
let day = "";

const same = (one, other) => one.number === other.number && one.counter.id === other.counter.id;
const isToday = (call) => dayOf(Date.parse(call.at)) === dayOf(feed.now());

function show(call, loud) {
  shown = call;
  setText(find("number"), call.number);
  setText(find("counter"), call.counter.name);
  const side = view.counters.find((counter) => counter.id === call.counter.id)?.side ?? "";
  find("where").dataset.side = side;
  for (const part of ["number", "counter"]) fit(find(part));
  if (loud) {
    busyUntil = performance.now() + HOLD;
    flash(find("call"));
  }
}

// Show the next call that waits, as soon as the one before has had its time.
function advance() {
  clearTimeout(timer);
  if (waiting.length === 0) return;
  const rest = busyUntil - performance.now();
  if (rest > 0) {
    timer = setTimeout(advance, rest);
    return;
  }
  show(waiting.shift(), true);
  draw();
  timer = setTimeout(advance, HOLD);
}

function announce(call) {
  if (feed.now() - Date.parse(call.at) > NEWS) return;
  if (shown && same(shown, call) && waiting.length === 0) {
    show(call, true);
    return;
  }
  waiting = [...waiting.filter((one) => !same(one, call)), call].slice(-MOST_WAITING_CALLS);
  advance();
}

function row(call) {
  const item = find("row").content.firstElementChild.cloneNode(true);
  setText(item.querySelector(".number"), call.number);
  setText(item.querySelector(".counter"), call.counter.name);
  return item;
}

function tile(service) {
  const item = find("tile").content.firstElementChild.cloneNode(true);
  setText(item.querySelector(".service"), service.name);
  setText(item.querySelector(".number"), String(service.waiting));
  return item;
}

function draw() {
  const calls = view.recent.filter(isToday);
  if (shown && !isToday(shown)) shown = null;
  const quiet = waiting.length === 0 && performance.now() >= busyUntil;
  if (calls.length > 0 && (shown === null || quiet) && !(shown && same(shown, calls[0]))) show(calls[0], false);
  setShown(find("call"), shown !== null);
  setShown(find("no-call"), shown === null);
  const others = calls.filter((call) => !(shown && same(shown, call)));
  find("rows").replaceChildren(...others.slice(0, ROWS).map(row));
  setShown(find("no-rows"), others.length === 0);
  find("tiles").replaceChildren(...view.services.map(tile));
  const open = view.counters.some((counter) => counter.state === "open");
  setShown(find("all-closed"), !open);
}

function take(fields) {
  for (const name of Object.keys(view)) if (fields && name in fields) view[name] = fields[name];
}

const feed = new Feed(document.body.dataset.feed, document.body.dataset.now, {
  snapshot(message) {
    take(message);
    draw();
  },
  event(message) {
    take(message.now);
    if (CALLS.has(message.kind)) announce(message);
    draw();
  },
  stale: showStale,
  fresh: showFresh,
});

startClock(feed);
startDrift();
setInterval(() => {
  const today = dayOf(feed.now());
  if (today !== day) draw();
  day = today;
}, 60_000);
addEventListener("resize", () => { if (shown) show(shown, false); });
document.fonts?.ready.then(() => { if (shown) show(shown, false); });
