// The screen over a counter: whose turn it is, who serves, or why nobody does.

import { Feed } from "./feed.js";
import {
  find, fit, flash, serviceName, setShown, setText, showFresh, showStale, startClock, startDrift,
} from "./screen.js";

const CALLS = new Set(["ticket.called", "ticket.recalled"]);

let view = {};

// Which of the page's parts is shown: the number as long as there is one.
function situation() {
  if (view.ticket) return "ticket";
  return view.state === "open" ? "free" : view.state;
}

function draw() {
  for (const part of document.querySelectorAll("[data-situation]")) {
    setShown(part, part.dataset.situation === situation());
  }
  setText(find("number"), view.ticket?.number ?? "");
  setText(find("service"), serviceName(view) ?? "");
  setText(find("counter"), view.counter.name);
  setText(find("services"), view.services.join(" · "));
  setText(find("reason"), view.pause_reason);
  setText(find("officer"), view.officer?.name ?? "");
  setText(find("title"), view.officer?.title ?? "");
  setShown(find("person"), view.officer !== null);
  fit(find("number"));
}

const feed = new Feed(document.body.dataset.feed, document.body.dataset.now, {
  snapshot(message) {
    view = message;
    draw();
  },
  event(message) {
    view = { ...view, ...message.now };
    draw();
    if (CALLS.has(message.kind)) flash(find("call"));
  },
  stale: showStale,
  fresh: showFresh,
});

startClock(feed);
startDrift();
addEventListener("resize", () => fit(find("number")));
document.fonts?.ready.then(() => fit(find("number")));
