// The lobby: each call has its time in the large box and its voice, one after the other; beside it
// the last five. Nodes are made once and filled again, and every list has a bound: the page stands
// for weeks.

import { Feed } from "./feed.js";
import { Panel } from "./lobby-panel.js";
import {
  dayOf, filled, find, fit, flash, setShown, setText, showFresh, showStale, startClock, startDrift,
} from "./screen.js";
import { Voice } from "./voice.js";

const NEWS = 60_000; // ms: an older call is history when this screen hears of it
const MOST_WAITING_CALLS = 30; // each has its time; beyond them the oldest are in the list only
const ROWS = 5;
const CALLS = new Set(["ticket.called", "ticket.recalled"]);
const COUNTED = /^\s*quầy(?:\s+số)?\s+(\S+)\s*$/i;

const page = document.documentElement;
const view = { counters: [], services: [], recent: [] };
let shown = null; // the call in the large box
let isBusy = false; // its time, or its voice, is not over
let waiting = []; // calls that have not had their time in the large box

const age = (call) => feed.now() - Date.parse(call.at);
const same = (one, other) => one.number === other.number && one.counter.id === other.counter.id;
const isToday = (call) => dayOf(Date.parse(call.at)) === dayOf(feed.now());
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

function counterName(name) {
  const counted = page.lang === "vi" ? null : COUNTED.exec(name);
  return counted ? panel.word("counter").replace("{name}", counted[1]) : name;
}

function setFitted(element, text) {
  if (setText(element, text)) fit(element);
}

function fitAll() {
  for (const text of document.querySelectorAll(".fit-box > *")) fit(text);
}

function drawCall() {
  if (shown && !isToday(shown)) shown = null;
  if (shown) {
    const { counter, number } = shown;
    find("where").dataset.side = view.counters.find((one) => one.id === counter.id)?.side ?? "";
    setText(find("number"), number);
    setText(find("counter"), counterName(counter.name));
  }
  const posting = panel.isPosting;
  setShown(find("posting"), posting);
  const appears = find("call").hidden && shown !== null && !posting;
  setShown(find("call"), shown !== null && !posting);
  setShown(find("no-call"), shown === null && !posting);
  setShown(find("all-closed"), !view.counters.some((counter) => counter.state === "open"));
  if (appears) fitAll();
}

function show(call) {
  shown = call;
  drawCall();
  fit(find("number"));
  fit(find("counter"));
}

// For who listens to a screen reader: the call alone, once; the language's turn is no news.
function tell(call) {
  const said = panel.word("said")
    .replace("{number}", call.number)
    .replace("{counter}", counterName(call.counter.name));
  const line = find("said");
  if (!setText(line, said)) line.replaceChildren(said); // called again: say it again
}

// Give the next call its time: until the least time is over and the voice has spoken to its end.
async function advance() {
  if (isBusy || waiting.length === 0) return;
  isBusy = true;
  const call = waiting.shift();
  panel.call();
  show(call);
  tell(call);
  page.classList.add("is-calling");
  flash(find("call"));
  draw();
  played(call, false);
  const [aloud] = await Promise.all([voice.call(call.seq, waiting.length), pause(panel.settings.hold)]);
  if (aloud) played(call, true);
  isBusy = false;
  page.classList.remove("is-calling");
  panel.rest();
  advance();
}

function played(call, aloud) {
  feed.tell({ type: "played", seq: call.seq, aloud });
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
  const idle = waiting.length === 0 && !isBusy;
  if (latest && idle && !(shown && same(shown, latest))) show(latest);
}

function draw() {
  drawCall();
  const large = panel.isPosting ? null : shown;
  const others = view.recent.filter((call) => isToday(call) && !(large && same(large, call)));
  const rows = others.slice(0, ROWS);
  filled(find("rows"), "row", ROWS).forEach((row, place) => {
    const call = rows[place];
    row.classList.toggle("row-empty", !call);
    row.toggleAttribute("aria-hidden", !call);
    setFitted(row.querySelector(".number"), call?.number ?? "");
    setFitted(row.querySelector(".counter"), call ? counterName(call.counter.name) : "");
  });
  const services = view.services.filter((service) => service.active);
  const list = find("tiles");
  const before = list.children.length;
  filled(list, "tile", services.length).forEach((tile, place) => {
    setFitted(tile.querySelector(".service"), nameOf(services[place]));
    setText(tile.querySelector(".number"), String(services[place].waiting));
  });
  if (list.children.length !== before) fitAll();
}

function nameOf(service) {
  return (page.lang === "en" && service.name_en) || service.name;
}

// An event brings only those counters and services that changed, and `keys` where one came or went.
function merged(list, changed, key, keys = null) {
  const all = new Map([...list, ...changed].map((one) => [one[key], one]));
  return keys ? keys.map((name) => all.get(name)).filter(Boolean) : [...all.values()];
}

function take({ counters = [], services = [], recent = view.recent, keys = {} } = {}) {
  view.counters = merged(view.counters, counters, "id", keys.counters);
  view.services = merged(view.services, services, "code", keys.services);
  view.recent = recent;
}

const voice = new Voice(document.body.dataset.voiceAddress, find("sound"));
const panel = new Panel(document.body.dataset.panelAddress, {
  settings: (settings) => voice.set(settings.voice),
  turned: draw,
  resized() {
    draw();
    fitAll();
  },
});
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
  stale(since) {
    showStale(since);
    fitAll(); // the bar takes its room from everything else
  },
  fresh() {
    showFresh();
    fitAll();
  },
});

startClock(feed);
startDrift();
setInterval(draw, 60_000); // yesterday's calls go at midnight
addEventListener("resize", fitAll);
document.fonts.ready.then(fitAll);
