// The lobby: each call has its time in the large box, one after the other; beside it the last five.

import { Feed } from "./feed.js";
import {
  dayOf, find, fit, flash, setShown, setText, showFresh, showStale, startClock, startDrift,
} from "./screen.js";

const HOLD = Number(document.body.dataset.hold); // ms that a call stays while others wait
const NEWS = 60_000; // ms: an older call is history when this screen hears of it
const MOST_WAITING_CALLS = 12;
const ROWS = 5;
const CALLS = new Set(["ticket.called", "ticket.recalled"]);

const view = { counters: [], services: [], recent: [] };
let shown = null; // the call in the large box
let busyUntil = 0; // performance.now() until which it stays
let waiting = []; // calls that have not had their time in the large box
let timer = null;

const age = (call) => feed.now() - Date.parse(call.at);
const same = (one, other) => one.number === other.number && one.counter.id === other.counter.id;
const isToday = (call) => dayOf(Date.parse(call.at)) === dayOf(feed.now());

function show(call) {
  shown = call;
  setText(find("number"), call.number);
  setText(find("counter"), call.counter.name);
  find("where").dataset.side = view.counters.find((one) => one.id === call.counter.id)?.side ?? "";
  setShown(find("call"), true);
  setShown(find("no-call"), false);
  fitAll();
}

function fitAll() {
  for (const text of document.querySelectorAll(".fit-box > *")) fit(text);
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
  show(waiting.shift());
  flash(find("call"));
  busyUntil = performance.now() + HOLD;
  draw();
  timer = setTimeout(advance, HOLD);
}

// A call that has just happened waits for its time; called again, it waits only once.
function announce(call) {
  if (age(call) > NEWS) {
    settle();
    return;
  }
  waiting = [...waiting.filter((one) => !same(one, call)), call].slice(-MOST_WAITING_CALLS);
  advance();
}

// After a while without news: what happened meanwhile is shown as it stands, nothing is repeated.
function settle() {
  const [latest] = view.recent.filter(isToday);
  const idle = waiting.length === 0 && performance.now() >= busyUntil;
  if (latest && idle && !(shown && same(shown, latest))) show(latest);
}

function filled(template, texts) {
  const item = find(template).content.firstElementChild.cloneNode(true);
  for (const [name, text] of Object.entries(texts)) setText(item.querySelector(`.${name}`), text);
  return item;
}

function draw() {
  if (shown && !isToday(shown)) shown = null;
  setShown(find("call"), shown !== null);
  setShown(find("no-call"), shown === null);
  setShown(find("all-closed"), !view.counters.some((counter) => counter.state === "open"));
  const others = view.recent.filter((call) => isToday(call) && !(shown && same(shown, call)));
  const rows = others.slice(0, ROWS).map(
    (call) => filled("row", { number: call.number, counter: call.counter.name }),
  );
  while (rows.length < ROWS) rows.push(filled("empty-row", {}));
  find("rows").replaceChildren(...rows);
  const services = view.services.filter((service) => service.active);
  find("tiles").replaceChildren(...services.map(
    (service) => filled("tile", { service: nameOf(service), number: String(service.waiting) }),
  ));
  fitAll();
}

function nameOf(service) {
  return (document.documentElement.lang === "en" && service.name_en) || service.name;
}

// An event brings only those counters and services that changed.
function merged(list, changed, key) {
  const rest = new Map(changed.map((one) => [one[key], one]));
  const known = list.map((one) => rest.get(one[key]) ?? one);
  for (const one of list) rest.delete(one[key]);
  return [...known, ...rest.values()];
}

function take({ counters = [], services = [], recent = view.recent } = {}) {
  view.counters = merged(view.counters, counters, "id");
  view.services = merged(view.services, services, "code");
  view.recent = recent;
}

const feed = new Feed(document.body.dataset.feed, document.body.dataset.now, {
  snapshot(message) {
    Object.assign(view, { counters: [], services: [] });
    take(message);
    settle();
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
setInterval(draw, 60_000); // yesterday's calls go at midnight
addEventListener("resize", fitAll);
document.fonts.ready.then(fitAll);
