// Keeps what moves on the console up to date, and copies credentials. Without it the page is refreshed by its link.

const PERIOD = 1000;
const GONE = "The environment does not answer.";
const pause = document.getElementById("pause");
const shown = new Map([...document.querySelectorAll("[data-live]")].map((part) => [part.id, part.innerHTML]));
const told = document.getElementById("told");

for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
    told.textContent = `${button.getAttribute("aria-label").replace("Copy ", "")} copied`;
  });
}

if (pause) {
  pause.hidden = false;
  pause.addEventListener("click", () => {
    pause.setAttribute("aria-pressed", String(!paused()));
  });
  setInterval(update, PERIOD);
}

function paused() {
  return pause.getAttribute("aria-pressed") === "true";
}

async function update() {
  if (paused() || document.hidden) return;
  try {
    const answer = await fetch("/console/live");
    if (!answer.ok) throw new Error(answer.statusText);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelectorAll("[data-live]").forEach((part) => replace(part, fresh.getElementById(part.id)));
    if (told.textContent === GONE) told.textContent = "";
  } catch {
    told.textContent = GONE;
  }
}

/** What somebody is in, by focus or selection, is left alone until they are out of it. */
function replace(part, fresh) {
  const chosen = getSelection();
  const busy = part.contains(document.activeElement) || (!chosen.isCollapsed && part.contains(chosen.anchorNode));
  if (!fresh || busy || shown.get(part.id) === fresh.innerHTML) return;
  shown.set(part.id, fresh.innerHTML);
  part.replaceChildren(...fresh.childNodes);
}
