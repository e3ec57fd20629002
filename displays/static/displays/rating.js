// The rating tablet: asks when a visit ends at its counter, and goes back to rest by itself. Every
// page is the server's; this fetches the next one and puts its main part in place, so that a broken
// line never leaves a browser's error behind.

import { Feed } from "./feed.js";
import { setShown, setText, showFresh, showStale } from "./screen.js";

const ASKS = new Set(["ticket.finished", "ticket.restored", "ticket.serving", "ticket.further"]);
const PATIENCE = 8_000; // ms for an answer

const home = document.body.dataset.home;
let rest = null;
let busy = false;

const main = () => document.querySelector("main");

async function load(address, sent) {
  const answer = await fetch(address, { ...sent, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = page.querySelector("main");
  if (!next) throw new Error("no page");
  const isSame = next.dataset.state === main().dataset.state && next.innerHTML === main().innerHTML;
  if (!isSame) {
    main().replaceWith(next);
    if (next.dataset.state !== "rest") next.focus({ preventScroll: true });
  }
  arrive();
}

function arrive() {
  clearTimeout(rest);
  const seconds = Number(main().dataset.rest);
  if (seconds) rest = setTimeout(goHome, seconds * 1000);
}

// Somebody who writes is not interrupted: the next visit is asked about afterwards.
const isWriting = () => Boolean(document.getElementById("text")?.value);

async function goHome() {
  try {
    await load(home);
  } catch {
    rest = setTimeout(goHome, 5_000);
  }
}

async function send(form, button) {
  if (busy) return;
  busy = true;
  const body = new URLSearchParams(new FormData(form, button));
  try {
    await load(location.href, { method: "POST", body });
  } catch {
    sayFailed();
  } finally {
    busy = false;
  }
}

function sayFailed() {
  let said = document.getElementById("failed");
  if (!said) {
    said = document.createElement("p");
    said.id = "failed";
    said.className = "message message-error";
    said.setAttribute("role", "alert");
    main().append(said);
  }
  setText(said, main().dataset.failed);
  setShown(said, true);
}

document.addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.target, event.submitter);
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-go]")) {
    event.preventDefault();
    goHome();
  }
});
for (const kind of ["input", "pointerdown", "keydown"]) document.addEventListener(kind, arrive);

if (main().dataset.state !== "foreign") {
  new Feed(document.body.dataset.feed, document.body.dataset.now, {
    snapshot() { if (!isWriting() && main().dataset.state !== "rated") goHome(); },
    event(message) { if (ASKS.has(message.kind) && !isWriting()) goHome(); },
    stale: showStale,
    fresh: showFresh,
  });
}
arrive();
