// The page follows what is chosen, and texts can be copied by a button. Everything works without it.
"use strict";
const form = document.querySelector("[data-builder]");
const buttons = () => {
  for (const text of document.querySelectorAll(".copy textarea")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      text.select();
      await navigator.clipboard?.writeText(text.value);
      button.textContent = "Copied";
    });
    text.before(button);
  }
};
let waiting;
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const said = [...new FormData(form)].filter(([, value]) => value);
    const address = `${form.action}?${new URLSearchParams(said)}`;
    const answer = await fetch(address);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelector(".copy").replaceWith(page.querySelector(".copy"));
    document.querySelector("[data-preview]").src = page.querySelector("[data-preview]").getAttribute("src");
    history.replaceState(null, "", address);
    buttons();
  }, 300);
});
buttons();
