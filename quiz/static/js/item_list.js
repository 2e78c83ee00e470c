/** Arrow keys between the search field and the items, Alt+N and Alt+P between pages. */

const query = document.getElementById("tim");
const links = [...document.querySelectorAll("#item-list tbody a")];

document.getElementById("keys").hidden = false;
document.addEventListener("keydown", (event) => {
  if (event.altKey && !event.ctrlKey && !event.metaKey) turn(event);
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") walk(event);
});

function turn(event) {
  const rel = { n: "next", p: "prev" }[event.key.toLowerCase()];
  const link = rel && document.querySelector(`.pager a[rel="${rel}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
}

function walk(event) {
  const at = links.indexOf(event.target);
  if (at < 0 && event.target !== query) return;
  const to = event.key === "ArrowDown" ? at + 1 : at - 1;
  const target = to < 0 ? query : links[to];
  if (!target || (event.target === query && event.key === "ArrowUp")) return;
  event.preventDefault();
  target.focus();
}
