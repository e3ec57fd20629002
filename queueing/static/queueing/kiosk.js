/**
 * The kiosk's comfort: goes back to the first screen by itself, says when the line is broken,
 * and brings letters to touch for the search. Every page works without it.
 */

const TICK = 1000; // ms
const RETRY = 5; // seconds between two tries while the line is broken
const AFRESH = 600; // seconds after which a first screen that nobody touches is loaded again
let left = 0;

/** Take over what the page that was just shown asks for. */
function arrive() {
  const look = document.getElementById("look");
  if (!look) return;
  document.documentElement.className = look.dataset.classes;
  document.documentElement.lang = look.dataset.language;
  restart();
  keyboard();
}

/** Tell whether the first screen is shown as the next person should find it. */
function untouched() {
  const query = document.getElementById("q");
  const board = document.getElementById("keyboard");
  const { home } = document.getElementById("countdown").dataset;
  return Boolean(query) && !query.value && board.hidden && location.pathname + location.search === home;
}

function restart() {
  const countdown = document.getElementById("countdown");
  if (!countdown) return;
  left = untouched() ? AFRESH : Number(countdown.dataset.seconds);
  show(countdown);
}

function show(countdown) {
  const hidden = untouched();
  if (hidden !== countdown.hidden) countdown.hidden = hidden;
  if (!hidden) countdown.textContent = countdown.dataset.text.replace("{seconds}", left);
}

function tick() {
  const countdown = document.getElementById("countdown");
  if (!countdown) return;
  left = Math.max(0, Math.min(left, untouched() ? AFRESH : Number(countdown.dataset.seconds)) - 1);
  show(countdown);
  if (left === 0) home(countdown);
}

/** Go to the first screen; while the line is broken the page stays and is tried again. */
function home(countdown) {
  left = RETRY;
  htmx.ajax("GET", countdown.dataset.home, { target: "body", swap: "innerHTML", push: countdown.dataset.home });
}

/* The line. */

function broken() {
  const bar = document.getElementById("broken");
  if (!bar || !bar.hidden) return;
  const now = new Date();
  const time = [now.getHours(), now.getMinutes()].map((one) => String(one).padStart(2, "0"));
  bar.textContent = bar.dataset.text.replace("{time}", time.join(":"));
  bar.hidden = false;
}

function mended() {
  const bar = document.getElementById("broken");
  if (bar) bar.hidden = true;
}

/* Letters to touch: search needs no diacritics, so the plain alphabet does. */

const ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const DIGITS = ["123", "456", "789"];

function keyboard() {
  const board = document.getElementById("keyboard");
  if (!board || board.childElementCount) return;
  const input = document.getElementById(board.dataset.for);
  input.inputMode = "none";
  board.setAttribute("role", "group");
  board.setAttribute("aria-label", board.dataset.label);
  const digits = "digits" in board.dataset;
  for (const keys of digits ? DIGITS : ROWS) board.append(row(input, [...keys].map((one) => [one, one])));
  const { clear, space, done } = board.dataset;
  const erase = [board.dataset.delete, "delete"];
  const last = row(input, digits ? [[clear, "clear"], ["0", "0"], erase] : [erase, [space, " "], [done, "done"]]);
  for (const button of last.children) button.className = "wide";
  board.append(last);
  input.addEventListener("pointerup", () => { board.hidden = false; });
  if (digits || document.activeElement === input) board.hidden = false;
}

function row(input, keys) {
  const line = document.createElement("div");
  line.className = "keyboard-row";
  for (const [label, key] of keys) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => press(input, key));
    line.append(button);
  }
  return line;
}

function press(input, key) {
  if (key === "done") {
    document.getElementById("keyboard").hidden = true;
    restart();
    return;
  }
  if (key === "clear") input.value = "";
  else if (key === "delete") input.value = input.value.slice(0, -1);
  else if (input.value.length < input.maxLength) input.value += key;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/* Begin. */

for (const kind of ["pointerdown", "keydown", "input"]) document.addEventListener(kind, restart);
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target === document.body) {
    arrive();
    document.querySelector("[data-focus]")?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
});
for (const kind of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) document.addEventListener(kind, broken);
document.addEventListener("htmx:afterOnLoad", (event) => {
  if (event.detail.successful) mended();
});
setInterval(tick, TICK);
arrive();
