/**
 * What this browser keeps of one attempt until the server has acknowledged it.
 *
 * One entry per attempt: `{touched, flags: [3], changes: {"3": {value, base, at}}}`. Tabs share it,
 * so every write first reads what the others wrote. Without storage everything else still works.
 */

const PREFIX = "onsu:paper:";
const FORGET_AFTER = 3 * 24 * 3600 * 1000;

export class PaperStore {
  #key;

  constructor(ref, now) {
    this.#key = PREFIX + ref;
    this.#forgetOld(now);
  }

  /** The changes that were never acknowledged, by question number or "prediction". */
  changes() {
    return this.#read().changes;
  }

  flags() {
    return new Set(this.#read().flags);
  }

  keepFlags(flags) {
    this.#write((kept) => (kept.flags = [...flags]));
  }

  keep(key, change) {
    this.#write((kept) => {
      kept.touched = change.at;
      kept.changes[key] = change;
    });
  }

  /** Let go of these changes, unless another tab has changed the same answer since. */
  release(changes) {
    this.#write((kept) => {
      for (const [key, change] of changes) {
        if (kept.changes[key]?.at === change.at) delete kept.changes[key];
      }
    });
  }

  /** Let go of every change but that of one answer: the others can be sent no more. */
  keepOnly(key) {
    this.#write((kept) => {
      const change = kept.changes[key];
      kept.changes = change ? { [key]: change } : {};
    });
  }

  clear() {
    try {
      localStorage.removeItem(this.#key);
    } catch {
      /* no storage here */
    }
  }

  #read() {
    const blank = { touched: 0, flags: [], changes: {} };
    try {
      return { ...blank, ...JSON.parse(localStorage.getItem(this.#key)) };
    } catch {
      return blank;
    }
  }

  #write(alter) {
    const kept = this.#read();
    alter(kept);
    try {
      localStorage.setItem(this.#key, JSON.stringify(kept));
    } catch {
      /* no storage here */
    }
  }

  #forgetOld(now) {
    try {
      for (const key of Object.keys(localStorage)) {
        if (!key.startsWith(PREFIX) || key === this.#key) continue;
        if (now - JSON.parse(localStorage.getItem(key)).touched > FORGET_AFTER) {
          localStorage.removeItem(key);
        }
      }
    } catch {
      /* no storage here, or not our writing */
    }
  }
}
