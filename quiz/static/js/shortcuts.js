/** One-key shortcuts on the paper; the reader can turn them off (WCAG 2.1.4). */

const SETTING = "onsu:shortcuts";

export function listenForShortcuts(questions, toggle) {
  document.getElementById("keys").hidden = false;
  toggle.checked = remembered() !== "off";
  toggle.addEventListener("change", () => remember(toggle.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (!toggle.checked || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("dialog, #prediction, .jump")) return;
    if (act(questions, event)) event.preventDefault();
  });
}

/** Do what the key asks for; false where it asks for nothing of ours. */
function act(questions, event) {
  const key = event.key.toLowerCase();
  const number = questions.current();
  const onInput = event.target.matches("input, summary");
  if (key === "j" || (!onInput && event.key === "ArrowRight")) questions.go(number + 1);
  else if (key === "k" || (!onInput && event.key === "ArrowLeft")) questions.go(number - 1);
  else if (number > 0 && questions.field(number).disabled) return false;
  else return choose(questions, number, key);
  return true;
}

function choose(questions, number, key) {
  if (!number || key.length !== 1) return false;
  const place = Math.max("123456".indexOf(key), "abcdef".indexOf(key));
  const input = questions.inputs(number)[place];
  if (input) {
    input.click(); // as a finger would: the page hears of the change
    input.focus({ preventScroll: true });
    return true;
  }
  if (key === "f") questions.flag(number);
  return key === "f";
}

function remembered() {
  try {
    return localStorage.getItem(SETTING);
  } catch {
    return null;
  }
}

function remember(value) {
  try {
    localStorage.setItem(SETTING, value);
  } catch {
    /* no storage here */
  }
}
