/** Finds units while the reader types, in the same radio buttons that work without script. */

const PAUSE = 300;

const box = document.querySelector(".units");
const query = box.querySelector('[type="search"]');
const message = box.querySelector(".unit-message");
const found = box.querySelector(".found");
const template = box.querySelector("template");
let timer = 0;
let current = null;

query.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, PAUSE);
});
query.addEventListener("keydown", (event) => {
  if (event.key === "Enter") searchNow(event);
});
box.querySelector('[name="find"]').addEventListener("click", searchNow);

function searchNow(event) {
  event.preventDefault();
  clearTimeout(timer);
  search();
}

async function search() {
  current?.abort();
  const words = query.value.trim();
  if (words.length < 2) return;
  current = new AbortController();
  try {
    const url = `${box.dataset.search}?q=${encodeURIComponent(words)}`;
    const response = await fetch(url, { signal: current.signal });
    if (!response.ok) throw new Error(response.status);
    show(await response.json());
  } catch (error) {
    if (error.name !== "AbortError") message.textContent = message.dataset.failed;
  }
}

/** Show what was found; the unit already chosen stays in sight. */
function show({ units, more }) {
  const chosen = found.querySelector(":checked")?.closest("label");
  const code = chosen?.querySelector("input").value;
  const choices = units.filter((unit) => unit.code !== code).map(choice);
  found.replaceChildren(...(chosen ? [chosen] : []), ...choices);
  message.textContent = more ? message.dataset.more : units.length ? "" : message.dataset.none;
}

function choice({ code, name, path }) {
  const label = template.content.firstElementChild.cloneNode(true);
  label.querySelector("input").value = code;
  label.querySelector("strong").textContent = name;
  label.querySelector(".path").textContent = path;
  return label;
}
