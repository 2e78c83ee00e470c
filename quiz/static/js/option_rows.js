/** The options of an item's form: added, taken out and moved as the buttons do without script. */

const LETTERS = "ABCDEF";

export class OptionRows {
  #box;
  #count;
  #most;
  #changed;

  constructor(box, count, most, changed) {
    this.#box = box;
    this.#count = count;
    this.#most = most;
    this.#changed = changed;
    box.addEventListener("click", (event) => {
      const button = event.target.closest('button[name="act"]');
      if (!button) return;
      event.preventDefault();
      this.act(...button.value.split("-"));
    });
  }

  /** Do what a button asks for: "add", or "up", "down", "remove" with a letter. */
  act(verb, letter) {
    const lines = this.#lines();
    const at = LETTERS.indexOf(letter ?? "-");
    const to = at + ({ up: -1, down: 1 }[verb] ?? 0);
    if (verb === "add" && lines.length < this.#most) lines.push(["", false, false]);
    else if (verb === "remove" && lines.length > 2) lines.splice(at, 1);
    else if (to !== at && lines[at] && lines[to]) [lines[at], lines[to]] = [lines[to], lines[at]];
    else return;
    this.show(lines);
    const focused = verb === "add" ? lines.length - 1 : Math.min(Math.max(to, 0), lines.length - 1);
    this.#rows()[focused].querySelector("textarea").focus();
    this.#changed();
  }

  /** Move the option that is being typed. */
  moveFocused(verb) {
    const row = document.activeElement.closest?.(".option-typed");
    if (row) this.act(verb, row.dataset.letter);
    return Boolean(row);
  }

  show(lines) {
    while (this.#rows().length < lines.length) this.#append();
    while (this.#rows().length > lines.length) this.#rows().at(-1).remove();
    this.#rows().forEach((row, at) => {
      const [text, right, pinned] = lines[at];
      row.querySelector("textarea").value = text;
      row.querySelector('[name="right"]').checked = right;
      row.querySelector('[name="pinned"]').checked = pinned;
      row.querySelector('[value^="up-"]').disabled = at === 0;
      row.querySelector('[value^="down-"]').disabled = at === lines.length - 1;
      row.querySelector('[value^="remove-"]').disabled = lines.length <= 2;
    });
    this.#count.value = lines.length;
    this.#box.querySelector("#add-option").disabled = lines.length >= this.#most;
  }

  #rows() {
    return [...this.#box.querySelectorAll(".option-typed")];
  }

  #lines() {
    return this.#rows().map((row) => [
      row.querySelector("textarea").value,
      row.querySelector('[name="right"]').checked,
      row.querySelector('[name="pinned"]').checked,
    ]);
  }

  /** Put a copy of the last line behind it, under the next letter. */
  #append() {
    const last = this.#rows().at(-1);
    const was = last.dataset.letter;
    const is = LETTERS[LETTERS.indexOf(was) + 1];
    const row = last.cloneNode(true);
    row.dataset.letter = is;
    row.classList.remove("wrong");
    for (const fault of row.querySelectorAll(".error")) fault.remove();
    row.querySelector(".letter").lastChild.data = is;
    row.querySelector(".letter").htmlFor = `option_${is.toLowerCase()}`;
    const text = row.querySelector("textarea");
    text.id = text.name = `option_${is.toLowerCase()}`;
    text.removeAttribute("aria-invalid");
    text.removeAttribute("aria-describedby");
    for (const tick of row.querySelectorAll("input")) tick.value = is;
    for (const hidden of row.querySelectorAll(".marks .unseen")) hidden.textContent = ` (${is})`;
    for (const button of row.querySelectorAll("button")) {
      button.value = button.value.replace(/-[A-F]$/, `-${is}`);
      const label = button.getAttribute("aria-label");
      button.setAttribute("aria-label", label.replace(new RegExp(`\\b${was}\\b`), is));
    }
    last.after(row);
  }
}
