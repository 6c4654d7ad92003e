// Offers speakers, topics and words while a query is typed. Everything works without it.
"use strict";
for (const field of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("datalist");
  list.id = "suggestions";
  field.after(list);
  let waiting;
  let asked = "";

  const offer = (suggestions) => {
    list.replaceChildren(...suggestions.map(({ kind, value, count, query }) => {
      const option = document.createElement("option");
      option.value = query;
      option.label = kind === "word" ? value : `${value} (${kind}, ${count.toLocaleString("en")})`;
      return option;
    }));
    if (suggestions.length) field.setAttribute("list", list.id);
    else field.removeAttribute("list");
  };

  const ask = async () => {
    const text = field.value.trim();
    if (text === asked) return;
    asked = text;
    if (text.length < 2) return offer([]);
    try {
      const answer = await fetch(`${field.dataset.suggest}?${new URLSearchParams({ q: text, limit: 8 })}`);
      const { suggestions } = await answer.json();
      if (text === asked && answer.ok) offer(suggestions);
    } catch {
      offer([]);
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
}
