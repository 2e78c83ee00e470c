/** The server's clock, as this page knows it. The clock of the device is never asked. */

const ZONE = "Asia/Ho_Chi_Minh";
const timeOfDay = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, timeStyle: "medium" });

/** Follows the server's time with a steady counter, corrected by every answer of the server. */
export class ServerClock {
  #offset;

  /** `serverNow` is when the server received the request for this page. */
  constructor(serverNow) {
    const [navigation] = performance.getEntriesByType("navigation");
    this.#offset = serverNow - (navigation?.requestStart ?? 0);
  }

  /** Milliseconds since the epoch by the server's clock. */
  now() {
    return Math.round(performance.now() + this.#offset);
  }

  /** Learn from an answer: `serverNow` is when the server received what was sent at `sentAt`. */
  learn(serverNow, sentAt) {
    const doubt = (performance.now() - sentAt) / 2;
    const offset = serverNow - (sentAt + doubt);
    // A slow answer says less than what is known already; a device back from sleep says a lot.
    if (Math.abs(offset - this.#offset) > doubt) this.#offset = offset;
  }
}

/** "15:30:12" in the contest's zone. */
export function clockTime(milliseconds) {
  return timeOfDay.format(milliseconds);
}

/** "9:05" or "1:02:09": what is left, full seconds, never below zero. */
export function timeLeft(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (n) => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
