// What the lobby shows beside the queue: its languages in turn, notices, postings, the corner. It is
// asked for once a minute, so that what the office sets is seen without a touch.

import { find, fit, setShown, setText } from "./screen.js";

const AGAIN = 60_000; // ms
const PATIENCE = 10_000; // ms that the server has to answer
const NOTICE = 12_000; // ms that a notice stays while there are others
const stands = matchMedia("(prefers-reduced-motion: reduce)");

const page = document.documentElement;
const words = JSON.parse(document.getElementById("words").textContent);

export class Panel {
  // `listener` gets `settings(panel)`, `turned()` when a language or page changes, and `resized()`.
  constructor(address, listener) {
    this.address = address;
    this.listener = listener;
    this.text = document.getElementById("panel").textContent;
    this.settings = JSON.parse(this.text);
    this.language = 0;
    this.notice = 0;
    this.posting = -1; // which page is shown; -1: none
    this.isStopped = false; // the corner, by hand
    this.isCalling = false;
    find("corner-button").addEventListener("click", () => this.stopOrGoOn());
    stands.addEventListener("change", () => this.move());
    // What is set is heard of after the page has been made whole.
    queueMicrotask(() => this.apply());
    setInterval(() => this.refresh(), AGAIN);
  }

  word(name) { return words[page.lang]?.[name] ?? ""; }

  get isPosting() { return this.posting >= 0; }

  // A call has the screen: no page, no other language, nothing that moves.
  call() {
    this.isCalling = true;
    this.posting = -1;
    clearTimeout(this.quiet);
    this.move();
  }

  rest() {
    this.isCalling = false;
    this.waitForQuiet();
    this.move();
  }

  async refresh() {
    try {
      const answer = await fetch(this.address, { signal: AbortSignal.timeout(PATIENCE) });
      if (!answer.ok) return;
      const text = await answer.text();
      if (text === this.text) return;
      this.text = text;
      this.settings = JSON.parse(text);
    } catch {
      return; // the bar says it when the line is lost; what was set stays
    }
    this.apply();
  }

  apply() {
    this.listener.settings(this.settings);
    this.language = 0;
    this.notice = 0;
    this.posting = -1;
    clearInterval(this.turning);
    clearInterval(this.noticing);
    if (this.settings.languages.length > 1) {
      this.turning = setInterval(() => this.turn(), this.settings.turn);
    }
    if (this.settings.notices.length > 1) {
      this.noticing = setInterval(() => this.nextNotice(), NOTICE);
    }
    this.waitForQuiet();
    this.drawCorner();
    this.speak();
    this.listener.resized();
  }

  /* Languages. */

  turn() {
    if (this.isCalling || page.classList.contains("is-stale")) return;
    this.language = (this.language + 1) % this.settings.languages.length;
    this.speak();
    this.listener.turned();
  }

  // Say everything on the page in the language whose turn it is.
  speak() {
    page.lang = this.settings.languages[this.language];
    for (const element of document.querySelectorAll("[data-word]")) {
      setText(element, this.word(element.dataset.word));
    }
    find("stale").dataset.text = this.word("stale");
    this.drawNotice();
  }

  /* Notices. */

  nextNotice() {
    this.notice = (this.notice + 1) % this.settings.notices.length;
    this.drawNotice();
  }

  drawNotice() {
    const notice = this.settings.notices[this.notice]?.[page.lang] ?? "";
    setText(find("notice"), notice);
    setShown(find("notice-label"), notice !== "");
  }

  /* Postings: in turn while nobody is called, then once what was called last. */

  waitForQuiet() {
    clearTimeout(this.quiet);
    if (this.settings.pages.length === 0) return;
    this.quiet = setTimeout(() => this.nextPage(), this.settings.quiet);
  }

  nextPage() {
    const isLast = this.posting === this.settings.pages.length - 1;
    this.posting = isLast ? -1 : this.posting + 1;
    this.listener.turned();
    if (this.isPosting) this.drawPosting(this.settings.pages[this.posting]);
    this.quiet = setTimeout(() => this.nextPage(), this.settings.page);
  }

  drawPosting({ language, title, text, place }) {
    find("posting").lang = language;
    setText(find("posting-title"), title);
    setText(find("posting-place"), place);
    setText(find("posting-text"), text);
    fit(find("posting-text"));
  }

  /* The corner. */

  drawCorner() {
    const corner = this.settings.corner;
    find("drift").classList.toggle("has-corner", corner !== null);
    setShown(find("corner"), corner !== null);
    const [picture, video] = [find("picture"), find("video")];
    setShown(picture, corner !== null && !corner.video);
    setShown(video, corner?.video === true);
    setShown(find("corner-button"), corner?.video === true);
    picture.alt = corner?.words ?? "";
    video.ariaLabel = corner?.words ?? "";
    load(picture, corner && !corner.video ? corner.address : "");
    load(video, corner?.video ? corner.address : "");
    this.move();
  }

  stopOrGoOn() {
    this.isStopped = !this.isStopped;
    find("corner-button").dataset.word = this.isStopped ? "go_on" : "stop";
    setText(find("corner-button"), this.word(find("corner-button").dataset.word));
    this.move();
  }

  move() {
    const video = find("video");
    const moves = this.settings.corner?.video && !this.isCalling && !this.isStopped && !stands.matches;
    if (!moves) video.pause();
    else if (video.paused) video.play().catch(() => {}); // not yet loaded, or not allowed: it stands
  }
}

function load(element, address) {
  if ((element.getAttribute("src") ?? "") === address) return;
  if (address) element.setAttribute("src", address);
  else element.removeAttribute("src");
}
