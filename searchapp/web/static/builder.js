// The page follows what is chosen, and texts can be copied by a button. Everything works without it.
"use strict";
const form = document.querySelector("[data-builder]");
const buttons = () => {
  for (const text of document.querySelectorAll(".copy textarea")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = text.closest("[data-copy]").dataset.copy;
    button.addEventListener("click", async () => {
      text.select();
      try {
        await navigator.clipboard.writeText(text.value);
        button.textContent = text.closest("[data-copy]").dataset.copied;
      } catch {
        // where the browser lets nobody else copy, it stands selected
      }
    });
    text.before(button);
  }
};
let waiting, asked = 0;
form.addEventListener("input", () => {
  clearTimeout(waiting);
  const mine = ++asked;
  waiting = setTimeout(async () => {
    const said = [...new FormData(form)].filter(([, value]) => value);
    const address = `${form.action}?${new URLSearchParams(said)}`;
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== asked) return;
    const wrong = page.querySelector(".faults p, .column p");
    document.querySelector("[data-fault]").textContent = answer.ok ? "" : wrong?.textContent;
    document.querySelector(".copy").hidden = !answer.ok;
    if (!answer.ok) return;
    document.querySelector(".copy").replaceWith(page.querySelector(".copy"));
    document.querySelector("[data-preview]").src = page.querySelector("[data-preview]").getAttribute("src");
    history.replaceState(null, "", address);
    buttons();
  }, 300);
});
buttons();
