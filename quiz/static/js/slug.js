/** Proposes the address of a contest from its title, until somebody types one of their own. */

const slug = document.querySelector("[data-from]");
const title = document.getElementById(slug.dataset.from);
const LONGEST = 80;
let isOurs = !slug.value;

title.addEventListener("input", () => {
  if (isOurs) slug.value = slugOf(title.value);
});
slug.addEventListener("input", () => {
  isOurs = !slug.value;
});

/** Fold as the server does: no marks, đ as d, words joined by hyphens, whole where cut. */
function slugOf(text) {
  const plain = text
    .toLowerCase()
    .replaceAll("đ", "d")
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "");
  const words = (plain.match(/[a-z0-9]+/g) ?? []).join("-");
  if (words.length <= LONGEST) return words;
  const cut = words.slice(0, LONGEST + 1);
  const end = cut.lastIndexOf("-");
  return end > 0 ? cut.slice(0, end) : words.slice(0, LONGEST);
}
