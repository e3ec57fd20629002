// Draws the preview anew while a layout is edited. Without this script the button does it.

const form = document.getElementById("layout");
const picture = document.getElementById("picture");
const PAUSE = 300; // milliseconds after the last key
let waiting = 0;

function draw() {
  const fields = new FormData(form);
  fields.delete("csrfmiddlewaretoken");
  picture.src = `${form.dataset.picture}?${new URLSearchParams(fields)}`;
}

document.getElementById("try").hidden = true;
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(draw, PAUSE);
});
