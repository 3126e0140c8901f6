"use strict";
// A timer for each practice. It says how many minutes are left, and at the end only that they are over: nothing rings,
// blinks, moves on or is kept.
for (const timer of document.querySelectorAll(".timer")) {
  const part = (name) => timer.querySelector("." + name);
  const main = part("main"), again = part("again"), time = part("time"), bar = part("bar"), spoken = part("spoken");
  const words = timer.dataset, whole = Number(words.seconds) * 1000;
  let state = "ready", left = whole, ends = 0, beat = 0;

  const draw = () => {
    const minutes = Math.ceil(left / 60000);
    main.textContent = { ready: words.start, running: words.pause, paused: words.goOn, over: words.next }[state];
    again.hidden = state === "ready" || state === "over";
    const shown = { ready: words.each, over: words.over }[state] ?? words.left.replace("{value}", minutes);
    if (time.textContent !== shown) time.textContent = shown;
    bar.value = left / whole;
    timer.classList.toggle("on", state !== "ready");
  };
  // Screen readers hear of two moments alone: two minutes before the end, where a turn is longer, and the end.
  const say = (text) => { if (spoken.textContent !== text) spoken.textContent = text; };
  const tick = () => {
    left = Math.max(0, ends - Date.now());
    if (left === 0) { set("over"); say(words.over); return; }
    if (whole > 240000 && left <= 120000) say(words.left.replace("{value}", 2));
    draw();
  };
  const set = (to) => {
    state = to;
    clearInterval(beat);
    if (to === "ready") { left = whole; say(""); }
    if (to === "running") {
      if (left === 0) { left = whole; say(""); }
      ends = Date.now() + left;
      beat = setInterval(tick, 1000);
    }
    draw();
  };
  main.addEventListener("click", () => {
    if (state !== "running") { set("running"); return; }
    tick();
    if (state === "running") set("paused");
  });
  again.addEventListener("click", () => { set("ready"); main.focus(); });
  draw();
  timer.hidden = false;
}
