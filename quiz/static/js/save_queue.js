/**
 * Brings changes to the server, each once, in order, and survives everything in between.
 *
 * One save travels at a time. A save that got no clear answer is sent again unchanged, under the
 * same sequence, so that the server can tell a repeat. A change is let go of only when the server
 * has said 200 to the save that carried it.
 */

const SETTLE = 800; // wait for the next change
const JITTER = 400; // so that a hall of phones does not save in step
const LATEST = 3000; // a change never waits longer
const PATIENCE = 15000; // a request without answer counts as lost
const BACKOFF = [1000, 2000, 4000, 8000, 15000];

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class SaveQueue extends EventTarget {
  #data;
  #clock;
  #store;
  #token;
  #known = new Map(); // what the server has, by key
  #pending = new Map(); // key → {value, base, at}; base is what the server had at the change
  #flight = null; // {body, changes} until the server has clearly answered
  #busy = false; // a request is on its way
  #alone = false; // one change a save, to find the one that the server refuses
  #failures = 0;
  #timer = 0;
  #due = Infinity;
  #last;
  #stopped = false;

  /**
   * Events: "state" {state, detail, time}, "adopt" {key, value, foreign}, "deadline" {at, item},
   * "stop" {code, location}. `item` is the current question where each has its turn.
   */
  constructor({ data, clock, store, token }) {
    super();
    this.#data = data;
    this.#clock = clock;
    this.#store = store;
    this.#token = token;
    this.#last = data.sequence;
    for (const key of this.#keys()) this.#known.set(key, this.#valueIn(data, key));
  }

  get revision() {
    return this.#data.revision;
  }

  get idle() {
    return !this.#flight && this.#pending.size === 0;
  }

  /** Take up what an earlier visit could not send. */
  resume() {
    for (const [key, change] of Object.entries(this.#store.changes())) {
      if (!this.#known.has(key)) continue;
      this.#pending.set(key, change);
      this.#last = Math.max(this.#last, change.at);
      this.#emit("adopt", { key, value: change.value, foreign: false });
    }
    this.#reconcile(this.#data);
    if (this.#pending.size) this.flush();
  }

  /** The reader changed an answer (positions) or the prediction (number or null). */
  change(key, value) {
    if (this.#stopped) return;
    const change = { value, base: this.#known.get(key), at: this.#tick() };
    this.#pending.set(key, change);
    this.#store.keep(key, change);
    if (!this.#flight) this.#emit("state", { state: "unsaved" });
    this.#plan();
  }

  /** Save now what is unsaved. */
  flush() {
    clearTimeout(this.#timer);
    this.#due = Infinity;
    if (this.#stopped || this.#busy) return;
    this.#flight ??= this.#compose();
    if (this.#flight) this.#send();
  }

  /** Save everything within so many milliseconds; tells whether the server has it all. */
  async drain(within) {
    const until = performance.now() + within;
    this.flush();
    while (!this.idle && !this.#stopped && performance.now() < until) await wait(50);
    return this.idle;
  }

  /** Whether the server knows again who is asking. */
  async isSignedIn() {
    try {
      return (await this.#fetch(this.#data.state_url, {})).status !== 401;
    } catch {
      return false;
    }
  }

  /** Ask the server how things stand; returns whether the paper can go on here. */
  async look() {
    if (this.#stopped) return false;
    const sentAt = performance.now();
    try {
      const response = await this.#fetch(this.#data.state_url, {});
      const state = await response.json();
      if (!response.ok) {
        if (response.status === 409) this.#refused(state, response);
        return false;
      }
      this.#learn(state, sentAt);
      if (!this.#flight) this.#reconcile(state);
      return true;
    } catch {
      return false;
    }
  }

  #keys() {
    const numbers = Array.from({ length: this.#data.items }, (_, i) => String(i + 1));
    return [...numbers, "prediction"];
  }

  #valueIn(state, key) {
    return key === "prediction" ? (state.prediction ?? null) : (state.answers[key] ?? []);
  }

  /** A moment after every moment used before; orders changes and saves. */
  #tick() {
    this.#last = Math.max(this.#last + 1, this.#clock.now());
    return this.#last;
  }

  #plan() {
    const now = performance.now();
    if (this.#due === Infinity) this.#due = now + LATEST;
    const delay = Math.min(SETTLE + Math.random() * JITTER, this.#due - now);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), Math.max(0, delay));
  }

  #compose() {
    if (!this.#pending.size) return null;
    const changes = [...this.#pending].slice(0, this.#alone ? 1 : undefined);
    const { lease, revision } = this.#data;
    const body = { lease, revision, sequence: this.#tick(), answers: {} };
    for (const [key, change] of changes) {
      if (key === "prediction") body.prediction = change.value;
      else body.answers[key] = change.value;
    }
    return { body: JSON.stringify(body), changes };
  }

  async #send() {
    this.#busy = true;
    if (!this.#failures) this.#emit("state", { state: "saving" });
    const sentAt = performance.now();
    let response = null;
    let answer = {};
    try {
      response = await this.#fetch(this.#data.save_url, {
        method: "POST",
        body: this.#flight.body,
        keepalive: true, // outlives the page
      });
      answer = await response.json();
    } catch {
      /* no network, or not our JSON: the status decides */
    }
    this.#busy = false;
    this.#take(response, answer, sentAt);
  }

  #take(response, answer, sentAt) {
    const status = response?.status ?? 0;
    if (status === 200 && "revision" in answer) this.#saved(answer, sentAt);
    else if (status === 409) this.#refused(answer, response);
    else if (status === 401) this.#emit("state", { state: "signed_out" });
    else if (status === 400 || status === 403) this.#emit("state", { state: "expired_form" });
    else if (status === 413 || status === 422) this.#unacceptable(answer);
    else this.#later(response);
  }

  #saved(answer, sentAt) {
    this.#learn(answer, sentAt);
    for (const [key, change] of this.#flight.changes) this.#known.set(key, change.value);
    this.#letGo();
    this.#failures = 0;
    this.#data.revision = answer.revision;
    this.#last = Math.max(this.#last, answer.sequence);
    const state = this.#pending.size ? "unsaved" : "saved";
    this.#emit("state", { state, time: answer.saved_at });
    if (this.#pending.size) this.#plan();
    else this.#alone = false;
  }

  #refused(problem, response) {
    if (problem.location) this.#stop("finished", problem.location);
    else if (problem.code === "lease") this.#stop("lease");
    else if (problem.code === "stale") {
      this.#flight = null;
      this.#failures = 0;
      this.#reconcile(problem);
      if (this.#pending.size) this.flush();
      else this.#emit("state", { state: "saved", time: this.#clock.now() });
    } else this.#later(response);
  }

  /** Content that will never be accepted is found by itself and dropped, the rest goes on. */
  #unacceptable(problem) {
    if (this.#flight.changes.length === 1) {
      this.#letGo();
      this.#emit("state", { state: "refused", detail: problem.detail ?? "" });
    } else {
      this.#flight = null;
      this.#alone = true;
    }
    if (this.#pending.size) this.flush();
  }

  #later(response) {
    const asked = Number(response?.headers.get("Retry-After")) * 1000 || 0;
    const pause = BACKOFF[Math.min(this.#failures, BACKOFF.length - 1)];
    this.#failures += 1;
    this.#emit("state", { state: response ? "busy" : "offline" });
    clearTimeout(this.#timer);
    const delay = Math.max(asked, pause) + Math.random() * JITTER;
    this.#timer = setTimeout(() => this.flush(), delay);
  }

  /**
   * Take the server's answers where nothing of our own is pending. A pending change newer than the
   * server's last save stays; an older one stays only where the server still has what it changed.
   */
  #reconcile(server) {
    for (const key of this.#keys()) {
      const value = this.#valueIn(server, key);
      const change = this.#pending.get(key);
      const stays = change && (change.at > server.sequence || same(change.base, value));
      if (stays) change.base = value;
      else if (change) {
        this.#pending.delete(key);
        this.#store.release([[key, change]]);
      }
      const shown = change ? change.value : this.#known.get(key);
      this.#known.set(key, value);
      if (!stays && !same(shown, value)) this.#emit("adopt", { key, value, foreign: true });
    }
    this.#data.revision = server.revision;
    this.#last = Math.max(this.#last, server.sequence);
  }

  /** The save in flight has its final answer: forget its changes, except those changed since. */
  #letGo() {
    for (const [key, change] of this.#flight.changes) {
      if (this.#pending.get(key)?.at === change.at) this.#pending.delete(key);
    }
    this.#store.release(this.#flight.changes);
    this.#flight = null;
  }

  #learn(answer, sentAt) {
    this.#clock.learn(answer.now, sentAt);
    this.#emit("deadline", { at: answer.deadline_at, item: answer.item });
  }

  #stop(code, location) {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#emit("stop", { code, location });
  }

  async #fetch(url, options) {
    const control = new AbortController();
    const timer = setTimeout(() => control.abort(), PATIENCE);
    const headers = { Accept: "application/json" };
    if (options.body) {
      headers["Content-Type"] = "application/json";
      headers["X-CSRFToken"] = this.#token;
    }
    try {
      return await fetch(url, { cache: "no-store", ...options, headers, signal: control.signal });
    } finally {
      clearTimeout(timer);
    }
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
