/** The clock of the whole paper: what is left, warnings on the way, and the end. */

import { announce } from "./announcing.js";
import { timeLeft } from "./clock.js";

const WARN_AT = [10, 5, 1]; // minutes

export class PaperClock {
  #clock;
  #sentences;
  #onOver;
  #warned = Infinity;
  #shown = document.getElementById("clock");

  constructor({ clock, deadline, sentences, onOver }) {
    this.#clock = clock;
    this.#sentences = sentences;
    this.#onOver = onOver;
    this.deadline = deadline;
    this.isStopped = false;
  }

  /** Milliseconds until the time is up; below zero afterwards. */
  get left() {
    return this.deadline - this.#clock.now();
  }

  start() {
    this.#tick();
    setInterval(() => this.#tick(), 250);
  }

  /** Show the time on, but let its end bring about nothing more. */
  stop() {
    this.isStopped = true;
  }

  #tick() {
    const left = this.left;
    const words = timeLeft(left);
    if (this.#shown.textContent !== words) this.#shown.textContent = words;
    this.#shown.parentElement.classList.toggle("soon", left <= 5 * 60000);
    const passed = Math.min(...WARN_AT.filter((minutes) => left > 0 && left <= minutes * 60000));
    if (passed < this.#warned && left > passed * 60000 - 5000) {
      announce(this.#sentences[`minutes_${passed}`]);
    }
    this.#warned = passed;
    if (left <= 0 && !this.isStopped) {
      this.stop();
      this.#onOver();
    }
  }
}
