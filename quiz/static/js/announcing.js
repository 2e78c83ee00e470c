/** What a page tells everybody, or only those who do not see that the page shows it already. */

const SECONDS = 15;

export function announce(words, { isSeen = true, stays = false } = {}) {
  const line = document.getElementById("announce");
  line.classList.toggle("unseen", !isSeen);
  line.textContent = words;
  if (stays) return;
  setTimeout(() => {
    if (line.textContent === words) line.textContent = "";
  }, SECONDS * 1000);
}
