// The citizen's ticket on a phone: the page says everything without this; this keeps it true.

import { Feed } from "./feed.js";
import { find, serviceName, setShown, setText, showFresh, showStale } from "./screen.js";

const MINUTE = 60;
const words = document.body.dataset;
const titles = document.title;

let view = {};

function placeText(ahead) {
  if (ahead === 0) return words.next;
  return (ahead === 1 ? words.aheadOne : words.aheadMany).replace("%(count)d", ahead);
}

// Minutes, rounded outwards: to five from twenty on, to half an hour from two hours on.
function minutes(seconds, round) {
  const exact = seconds / MINUTE;
  const step = exact <= 20 ? 1 : exact <= 120 ? 5 : 30;
  return round(exact / step) * step;
}

function waitText(wait) {
  if (wait === null) return "";
  const [least, most] = [minutes(wait.low, Math.floor), minutes(wait.high, Math.ceil)];
  if (most <= 1) return words.waitShort;
  const text = least === 0 ? words.waitUnder : least === most ? words.waitAbout : words.waitRange;
  return text.replace("%(least)d", least).replace("%(most)d", most);
}

function draw() {
  for (const part of document.querySelectorAll("[data-states]")) {
    setShown(part, part.dataset.states.split(" ").includes(view.state));
  }
  for (const name of document.querySelectorAll('[data-part="counter"]')) {
    setText(name, view.counter?.name ?? "");
  }
  setText(find("service"), serviceName(view));
  setText(find("place"), placeText(view.ahead));
  setText(find("wait"), waitText(view.wait));
  setShown(find("wait-line"), view.wait !== null);
  const called = view.state === "called" && view.counter;
  document.title = called ? `${view.counter.name} – ${titles}` : titles;
}

new Feed(words.feed, words.now, {
  snapshot(message) {
    view = message;
    draw();
  },
  event(message) {
    view = { ...view, ...message.now };
    draw();
    if (message.kind === "ticket.called" || message.kind === "ticket.recalled") {
      navigator.vibrate?.([400, 200, 400]);
    }
  },
  stale: showStale,
  fresh: showFresh,
});
