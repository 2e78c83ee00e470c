/** The form of an item: looks at what is typed, keeps it, shows it as a phone will, and saves it. */

import { ItemDraft } from "./item_draft.js";
import { OptionRows } from "./option_rows.js";

const PAUSE = 700;
const NOT_KEPT = new Set(["csrf_token", "seen", "act", "was", "place", "picture"]);

const by = (id) => document.getElementById(id);
const form = by("item-form");
const draft = new ItemDraft(form.dataset.draft, Date.now());
const rows = new OptionRows(by("options"), by("rows"), Number(form.dataset.most), changed);
let opened = JSON.stringify(fields());
let timer = 0;
let current = null;
let leaving = false;

if (by("saved")) {
  draft.drop();
  new ItemDraft(form.dataset.newDraft, Date.now()).drop();
}
offerDraft();

form.addEventListener("input", (event) => {
  if (event.target.id !== "picture") changed();
});
form.addEventListener("submit", () => (leaving = true));
window.addEventListener("pageshow", () => (leaving = false));
window.addEventListener("beforeunload", (event) => {
  if (!leaving && isChanged()) event.preventDefault();
});
by("look").addEventListener("click", (event) => {
  event.preventDefault();
  look();
});
by("picture").addEventListener("change", upload);
document.addEventListener("keydown", (event) => {
  if (act(event)) event.preventDefault();
});

function act(event) {
  if (event.ctrlKey && event.key === "Enter") return press(by("save"));
  if (!event.altKey || event.ctrlKey || event.metaKey) return false;
  if (event.key === "ArrowUp") return rows.moveFocused("up");
  if (event.key === "ArrowDown") return rows.moveFocused("down");
  const wanted = { n: "following", p: "before", a: "add-option" }[event.key.toLowerCase()];
  return wanted ? press(by(wanted)) : false;
}

function press(element) {
  element?.click();
  return Boolean(element);
}

/** Everything typed, as a form sends it; a chosen file is uploaded by itself. */
function fields() {
  return [...new FormData(form)].filter(
    ([name, value]) => !NOT_KEPT.has(name) && typeof value === "string",
  );
}

function isChanged() {
  return JSON.stringify(fields()) !== opened;
}

function changed() {
  if (isChanged()) draft.keep(fields(), Date.now());
  else draft.drop();
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE);
}

async function look() {
  clearTimeout(timer);
  current?.abort();
  current = new AbortController();
  const body = new FormData(form);
  body.delete("picture");
  try {
    const response = await fetch(form.dataset.look, {
      method: "POST",
      body,
      signal: current.signal,
    });
    if (!response.ok) throw new Error(response.status);
    show(await response.json());
  } catch (error) {
    if (error.name !== "AbortError") by("remarks-state").textContent = form.dataset.failed;
  }
}

function show({ remarks, question, shuffled, pinned }) {
  by("remarks").replaceChildren(...remarks.map(remark));
  by("remarks-state").textContent = remarks.length ? "" : form.dataset.none;
  by("question").innerHTML = question; // rendered by the template of the paper, which escapes
  by("shuffled").innerHTML = shuffled;
  by("pinned-note").hidden = !pinned;
  by("pinned-letters").textContent = pinned;
}

function remark({ place, sentence, is_error: isError }) {
  const line = document.createElement("li");
  const where = document.createElement("b");
  where.textContent = `${place}:`;
  line.append(where, " ");
  if (isError) {
    const fault = document.createElement("strong");
    fault.className = "fault";
    fault.textContent = `${form.dataset.fault}.`;
    line.append(fault, " ");
  }
  line.append(sentence);
  return line;
}

async function upload() {
  const input = by("picture");
  if (!input.files.length) return;
  const body = new FormData();
  body.set("csrf_token", form.elements.csrf_token.value);
  body.set("picture", input.files[0]);
  try {
    const response = await fetch(form.dataset.upload, { method: "POST", body });
    const answer = await response.json();
    if (response.ok) take(answer);
    tell(response.ok ? "" : answer.sentence);
  } catch {
    tell(""); // the file stays chosen and goes with the form
    return;
  }
  input.value = "";
}

function take({ ref, url, width, height }) {
  form.elements.staged.value = ref;
  form.elements.without_picture.checked = false;
  showPicture(url, width, height);
  changed();
}

function showPicture(url, width, height) {
  Object.assign(by("picture-thumb"), { src: url, width, height });
  by("picture-shown").hidden = false;
}

/** Say at the field why a file is no picture. */
function tell(sentence) {
  const input = by("picture");
  const field = input.closest(".field");
  field.querySelector(".error")?.remove();
  field.classList.toggle("wrong", Boolean(sentence));
  if (!sentence) return;
  const fault = document.createElement("p");
  fault.className = "error";
  fault.setAttribute("role", "alert");
  fault.textContent = sentence;
  input.before(fault);
}

function offerDraft() {
  const kept = draft.read();
  if (!kept || JSON.stringify(kept.fields) === opened) return draft.drop();
  by("draft-at").textContent = new Date(kept.touched).toLocaleString(document.documentElement.lang);
  by("draft").hidden = false;
  by("draft-take").addEventListener("click", () => {
    fill(kept.fields);
    by("draft").hidden = true;
    form.elements.stem.focus();
    changed();
  });
  by("draft-drop").addEventListener("click", () => {
    draft.drop();
    by("draft").hidden = true;
    form.elements.stem.focus();
  });
}

function fill(kept) {
  const values = new Map();
  for (const [name, value] of kept) values.set(name, [...(values.get(name) ?? []), value]);
  const marked = (name, letter) => (values.get(name) ?? []).includes(letter);
  const count = Number(values.get("rows")?.[0]) || 2;
  const lines = [..."ABCDEF"].slice(0, count).map((letter) => {
    const text = values.get(`option_${letter.toLowerCase()}`)?.[0] ?? "";
    return [text, marked("right", letter), marked("pinned", letter)];
  });
  rows.show(lines);
  for (const element of form.elements) {
    const name = element.name;
    if (NOT_KEPT.has(name) || ["right", "pinned", "rows"].includes(name)) continue;
    if (element.type === "checkbox") element.checked = values.has(name);
    else if (values.has(name) && !name.startsWith("option_")) element.value = values.get(name)[0];
  }
}
