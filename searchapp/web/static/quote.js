// A passage, or what is selected of it, is copied with who said it and where it stands. Everything works without it.
"use strict";
const kept = document.getElementById("quoter");
const said = document.querySelector("[data-copied]");
const known = JSON.parse(kept.dataset.known);
const [menu, offer, shown, figure] = document.importNode(kept.content, true).children;
let opener;

const put = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);

const line = (words) =>
  words.replace(/[\x00-\x20\x7f-\x9f\u2028\u2029]+/g, " ").trim().replace(/[\u202a-\u202e\u2066-\u2069]/g, "");

const spoken = (passage) => {
  const words = passage.querySelector(":scope > p").cloneNode(true);
  for (const step of words.querySelectorAll(".step")) step.remove();
  return words.textContent;
};

const html = (words, address) => {
  figure.querySelector("p").textContent = words;
  figure.querySelector("blockquote").cite = figure.querySelector("a").href = address;
  return figure.outerHTML;
};

const written = (form, passage, words, directive = "") => {
  const number = passage.id.slice(1);
  const address = `${known.address}?passage=${number}#p${number}${directive}`;
  if (form === "link") return address;
  if (form === "html") return html(words, address);
  return put(known.patterns[form], { ...known, words: line(words), number, address });
};

// Where a browser lets nobody else copy, the text stands there selected.
const copy = async (text, passage) => {
  shown.remove();
  said.textContent = "";
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = said.dataset.copied;
    setTimeout(() => { said.textContent = ""; }, 4000);
    return true;
  } catch {
    passage.append(shown);
    shown.value = text;
    shown.focus();
    shown.select();
    return false;
  }
};

const close = (back) => {
  menu.remove();
  opener?.setAttribute("aria-expanded", "false");
  if (back) opener?.focus();
  opener = undefined;
};

const open = (link) => {
  close();
  shown.remove();
  opener = link;
  link.setAttribute("aria-expanded", "true");
  const number = link.parentNode.id.slice(1);
  for (const form of menu.querySelectorAll("a")) form.search = `?format=${form.dataset.form}&passage=${number}`;
  link.after(menu);
};

for (const link of document.querySelectorAll(".words .n")) {
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", "false");
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (opener === link) close(true);
    else open(link);
  });
  link.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    link.click();
  });
}

menu.addEventListener("click", async ({ target }) => {
  const form = target.dataset.copy;
  if (!form) return;
  const passage = opener.parentNode;
  const done = await copy(written(form, passage, spoken(passage)), passage);
  close(done);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close(true);
});
document.addEventListener("click", ({ target }) => {
  if (opener && !menu.contains(target) && !opener.contains(target)) close();
});

// A long selection is found again by how it begins and ends (https://wicg.github.io/scroll-to-text-fragment/).
const directive = (words) => {
  const parts = words.split(/\s+/);
  const ends = parts.length > 12 ? [parts.slice(0, 5).join(" "), parts.slice(-5).join(" ")] : [words];
  return `:~:text=${ends.map((part) => encodeURIComponent(part).replace(/-/g, "%2D")).join(",")}`;
};

const propose = () => {
  const selection = getSelection();
  const words = selection.toString().trim();
  const range = words && selection.getRangeAt(0);
  const node = range?.commonAncestorContainer;
  const passage = node && (node.closest ? node : node.parentNode).closest(".words .passage > p")?.parentNode;
  if (!passage) return offer.remove();
  passage.append(offer);
  offer.style.top = `${range.getBoundingClientRect().bottom - passage.getBoundingClientRect().top + 4}px`;
  offer.onclick = async () => {
    await copy(written("quotation", passage, words, directive(words)), passage);
    offer.remove();
  };
};

let waiting;
offer.addEventListener("pointerdown", (event) => event.preventDefault());
document.addEventListener("selectionchange", () => {
  if (document.activeElement === offer || document.activeElement === shown) return;
  clearTimeout(waiting);
  waiting = setTimeout(propose, 150);
});
