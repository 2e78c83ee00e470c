/** Sums the exam blueprint and checks each cell while it is typed; the server checks again. */

const grid = document.querySelector(".grid");
const total = document.getElementById("total");
const rows = grid ? [...grid.tBodies[0].rows] : [];

grid?.addEventListener("input", (event) => {
  check(event.target);
  add();
});

function check(input) {
  const count = countOf(input);
  const available = Number(input.dataset.available);
  const isShort = count > available;
  const enough = count * Number(grid.dataset.enough);
  const said = document.getElementById(`${input.name}-said`);
  said.textContent = isShort
    ? grid.dataset.short.replace("{available}", available)
    : available < enough
      ? grid.dataset.thin.replace("{least}", enough)
      : "";
  said.className = isShort ? "said error" : "said soft";
  input.closest(".cell").classList.toggle("wrong", isShort);
  if (isShort) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

function add() {
  const sums = [...grid.querySelectorAll("[data-column]")];
  for (const sum of sums) sum.value = inColumn(Number(sum.dataset.column));
  total.value = sums.reduce((whole, sum) => whole + Number(sum.value), 0);
}

function inColumn(column) {
  return rows.reduce((sum, row) => {
    const input = row.cells[column + 1].querySelector("input");
    return sum + (input ? countOf(input) : 0);
  }, 0);
}

function countOf(input) {
  const text = input.value.trim();
  return /^\d{1,4}$/.test(text) ? Number(text) : 0;
}
