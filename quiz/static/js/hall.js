/** The wall of a hall: looks for news by itself for hours, and says when it cannot. */

const wall = document.getElementById("wall");
const lost = document.getElementById("lost");
const every = Number(wall.dataset.seconds) * 1000;
const timeOfDay = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Ho_Chi_Minh",
  hour: "2-digit",
  minute: "2-digit",
});
let seen = Date.now();

setInterval(look, every);
addEventListener("online", look);
keepAwake();
document.addEventListener("visibilitychange", keepAwake);

async function look() {
  try {
    const answer = await fetch(location.href, {
      credentials: "omit",
      signal: AbortSignal.timeout(every),
    });
    if (!answer.ok) throw new Error(answer.status);
    show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    seen = Date.now();
    lost.hidden = true;
  } catch {
    say();
  }
}

/** Put what is new in place of what stands there; lines that are new light up for a moment. */
function show(news) {
  const fresh = news.getElementById("wall");
  if (!fresh || fresh.innerHTML === wall.innerHTML) return;
  const before = new Set(lines(wall).map((line) => line.textContent));
  wall.replaceChildren(...fresh.childNodes);
  for (const line of lines(wall)) {
    line.classList.toggle("changed", !before.has(line.textContent));
  }
}

const lines = (of) => [...of.querySelectorAll("tbody tr")];

function say() {
  if (!lost.hidden) return;
  lost.textContent = lost.dataset.text.replace("{time}", timeOfDay.format(seen));
  lost.hidden = false;
}

/** A screen that goes dark shows nobody anything; where it cannot be kept awake nothing is lost. */
async function keepAwake() {
  try {
    if (!document.hidden) await navigator.wakeLock?.request("screen");
  } catch {
    /* the device saves power */
  }
}
