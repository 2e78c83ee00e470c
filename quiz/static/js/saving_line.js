/** The line that says how things stand with saving, and the way back to the server. */

import { announce } from "./announcing.js";
import { clockTime } from "./clock.js";

const TROUBLE = new Set(["offline", "busy", "signed_out", "refused", "expired_form"]);
const byId = (id) => document.getElementById(id);

/** Keep the line true, and ask the server how things stand after every absence. */
export function followSaving({ queue, data, sentences }) {
  const line = byId("save");
  let state = "nothing";
  let hiddenAt = 0;

  queue.addEventListener("state", ({ detail }) => {
    const isNews = detail.state !== state;
    state = detail.state;
    line.hidden = false;
    line.dataset.state = TROUBLE.has(state) ? "trouble" : state;
    line.textContent = inWords(detail, sentences);
    if (state === "signed_out") {
      line.append(" ", link(sentences.sign_in, data.sign_in_url, "_blank"));
    }
    if (state === "expired_form") line.append(" ", link(sentences.reload, "", "_self"));
    if (isNews && TROUBLE.has(state)) announce(line.textContent, { isSeen: false });
  });

  /** The steady counter may have slept, and another device may have saved. */
  async function comeBack() {
    if (state === "signed_out") {
      if (await queue.isSignedIn()) location.reload(); // with a token of the new session
      return;
    }
    if (await queue.look()) queue.flush();
  }

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      hiddenAt = performance.now();
      queue.flush();
    } else if (state === "signed_out" || performance.now() - hiddenAt > 3000) comeBack();
  });
  window.addEventListener("pagehide", () => queue.flush());
  window.addEventListener("pageshow", (event) => event.persisted && comeBack());
  window.addEventListener("online", () => queue.flush());

  line.hidden = false;
  line.textContent = inWords({ state: "saved", time: data.saved_at }, sentences);
}

/** Say that the paper goes on in another browser. */
export function showTakenOver() {
  byId("save").hidden = true;
  byId("taken-over").hidden = false;
  byId("taken-over").focus({ preventScroll: true });
  byId("taken-over").scrollIntoView({ block: "start" });
}

function inWords(detail, sentences) {
  if (detail.state === "saved") {
    if (!detail.time) return sentences.nothing;
    return sentences.saved.replace("{time}", clockTime(detail.time));
  }
  return sentences[detail.state].replace("{detail}", detail.detail ?? "");
}

function link(words, href, target) {
  const anchor = document.createElement("a");
  return Object.assign(anchor, { textContent: words, href, target });
}
