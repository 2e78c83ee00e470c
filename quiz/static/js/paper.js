/** A paper in progress: the plain form with a clock, autosave and a question before the end. */

import { announce } from "./announcing.js";
import { ServerClock } from "./clock.js";
import { leaveForResult } from "./leaving.js";
import { PaperClock } from "./paper_clock.js";
import { PaperStore } from "./paper_store.js";
import { listenToPrediction } from "./prediction.js";
import { Questions } from "./questions.js";
import { SaveQueue } from "./save_queue.js";
import { followSaving, showTakenOver } from "./saving_line.js";
import { listenForShortcuts } from "./shortcuts.js";

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
const paperClock = new PaperClock({
  clock,
  deadline: data.deadline_at,
  sentences,
  onOver: timeOver,
});
let closings = 0; // of the dialog; what was confirmed before one is called off

/* --- Answers --------------------------------------------------------------------------------- */

form.addEventListener("change", ({ target }) => {
  const number = /^a(\d+)$/.exec(target.name)?.[1];
  if (!number) return;
  questions.refresh();
  queue.change(number, questions.chosen(number));
});

if (prediction) listenToPrediction(prediction, { queue, sentences });

queue.addEventListener("adopt", ({ detail: { key, value, foreign } }) => {
  if (key !== "prediction") questions.choose(Number(key), value);
  else if (prediction) prediction.value = value ?? "";
  if (foreign) announce(sentences.merged);
});

/* --- Saving and time -------------------------------------------------------------------------- */

queue.addEventListener("deadline", (event) => (paperClock.deadline = event.detail.at));

queue.addEventListener("stop", ({ detail: { code, location: next } }) => {
  if (code === "finished") {
    store.clear();
    location.replace(next ?? data.result_url);
    return;
  }
  lock();
  showTakenOver();
});

async function timeOver() {
  lock();
  announce(sentences.time_over, { stays: true });
  await leaveForResult({ data, queue, store, sentences, timeLeft: () => paperClock.left });
}

function lock() {
  paperClock.stop();
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
  if (paperClock.isStopped) return;
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
  const anchor = document.createElement("a");
  Object.assign(anchor, { textContent: number, href: `#q${number}` });
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
followSaving({ queue, data, sentences });
byId("jump").open = isWide.matches;
byId("jump").addEventListener("click", (event) => {
  const number = event.target.closest("a")?.hash.slice(2);
  if (!number) return;
  event.preventDefault();
  byId("jump").open = isWide.matches;
  questions.go(Number(number));
});
listenForShortcuts(questions, byId("shortcuts"));
queue.resume();
paperClock.start();
