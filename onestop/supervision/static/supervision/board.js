"use strict";
// The board never shows old figures as live ones: when a refresh fails or is overdue, a bar says
// since when, and the figures turn grey. The refresh itself is htmx's.
(() => {
  const OVERDUE = 40000; // milliseconds: two refreshes missed, and a slow answer
  const bar = document.getElementById("stale");
  let refreshed = Date.now();

  const figures = () => document.getElementById("board");

  function stale() {
    if (!bar.hidden) return;
    const { stale: text, at } = figures().dataset;
    bar.textContent = text.replace("{time}", at);
    bar.hidden = false;
    document.body.classList.add("is-stale");
  }

  function fresh() {
    refreshed = Date.now();
    bar.hidden = true;
    document.body.classList.remove("is-stale");
  }

  function failed(event) {
    const status = event.detail.xhr ? event.detail.xhr.status : 0;
    if (status >= 400 && status < 500) window.location.reload(); // a right or an office is gone
    else stale();
  }

  document.body.addEventListener("htmx:afterSwap", fresh);
  document.body.addEventListener("htmx:responseError", failed);
  document.body.addEventListener("htmx:sendError", stale);
  document.body.addEventListener("htmx:timeout", stale);
  window.addEventListener("offline", stale);
  window.setInterval(() => {
    if (Date.now() - refreshed > OVERDUE) stale();
  }, 1000);
})();
