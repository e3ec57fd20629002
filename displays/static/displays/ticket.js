// The citizen's ticket on a phone: the page says everything without this; this keeps it true.

import { Feed } from "./feed.js";
import { find, serviceName, setShown, setText, showFresh, showStale } from "./screen.js";

const MINUTE = 60;
const words = document.body.dataset;
const titles = document.title;

// A call rings thrice, and shakes where the phone can.
const BEATS = [0, 0.7, 1.4]; // seconds
const TONES = [[784, 0], [523, 0.3]]; // Hz, seconds after the beat
const SHAKE = [400, 200, 400, 200, 400]; // ms

let view = {};
let audio = null;

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

// Browsers let a page sound only after a touch: the button asks for it, and says that it works.
const chime = find("chime");
if (chime && "AudioContext" in window) {
  setShown(chime, true);
  chime.addEventListener("click", () => {
    audio ??= new AudioContext();
    audio.resume();
    chime.setAttribute("aria-pressed", "true");
    setText(chime, chime.dataset.on);
    ring([0]);
  });
}

function ring(beats) {
  if (audio?.state === "closed" || !audio) return;
  for (const beat of beats) for (const [pitch, after] of TONES) sound(pitch, audio.currentTime + beat + after);
}

function sound(pitch, start) {
  const tone = audio.createOscillator();
  const gain = audio.createGain();
  tone.frequency.value = pitch;
  gain.gain.setValueAtTime(0.4, start);
  gain.gain.exponentialRampToValueAtTime(0.001, start + 0.5);
  tone.connect(gain).connect(audio.destination);
  tone.start(start);
  tone.stop(start + 0.5);
}

function alarm() {
  navigator.vibrate?.(SHAKE);
  ring(BEATS);
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
      alarm();
    }
  },
  stale: showStale,
  fresh: showFresh,
});
