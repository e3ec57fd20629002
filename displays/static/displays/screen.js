// What every screen has: a clock by the server's time, the bar that says that it is stale.

const DRIFT_EVERY = 3_600_000; // ms: the picture moves a little, so that nothing burns in
const DRIFT = [[0, 0], [3, 1], [5, 3], [3, 5], [0, 4], [-3, 5], [-5, 3], [-3, 1]]; // px

const page = document.documentElement;
const clockText = new Intl.DateTimeFormat("vi-VN", {
  hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: document.body.dataset.zone,
});
const dayText = new Intl.DateTimeFormat("en-CA", { timeZone: document.body.dataset.zone });

export const find = (name) => document.querySelector(`[data-part="${name}"]`);
export const timeOf = (ms) => clockText.format(ms);
export const dayOf = (ms) => dayText.format(ms);

// The name of a viewer's service in the page's language.
export const serviceName = (view) => (page.lang === "en" ? view.service_name_en : view.service_name);

// Set a text only when it differs, and tell whether it did: screen readers announce every change.
export function setText(element, text) {
  const differs = Boolean(element) && element.textContent !== text;
  if (differs) element.textContent = text;
  return differs;
}

// Return the children of a list, as many as are wanted: made from a template, or taken away.
export function filled(list, template, count) {
  while (list.children.length < count) {
    list.append(find(template).content.firstElementChild.cloneNode(true));
  }
  while (list.children.length > count) list.lastElementChild.remove();
  return [...list.children];
}

export function setShown(element, shown) {
  if (element) element.hidden = !shown;
}

export function showStale(since) {
  const bar = find("stale");
  setText(bar, bar.dataset.text.replace("{time}", timeOf(since)));
  setShown(bar, true);
  page.classList.add("is-stale");
}

export function showFresh() {
  setShown(find("stale"), false);
  page.classList.remove("is-stale");
}

export function startClock(feed) {
  const clock = find("clock");
  const tick = () => {
    const now = feed.now();
    setText(clock, timeOf(now));
    setTimeout(tick, 1000 - (now % 1000));
  };
  if (clock) tick();
}

export function startDrift() {
  let step = 0;
  setInterval(() => {
    step = (step + 1) % DRIFT.length;
    find("drift").style.translate = DRIFT[step].map((shift) => `${shift}px`).join(" ");
  }, DRIFT_EVERY);
}

// Run the flash of an element from its beginning.
export function flash(element) {
  element.classList.remove("flash");
  void element.offsetWidth; // lets the browser see that the class was gone
  element.classList.add("flash");
}

// Make a text as large as its style says, or as much smaller as its box demands; it may wrap.
export function fit(element, smallest = 0.3) {
  const box = element.parentElement;
  element.style.fontSize = "";
  const full = parseFloat(getComputedStyle(element).fontSize);
  const tooLarge = () => Math.max(element.offsetWidth, element.scrollWidth) > box.clientWidth + 1
    || element.offsetHeight > box.clientHeight + 1;
  for (let scale = 0.95; scale > smallest && tooLarge(); scale -= 0.05) {
    element.style.fontSize = `${full * scale}px`;
  }
}
