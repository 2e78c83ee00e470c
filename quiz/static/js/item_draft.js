/**
 * What this browser keeps of an item until it is saved, in case the tab or the machine gives out.
 *
 * One entry per item and person: `{touched, fields: [[name, value], ...]}`.
 */

const PREFIX = "onsu:item:";
const FORGET_AFTER = 3 * 24 * 3600 * 1000;

export class ItemDraft {
  #key;

  constructor(key, now) {
    this.#key = key;
    forgetOld(now);
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.#key));
    } catch {
      return null;
    }
  }

  keep(fields, now) {
    try {
      localStorage.setItem(this.#key, JSON.stringify({ touched: now, fields }));
    } catch {
      /* no storage here */
    }
  }

  drop() {
    try {
      localStorage.removeItem(this.#key);
    } catch {
      /* no storage here */
    }
  }
}

function forgetOld(now) {
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(PREFIX)) continue;
      if (now - JSON.parse(localStorage.getItem(key)).touched > FORGET_AFTER) {
        localStorage.removeItem(key);
      }
    }
  } catch {
    /* no storage here, or not our writing */
  }
}
