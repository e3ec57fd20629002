// The voice of the lobby: a chime, then the call in one or two languages. A sentence that has begun
// is never cut off: whoever asks waits for its end.

import { setShown } from "./screen.js";

const PATIENCE = 4000; // ms that the server has to make a sentence
const LONGEST = 15_000; // ms after which a sound that does not end is given up
const TOUCHES = ["pointerdown", "keydown", "touchend"];
const CHIME = [[784, 0], [523, 0.35]]; // Hz, seconds: a falling third and more, known from stations
const CHIME_LENGTH = 1.1; // seconds

export class Voice {
  // `address` has 0, "language" and "words" in the places of what is asked for.
  constructor(address, button) {
    this.address = address;
    this.button = button;
    this.settings = null;
    this.context = null;
    // Of an enrolled device, beside the office's volume: administrators set it from afar.
    this.deviceVolume = Number(document.documentElement.dataset.volume ?? 1);
    addEventListener("device:volume", (event) => {
      this.deviceVolume = event.detail;
      if (this.settings) this.set(this.settings);
    });
    for (const touch of TOUCHES) addEventListener(touch, () => this.wake(), { passive: true });
  }

  set(settings) {
    this.settings = settings;
    if (settings && !this.context) {
      this.context = new AudioContext();
      this.loudness = this.context.createGain();
      this.loudness.connect(this.context.destination);
      this.context.onstatechange = () => this.ask();
    }
    if (settings) this.loudness.gain.value = settings.volume * this.deviceVolume;
    this.ask();
  }

  get isAwake() { return this.settings !== null && this.context?.state === "running"; }

  // A browser that wants a touch before it makes any sound gets one: the page says so.
  ask() { setShown(this.button, this.settings !== null && !this.isAwake); }

  wake() {
    if (this.settings && !this.isAwake) this.context.resume().then(() => this.ask(), () => {});
  }

  // Ring and read the call; true when it was read to its end. `behind` calls wait for their turn.
  async call(seq, behind) {
    if (!this.isAwake) return false;
    const isCrowded = behind > this.settings.most;
    if (isCrowded && this.settings.crowded === "drop") return false;
    const languages = isCrowded ? this.settings.languages.slice(0, 1) : this.settings.languages;
    const sentences = languages.map((one) => this.sentence(seq, one, isCrowded ? "short" : "whole"));
    if (!isCrowded) await this.chime();
    let read = false;
    for (const sentence of sentences) {
      const sound = await sentence;
      if (sound && await this.play(sound)) read = true;
    }
    return read;
  }

  async sentence(seq, language, words) {
    const address = this.address
      .replace("/0/", `/${seq}/`).replace("/language/", `/${language}/`).replace("/words.", `/${words}.`);
    try {
      const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) });
      return answer.ok ? await this.context.decodeAudioData(await answer.arrayBuffer()) : null;
    } catch {
      return null; // the call is shown; nobody is told that it was read
    }
  }

  async play(sound) {
    const source = new AudioBufferSourceNode(this.context, { buffer: sound });
    source.connect(this.loudness);
    source.start();
    const ended = await over(source);
    source.disconnect();
    return ended && this.isAwake;
  }

  async chime() {
    const start = this.context.currentTime;
    const level = new GainNode(this.context, { gain: 0 });
    level.connect(this.loudness);
    const tones = CHIME.map(([frequency, after]) => {
      const tone = new OscillatorNode(this.context, { frequency });
      tone.connect(level);
      level.gain.setValueAtTime(0.35, start + after);
      level.gain.exponentialRampToValueAtTime(0.01, start + after + 0.34);
      tone.start(start + after);
      tone.stop(start + after + 0.35);
      return tone;
    });
    await over(tones.at(-1));
    await new Promise((resolve) => { setTimeout(resolve, 1000 * (CHIME_LENGTH - 0.7)); });
    level.disconnect();
  }
}

// Wait until a sound has ended; false when it does not end: a machine may lose its sound card.
function over(source) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), LONGEST);
    source.onended = () => {
      clearTimeout(timer);
      resolve(true);
    };
  });
}
