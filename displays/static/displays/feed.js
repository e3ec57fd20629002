// The feed of one screen: connects, notices every hole and every silence, and never gives up.
//
// A listener gets `snapshot(message)`, `event(message)`, `stale(since)` and `fresh()`; `since` is
// the server's time, in milliseconds, when what is shown was last known to be right. Events come
// in order, each once. Nothing is kept but the last sequence.

const SILENCE = 12_000; // ms without a message after which what is shown may be wrong
const LONGEST_CONNECT = 10_000;
const SHORTEST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;
const PAUSE_WHEN_UNKNOWN = 60_000; // the server knows no such screen: it may be made meanwhile
const UNKNOWN = 4404;
const RESUME_AGAIN = 5_000; // ms to wait for the gap before it is asked for again

// Runs on while a computer's clock is set, and also counts the time that it was asleep.
class Age {
  constructor() { this.restart(); }
  restart() { this.steady = performance.now(); this.wall = Date.now(); }
  get ms() { return Math.max(performance.now() - this.steady, Date.now() - this.wall); }
}

export class Feed {
  constructor(path, serverTime, listener) {
    this.path = path;
    this.listener = listener;
    this.seq = null;
    this.socket = null;
    this.attempts = 0;
    this.isStale = false;
    this.silence = new Age();
    this.trying = new Age();
    this.asked = null; // since when the gap has been asked for
    this.setClock(serverTime);
    this.heard = this.now(); // server's time of the last message, ms
    this.connect();
    setInterval(() => this.watch(), 1000);
    addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.hurry(); });
  }

  // The server's time, in milliseconds.
  now() { return this.clock + (performance.now() - this.clockSet); }

  setClock(text) {
    this.clock = Date.parse(text);
    this.clockSet = performance.now();
  }

  connect() {
    clearTimeout(this.timer);
    this.timer = null;
    this.trying.restart();
    this.asked = null;
    const address = new URL(this.path, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    if (this.seq !== null) address.searchParams.set("since", this.seq);
    const socket = new WebSocket(address);
    socket.onmessage = (message) => { if (socket === this.socket) this.hear(JSON.parse(message.data)); };
    socket.onclose = (close) => { if (socket === this.socket) this.later(close.code); };
    this.socket = socket;
  }

  // Connect again after a pause that doubles; a little by chance, so that not all come at once.
  later(code) {
    this.socket = null;
    const pause = code === UNKNOWN
      ? PAUSE_WHEN_UNKNOWN
      : Math.min(SHORTEST_PAUSE * 2 ** Math.min(this.attempts, 10), LONGEST_PAUSE);
    this.attempts += 1;
    this.timer = setTimeout(() => this.connect(), pause * (0.5 + Math.random() / 2));
  }

  // A network that has just died does not close its sockets: leave such a one behind.
  abandon() {
    const socket = this.socket;
    this.socket = null;
    if (socket) socket.close();
    this.later();
  }

  hurry() {
    this.watch();
    if (this.socket === null) this.connect();
  }

  watch() {
    if (this.silence.ms > SILENCE && !this.isStale) {
      this.isStale = true;
      this.listener.stale(this.heard);
    }
    const open = this.socket?.readyState === WebSocket.OPEN;
    const patience = open ? SILENCE : LONGEST_CONNECT;
    if (this.socket && this.trying.ms > patience && this.silence.ms > patience) this.abandon();
  }

  hear(message) {
    this.attempts = 0;
    this.silence.restart();
    if (message.type === "snapshot") {
      this.setClock(message.at);
      this.seq = message.seq;
      this.asked = null;
      this.listener.snapshot(message);
    } else if (message.type === "event" && message.seq === this.seq + 1) {
      this.seq = message.seq;
      this.asked = null;
      this.listener.event(message);
    } else if (message.type === "heartbeat") {
      this.setClock(message.at);
    }
    this.heard = this.now();
    if (message.seq > this.seq) this.ask();
    else this.refresh();
  }

  // Tell the server something, if it is there.
  tell(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  // There is a hole before what has just come: ask for everything after the last that is known.
  ask() {
    if (this.asked && this.asked.ms < RESUME_AGAIN) return;
    this.asked = new Age();
    this.socket?.send(JSON.stringify({ type: "resume", since: this.seq ?? 0 }));
  }

  refresh() {
    if (!this.isStale) return;
    this.isStale = false;
    this.listener.fresh();
  }
}
