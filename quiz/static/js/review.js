/** Reviewing by keyboard: J and K go through the items, A accepts, S goes to the comment. */

const SETTING = "onsu:review-keys";
const items = [...document.querySelectorAll("#review > section")];
const toggle = document.getElementById("keys-on");

if (toggle && items.length) {
  document.getElementById("keys").hidden = false;
  toggle.checked = remembered() !== "off";
  toggle.addEventListener("change", () => remember(toggle.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (!toggle.checked || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.matches("textarea, input, select, summary")) return;
    if (act(event.key)) event.preventDefault();
  });
  items[here()]?.focus({ preventScroll: true });
}

/** Do what the key asks for; false where it asks for nothing of ours. */
function act(key) {
  const at = here();
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case "j":
    case "ArrowDown":
      return go(at + 1);
    case "k":
    case "ArrowUp":
      return go(at - 1);
    case "a":
      items[at]?.querySelector("[value=accept]")?.click();
      return at >= 0;
    case "s":
      items[at]?.querySelector("textarea")?.focus();
      return at >= 0;
    default:
      return false;
  }
}

/** The item that holds the focus, else the one that the address names, else none. */
function here() {
  const focused = items.findIndex((item) => item.contains(document.activeElement));
  return focused >= 0 ? focused : items.findIndex((item) => `#${item.id}` === location.hash);
}

function go(at) {
  const item = items[Math.max(0, at)];
  if (!item) return false;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "start" });
  return true;
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
