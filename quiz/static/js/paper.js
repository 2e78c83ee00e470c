/** A paper in progress: the plain form with a clock, autosave and a question before the end. */

import { clockTime, ServerClock, timeLeft } from "./clock.js";
import { PaperStore } from "./paper_store.js";
import { Questions } from "./questions.js";
import { SaveQueue } from "./save_queue.js";
import { listenForShortcuts } from "./shortcuts.js";

const TROUBLE = new Set(["offline", "busy", "signed_out", "refused", "expired_form"]);
const WARN_AT = [10, 5, 1]; // minutes
const SUBMIT_PATIENCE = 10000;

const byId = (id) => document.getElementById(id);
const read = (id) => JSON.parse(byId(id).textContent);

const data = read("paper-data");
const sentences = read("paper-sentences");
const form = byId("paper");
const prediction = byId("prediction");
const dialog = byId("confirm");
const clock = new ServerClock(data.now);
const store = new PaperStore(data.ref, data.now);
const token = document.querySelector('meta[name="csrf-token"]').content;
const queue = new SaveQueue({ data, clock, store, token });
const questions = new Questions({
  sentences,
  flags: store.flags(),
  onFlags: (flags) => store.keepFlags(flags),
  onClear: (number) => queue.change(String(number), []),
});
const isWide = window.matchMedia("(min-width: 62rem) and (min-height: 34rem)");
let deadline = data.deadline_at;
let over = false;
let warned = Infinity;
let hiddenAt = 0;
let state = "nothing";
let closings = 0; // of the dialog; what was confirmed before one is called off

/* --- Answers --------------------------------------------------------------------------------- */

form.addEventListener("change", ({ target }) => {
  const number = /^a(\d+)$/.exec(target.name)?.[1];
  if (!number) return;
  questions.refresh();
  queue.change(number, questions.chosen(number));
});

prediction?.addEventListener("input", () => {
  const digits = prediction.value.replace(/[.\s]/g, "");
  const isGood = /^\d{0,9}$/.test(digits);
  byId("prediction-error").hidden = isGood;
  byId("prediction-error").textContent = isGood ? "" : sentences.prediction_bad;
  prediction.toggleAttribute("aria-invalid", false);
  if (!isGood) prediction.setAttribute("aria-invalid", "true");
  else queue.change("prediction", digits ? Number(digits) : null);
});

queue.addEventListener("adopt", ({ detail: { key, value, foreign } }) => {
  if (key !== "prediction") questions.choose(Number(key), value);
  else if (prediction) prediction.value = value ?? "";
  if (foreign) announce(sentences.merged);
});

/* --- Saving ---------------------------------------------------------------------------------- */

queue.addEventListener("state", ({ detail }) => {
  const isNews = detail.state !== state;
  state = detail.state;
  const line = byId("save");
  line.hidden = false;
  line.dataset.state = TROUBLE.has(state) ? "trouble" : state;
  line.textContent = inWords(detail);
  if (state === "signed_out") line.append(" ", link(sentences.sign_in, data.sign_in_url, "_blank"));
  if (state === "expired_form") line.append(" ", link(sentences.reload, "", "_self"));
  if (isNews && TROUBLE.has(state)) announce(line.textContent, { isSeen: false });
});

queue.addEventListener("deadline", (event) => (deadline = event.detail.at));

queue.addEventListener("stop", ({ detail: { code, location: next } }) => {
  if (code === "finished") {
    store.clear();
    location.replace(next ?? data.result_url);
    return;
  }
  lock();
  byId("save").hidden = true;
  byId("taken-over").hidden = false;
  byId("taken-over").focus({ preventScroll: true });
  byId("taken-over").scrollIntoView({ block: "start" });
});

function inWords(detail) {
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

/** Say something to everybody, or only to those who do not see that the page shows it already. */
function announce(words, { isSeen = true } = {}) {
  byId("announce").classList.toggle("unseen", !isSeen);
  byId("announce").textContent = words;
  setTimeout(() => {
    if (byId("announce").textContent === words && !over) byId("announce").textContent = "";
  }, 15000);
}

/** Back after an absence: the steady counter may have slept, and another device may have saved. */
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

/* --- Time ------------------------------------------------------------------------------------ */

function tick() {
  const left = deadline - clock.now();
  const words = timeLeft(left);
  if (byId("clock").textContent !== words) byId("clock").textContent = words;
  byId("clock").parentElement.classList.toggle("soon", left <= 5 * 60000);
  const passed = Math.min(...WARN_AT.filter((minutes) => left > 0 && left <= minutes * 60000));
  if (passed < warned && left > passed * 60000 - 5000) announce(sentences[`minutes_${passed}`]);
  warned = passed;
  if (left <= 0 && !over) timeOver();
}

async function timeOver() {
  lock();
  announce(sentences.time_over);
  const grace = data.allowance_seconds * 1000 + 500 + Math.random() * 1500;
  await queue.drain(grace);
  const left = deadline + grace - clock.now();
  setTimeout(leave, Math.max(0, left));
}

/** Go to the result as soon as the server can be reached; by now it has finished the attempt. */
async function leave() {
  try {
    await fetch(data.state_url, { cache: "no-store" });
    store.clear();
    location.replace(data.result_url);
  } catch {
    announce(sentences.time_over_offline);
    setTimeout(leave, 5000);
  }
}

function lock() {
  over = true;
  if (dialog.open) dialog.close();
  form.classList.add("over");
  questions.disable();
  byId("hand-in").disabled = true;
  if (prediction) prediction.disabled = true;
}

/* --- The end --------------------------------------------------------------------------------- */

form.addEventListener("submit", (event) => {
  if (event.submitter === byId("hand-in") && !dialog.showModal) return; // the server asks instead
  event.preventDefault();
  if (over) return;
  if (event.submitter === byId("hand-in")) ask();
  else if (event.submitter === byId("confirm-yes")) finish();
  else queue.flush();
});
dialog.addEventListener("close", () => (closings += 1));
byId("confirm-no").addEventListener("click", () => dialog.close());
byId("confirm-blanks").addEventListener("click", () => dialog.close());

function ask() {
  queue.flush();
  if (prediction?.getAttribute("aria-invalid")) return prediction.focus();
  const blanks = questions.blanks();
  const missing = prediction && !prediction.value.trim();
  const mustAnswer = "allMustBeAnswered" in form.dataset && (blanks.length > 0 || missing);
  byId("confirm-count").textContent = blanks.length
    ? sentences.blank.replace("{n}", blanks.length)
    : sentences.all_answered;
  byId("confirm-blanks").replaceChildren(...blanks.map(blankLink));
  byId("confirm-prediction").textContent = missing ? sentences.prediction_missing : "";
  byId("confirm-error").textContent = mustAnswer ? sentences.must_answer : "";
  byId("confirm-yes").disabled = mustAnswer;
  dialog.showModal();
}

function blankLink(number) {
  const anchor = link(number, `#q${number}`, "_self");
  anchor.setAttribute("aria-label", sentences.question.replace("{n}", number));
  const item = document.createElement("li");
  item.append(anchor);
  return item;
}

/** Submit only once the server has every answer: then nothing depends on this last request. */
async function finish() {
  const yes = byId("confirm-yes");
  yes.disabled = true;
  byId("confirm-error").textContent = sentences.submitting;
  const confirmed = closings;
  const isSafe = await queue.drain(SUBMIT_PATIENCE);
  if (confirmed !== closings) return;
  if (isSafe) {
    form.action = yes.formAction;
    form.elements.revision.value = queue.revision;
    const consent = { type: "hidden", name: "confirmed", value: "1" };
    form.append(Object.assign(document.createElement("input"), consent));
    store.clear();
    form.submit();
    return;
  }
  yes.disabled = false;
  byId("confirm-error").textContent = sentences.submit_offline;
}

/* --- Start ----------------------------------------------------------------------------------- */

byId("save-first").remove();
byId("save-all").hidden = true;
byId("clock-label").textContent = sentences.remaining;
byId("jump").open = isWide.matches;
byId("jump").addEventListener("click", (event) => {
  const number = event.target.closest("a")?.hash.slice(2);
  if (!number) return;
  event.preventDefault();
  byId("jump").open = isWide.matches;
  questions.go(Number(number));
});
byId("save").hidden = false;
byId("save").textContent = inWords({ state: "saved", time: data.saved_at });
listenForShortcuts(questions, byId("shortcuts"));
queue.resume();
tick();
setInterval(tick, 250);
