/** The questions on the page: what is chosen, which are flagged, and the list to jump from. */

export class Questions {
  #sentences;
  #flags;
  #onFlags;
  #fields = [...document.querySelectorAll(".q")];
  #links = [...document.querySelectorAll("#jump ol a")];

  constructor({ sentences, flags, onFlags, onClear }) {
    this.#sentences = sentences;
    this.#flags = flags;
    this.#onFlags = onFlags;
    this.#fields.forEach((field, i) => field.append(this.#tools(i + 1, onClear)));
    this.refresh();
  }

  get count() {
    return this.#fields.length;
  }

  field(number) {
    return this.#fields[number - 1];
  }

  inputs(number) {
    return [...this.field(number).querySelectorAll("input")];
  }

  chosen(number) {
    return this.inputs(number).flatMap((input, place) => (input.checked ? [place] : []));
  }

  choose(number, places) {
    this.inputs(number).forEach((input, place) => (input.checked = places.includes(place)));
    this.refresh();
  }

  blanks() {
    return this.#fields.map((_, i) => i + 1).filter((number) => !this.chosen(number).length);
  }

  disable() {
    for (const field of this.#fields) field.disabled = true;
  }

  flag(number) {
    if (!this.#flags.delete(String(number))) this.#flags.add(String(number));
    this.#onFlags(this.#flags);
    this.refresh();
  }

  /** The question in use: the one with the focus, otherwise the first in sight. */
  current() {
    const focused = document.activeElement?.closest(".q");
    const inSight = (field) => field.getBoundingClientRect().bottom > window.innerHeight / 4;
    return this.#fields.indexOf(focused ?? this.#fields.find(inSight)) + 1;
  }

  go(number) {
    const field = this.field(Math.min(Math.max(number, 1), this.count));
    field.focus({ preventScroll: true });
    field.scrollIntoView({ block: "start" });
  }

  /** Show in the list and the counter what is answered and flagged. */
  refresh() {
    const { question, answered, unanswered, flagged } = this.#sentences;
    let done = 0;
    this.#links.forEach((link, i) => {
      const [number, isDone] = [i + 1, this.chosen(i + 1).length > 0];
      const isFlagged = this.#flags.has(String(number));
      done += isDone;
      link.className = `${isDone ? "is-done" : ""} ${isFlagged ? "is-flagged" : ""}`.trim();
      const words = [question.replace("{n}", number), isDone ? answered : unanswered];
      link.setAttribute("aria-label", words.concat(isFlagged ? flagged : []).join(", "));
      this.field(number).querySelector(".flag").setAttribute("aria-pressed", isFlagged);
    });
    document.getElementById("answered").textContent = done;
    document.getElementById("done").value = done;
  }

  #tools(number, onClear) {
    const box = document.createElement("div");
    box.className = "tools";
    const flag = this.#button(this.#sentences.flag, number, () => this.flag(number));
    flag.classList.add("flag");
    const clear = this.#button(this.#sentences.clear, number, () => {
      this.choose(number, []);
      onClear(number);
    });
    box.append(flag, clear);
    return box;
  }

  #button(words, number, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    const name = this.#sentences.question.replace("{n}", number);
    button.setAttribute("aria-label", `${words}: ${name}`);
    button.addEventListener("click", act);
    return button;
  }
}
