// Tells the page around this frame how high it wants to be, and, where links may not open, which one was chosen.
// WordPress, which allows frames nothing else, hears the same in its own words (wp-embed.js).
"use strict";
(() => {
  const secret = new URLSearchParams(location.hash.slice(1).replace(/^\?/, "")).get("secret");
  const tell = (message, value, ours) => {
    if (window.parent === window) return;
    window.parent.postMessage({ speechsearch: message, ...ours }, "*");
    if (secret) window.parent.postMessage({ message, value, secret }, "*");
  };
  const height = () => {
    const high = Math.ceil(document.querySelector("main").getBoundingClientRect().height);
    if (high) tell("height", high, { height: high });
  };
  new ResizeObserver(height).observe(document.querySelector("main"));
  for (const later of [500, 2000, 5000, 15000]) setTimeout(height, later);  // who listens may come later than this frame
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (link && secret && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      tell("link", link.href, { link: link.href });
    }
  });
})();
