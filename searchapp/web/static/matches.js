// From match to match: the way on stays under the finger, and Back leads out of the speech, not through its matches.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".step a, .matches a[href^='#m']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  location.replace(link.hash);
  const step = document.querySelector("mark:target + .step");
  const wanted = link.className || (link.hash === "#m1" ? "on" : "back");
  const way = step.querySelector(`.${wanted}`) || step.querySelector("a");
  if (way) way.focus({ preventScroll: true });
});
