/** The way from a paper whose time is up to its result. */

import { announce } from "./announcing.js";

/** Send what is unsaved while it still counts, then go to the result. */
export async function leaveForResult({ data, queue, store, sentences, timeLeft }) {
  const grace = data.allowance_seconds * 1000 + 500 + Math.random() * 1500;
  await queue.drain(grace);
  setTimeout(() => leave({ data, store, sentences }), Math.max(0, timeLeft() + grace));
}

/** Go as soon as the server can be reached; by now it has finished the attempt. */
async function leave({ data, store, sentences }) {
  try {
    await fetch(data.state_url, { cache: "no-store" });
    store.clear();
    location.replace(data.result_url);
  } catch {
    announce(sentences.time_over_offline, { stays: true });
    setTimeout(() => leave({ data, store, sentences }), 5000);
  }
}
