/** A paper of which one question is answered at a time: its clock, autosave, and the way onward. */

import { announce } from "./announcing.js";
import { ServerClock, timeLeft } from "./clock.js";
import { leaveForResult } from "./leaving.js";
import { PaperClock } from "./paper_clock.js";
import { PaperStore } from "./paper_store.js";
import { listenToPrediction } from "./prediction.js";
import { SaveQueue } from "./save_queue.js";
import { followSaving, showTakenOver } from "./saving_line.js";
import { listenForShortcuts } from "./shortcuts.js";

const PATIENCE = 10000;

const byId = (id) => document.getElementById(id);
const read = (id) => JSON.parse(byId(id).textContent);

const data = read("paper-data");
const sentences = { ...read("paper-sentences"), ...read("item-sentences") };
const form = byId("paper");
const field = document.querySelector(".q"); // none at the end of the paper
const next = byId("next");
const prediction = byId("prediction");
const clock = new ServerClock(data.now);
const store = new PaperStore(data.ref, data.now);
const token = document.querySelector('meta[name="csrf-token"]').content;
const queue = new SaveQueue({ data, clock, store, token });
const paperClock = new PaperClock({
  clock,
  deadline: data.deadline_at,
  sentences,
  onOver: timeOver,
});
const warnAt = Math.min(10, Math.floor(data.item_seconds / 3)); // seconds
const key = field ? String(data.item) : "prediction";
const inputs = () => [...(field?.querySelectorAll("input") ?? [])];
let isClosed = byId("one")?.disabled ?? false; // the item's time is up
let isLeaving = false;
let isWarned = false;

/* --- The answer ------------------------------------------------------------------------------- */

form.addEventListener("change", ({ target }) => {
  if (target.closest(".q")) changed();
});

function changed() {
  noLongerSkip();
  queue.change(
    key,
    inputs().flatMap((input, place) => (input.checked ? [place] : [])),
  );
}

/** There is an answer to go on with, or no time left for one: what stood against it is past. */
function noLongerSkip() {
  next.textContent = next.dataset.onward;
  next.removeAttribute("name");
  byId("fault")?.remove();
}

if (prediction) listenToPrediction(prediction, { queue, sentences });

queue.addEventListener("adopt", ({ detail }) => {
  if (detail.key !== key) return;
  if (field) {
    inputs().forEach((input, place) => (input.checked = detail.value.includes(place)));
  } else if (prediction) prediction.value = detail.value ?? "";
  if (detail.foreign) announce(sentences.merged);
});

queue.addEventListener("deadline", ({ detail: { at, item } }) => {
  paperClock.deadline = at;
  if (item !== undefined && item !== data.item) location.replace(location.pathname);
});

queue.addEventListener("stop", ({ detail: { code, location: address } }) => {
  if (code === "finished") {
    store.clear();
    // An answer that came too late does not keep anybody from going on.
    if (!(isLeaving && isClosed)) location.replace(address ?? data.result_url);
    return;
  }
  lock();
  showTakenOver();
});

/* --- Time ------------------------------------------------------------------------------------- */

function tick() {
  const left = data.item_deadline_at - clock.now();
  const shown = byId("item-clock");
  const words = timeLeft(left);
  if (shown.textContent !== words) shown.textContent = words;
  const isSoon = left <= warnAt * 1000;
  shown.parentElement.classList.toggle("soon", isSoon);
  if (isSoon && !isWarned && left > (warnAt - 2) * 1000) {
    announce(sentences.seconds.replace("{n}", warnAt));
  }
  isWarned ||= isSoon;
  if (left <= 0 && !isClosed && !paperClock.isStopped) itemOver();
}

/** What was chosen in the last second is sent; the next question waits until it is asked for. */
function itemOver() {
  close();
  noLongerSkip();
  announce("");
  queue.drain(data.allowance_seconds * 1000 + 500);
  byId("item-over").hidden = false;
  byId("item-over").focus({ preventScroll: true });
  byId("next").scrollIntoView({ block: "nearest" });
}

async function timeOver() {
  lock();
  announce(sentences.time_over, { stays: true });
  await leaveForResult({ data, queue, store, sentences, timeLeft: () => paperClock.left });
}

function close() {
  isClosed = true;
  if (field) byId("one").disabled = true;
}

function lock() {
  paperClock.stop();
  form.classList.add("over");
  close();
  for (const button of form.querySelectorAll(".finish button, .early button")) {
    button.disabled = true;
  }
  if (prediction) prediction.disabled = true;
}

/* --- Onward ----------------------------------------------------------------------------------- */

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (paperClock.isStopped || isLeaving) return;
  if (!event.submitter?.matches("#next, #hand-in")) queue.flush();
  else if (prediction?.getAttribute("aria-invalid")) prediction.focus();
  else leave(event.submitter);
});

/** Go on only once the server has the answer; the form carries it a second time. */
async function leave(button) {
  isLeaving = true;
  announce(sentences.going_on, { isSeen: false, stays: true });
  const isOnline = navigator.onLine;
  const isSafe = isOnline && (await queue.drain(PATIENCE));
  if (isOnline && (isSafe || isClosed)) {
    form.action = button.formAction;
    if (button.name) form.append(hidden(button.name, button.value));
    form.submit();
    return;
  }
  isLeaving = false;
  announce(sentences.next_offline, { stays: true });
}

function hidden(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}

/* --- Start ------------------------------------------------------------------------------------ */

byId("save-first").hidden = true; // still what Enter presses
history.replaceState(null, "", form.action); // a form that was refused has another address
followSaving({ queue, data, sentences });
store.keepOnly(key);
queue.resume();
paperClock.start();
if (field) {
  byId("static-time").hidden = true;
  byId("item-clock-label").textContent = sentences.item_remaining;
  byId("clock-label").textContent = sentences.whole_remaining;
  const sheet = { current: () => data.item, field: () => byId("one"), inputs, go() {}, flag() {} };
  listenForShortcuts(sheet, byId("shortcuts"));
  tick();
  setInterval(tick, 250);
} else byId("clock-label").textContent = sentences.remaining;
const news = byId("fault") ?? (isClosed ? byId("item-over") : (field ?? byId("end")));
news.focus({ preventScroll: true });
