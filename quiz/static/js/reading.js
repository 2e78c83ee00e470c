/** How far the reading of a file is: asked every second, and the next page once it has ended. */

const EVERY = 1000;
const bar = document.getElementById("reading");

setTimeout(look, EVERY);

async function look() {
  let status = 0;
  try {
    const answer = await fetch(bar.dataset.progress, { headers: { Accept: "application/json" } });
    status = answer.status;
    if (status === 200) show(await answer.json());
  } catch {
    /* no network: ask again */
  }
  if (status === 204 || (status >= 400 && status < 500)) location.reload();
  else setTimeout(look, EVERY);
}

function show({ text, percent }) {
  bar.labels[0].textContent = text;
  bar.value = percent;
}
