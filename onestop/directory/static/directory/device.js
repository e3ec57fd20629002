// The line of a device: says how it is twice a minute, and does what administrators wish of it.
//
// What is wished is a state: a volume, the time of the latest reload and of the latest test call
// that were asked for. The first one heard is only remembered; one that differs later is done.
// A page with a voice of its own listens for "device:volume" (detail: 0 to 1) and "device:test",
// and calls preventDefault() on the latter when it makes the test call itself.

const EVERY = 30_000; // ms between two words
const ERROR_REST = 5_000; // ms: errors that come together are told together
const SHORTEST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
const SILENCE = 75_000; // ms without a word from the server: the line is dead
const ENDED = 4401;
const TEST_SHOWN = 6_000;

const { deviceLine, version, enrol, test } = document.querySelector("[data-device-line]").dataset;

let socket = null;
let attempts = 0;
let wish = null;
let latency = null;
let asked = 0;
let heard = 0;
let error = "";
let errorTimer = null;

function connect() {
  const address = new URL(deviceLine, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  const line = new WebSocket(address);
  socket = line;
  heard = performance.now();
  line.onopen = () => { attempts = 0; say(); };
  line.onmessage = (message) => { if (line === socket) hear(JSON.parse(message.data)); };
  line.onclose = (close) => { if (line === socket) ended(close.code); };
}

function ended(code) {
  socket = null;
  if (code === ENDED) {
    location.replace(enrol);
    return;
  }
  const pause = Math.min(SHORTEST_PAUSE * 2 ** Math.min(attempts, 10), LONGEST_PAUSE);
  attempts += 1;
  setTimeout(connect, pause * (0.5 + Math.random() / 2));
}

function say() {
  if (socket?.readyState !== WebSocket.OPEN) return;
  asked = performance.now();
  socket.send(JSON.stringify({ type: "here", version, latency, error }));
  error = "";
}

function hear(message) {
  heard = performance.now();
  if (message.type === "seen") {
    const isFirst = latency === null;
    latency = Math.round(heard - asked);
    if (isFirst) say();
  }
  if (message.type === "wish") take(message);
}

function take(next) {
  const before = wish;
  wish = next;
  if (next.volume !== before?.volume) tellVolume(next.volume / 100);
  if (!before) return;
  if (next.test !== before.test) makeTest(next.volume / 100);
  if (next.reload !== before.reload) reload();
}

function tellVolume(volume) {
  document.documentElement.dataset.volume = volume;
  dispatchEvent(new CustomEvent("device:volume", { detail: volume }));
}

// Only when the server answers: a browser's own error page would never come back.
async function reload() {
  try {
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
    if (answer.ok) location.reload();
  } catch {
    setTimeout(reload, LONGEST_PAUSE);
  }
}

function makeTest(volume) {
  if (!dispatchEvent(new CustomEvent("device:test", { detail: volume, cancelable: true }))) return;
  const sign = document.createElement("p");
  sign.className = "device-test";
  sign.setAttribute("role", "status");
  sign.textContent = test;
  document.body.append(sign);
  setTimeout(() => sign.remove(), TEST_SHOWN);
  chime(volume);
}

function chime(volume) {
  const audio = new AudioContext();
  for (const [start, pitch] of [[0, 660], [0.35, 523]]) {
    const tone = audio.createOscillator();
    const gain = audio.createGain();
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(volume * 0.5, audio.currentTime + start);
    gain.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + start + 0.6);
    tone.connect(gain).connect(audio.destination);
    tone.start(audio.currentTime + start);
    tone.stop(audio.currentTime + start + 0.6);
  }
  setTimeout(() => audio.close(), 1500);
}

function fault(text) {
  error = String(text).slice(0, 200);
  errorTimer ??= setTimeout(() => { errorTimer = null; say(); }, ERROR_REST);
}

addEventListener("error", (event) => fault(event.message));
addEventListener("unhandledrejection", (event) => fault(event.reason));
setInterval(() => {
  if (socket && performance.now() - heard > SILENCE) {
    const dead = socket;
    ended(0);
    dead.close();
  } else {
    say();
  }
}, EVERY);
connect();
