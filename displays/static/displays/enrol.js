// A new device asks for its code, waits until an administrator has typed it, and begins.

const EVERY = 3_000; // ms

const main = document.querySelector("[data-state]");
const { state } = main.dataset;

async function look() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector("[data-state]")?.dataset.state;
    if (answer.redirected || (next && next !== state)) location.reload();
  } catch {
    // the line is broken: the next look tries again
  }
}

if (state === "none" || state === "confirmed") document.querySelector("form[data-by-itself]").requestSubmit();
else setInterval(look, EVERY);
