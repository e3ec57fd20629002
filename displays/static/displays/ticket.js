// The citizen's ticket on a phone: the page says everything without this; this keeps it true.

import { Feed } from "./feed.js";
import { find, setShown, setText, showFresh, showStale } from "./screen.js";

const MINUTE = 60;
const words = document.body.dataset;
const titles = document.title;

let view = {};

function placeText(ahead) {
  if (ahead === 0) return words.next;
  return (ahead === 1 ? words.aheadOne : words.aheadMany).replace("{count}", ahead);
}

function waitText(wait) {
  if (!wait) return "";
  const [low, high] = [wait.low / MINUTE, wait.high / MINUTE];
  if (low === 0) return words.waitUnder.replace("{most}", high);
  if (low === high) return words.waitAbout.replace("{most}", high);
  return words.waitRange.replace("{least}", low).replace("{most}", high);
}

function draw() {
  for (const part of document.querySelectorAll("[data-states]")) {
    setShown(part, part.dataset.states.split(" ").includes(view.state));
  }
  for (const name of document.querySelectorAll('[data-part="counter"]')) {
    setText(name, view.counter?.name ?? "");
  }
  setText(find("service"), view.service.name);
  setText(find("place"), view.ahead === null ? "" : placeText(view.ahead));
  setText(find("wait"), waitText(view.wait));
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
