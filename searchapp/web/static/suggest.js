// Offers speakers, topics, titles and words while a query is typed: a combobox whose list is chosen from by hand
// (WAI-ARIA 1.2). Everything works without it.
"use strict";
for (const field of document.querySelectorAll("input[data-suggest]")) {
  const { suggest, words } = field.dataset;
  const said = JSON.parse(words);
  const lang = document.documentElement.lang;
  const number = new Intl.NumberFormat(lang);
  const plural = new Intl.PluralRules(lang);
  let offers = [];
  let options = [];
  let at = -1;
  let asked = "";
  let waiting, saying, asking;

  const made = (tag, attributes, ...inside) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...inside);
    return element;
  };
  const list = made("div", { id: "offers", role: "listbox", class: "offers", "aria-label": said.label });
  const status = made("p", { role: "status", class: "unseen" });

  const point = (to) => {
    at = to;
    options.forEach((option, n) => option.setAttribute("aria-selected", n === at));
    if (at < 0) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  };

  const open = (wanted) => {
    list.hidden = !wanted || !options.length;
    field.setAttribute("aria-expanded", !list.hidden);
    point(-1);
  };

  const tell = (text) => {
    clearTimeout(saying);
    saying = setTimeout(() => { status.textContent = text; }, 600);
  };

  const group = (kind) => {
    const own = offers.filter((offer) => offer.kind === kind);
    if (!own.length) return [];
    const label = made("div", { id: `offers-${kind}`, class: "kind" }, said[kind]);
    return [made("div", { role: "group", "aria-labelledby": label.id }, label, ...own.map((offer) => {
      const option = made("div", { role: "option", id: `offer-${options.length}` }, made("bdi", {}, offer.value), " ",
        made("span", { class: "count" }, number.format(offer.count)));
      options.push(option);
      return option;
    }))];
  };

  const offer = (suggestions) => {
    offers = suggestions;
    options = [];
    list.replaceChildren(...["speaker", "topic", "title", "word"].flatMap(group));
    open(true);
    const { found, none } = said;
    const count = offers.length;
    tell(count ? (found[plural.select(count)] ?? found.other).replace("{n}", number.format(count)) : none);
  };

  const forget = () => {
    clearTimeout(waiting);
    asking?.abort();
    asked = "";
    offers = options = [];
    open(false);
    tell("");
  };

  const ask = async () => {
    const text = field.value.trim();
    if (text === asked) return;
    if (text.length < 2) return forget();
    asking?.abort();
    asking = new AbortController();
    asked = text;
    try {
      const question = new URLSearchParams(new FormData(field.form));
      question.set("limit", 10);
      const answer = await fetch(`${suggest}?${question}`, { signal: asking.signal });
      const { suggestions } = await answer.json();
      if (text === asked && field === document.activeElement) offer(suggestions);
    } catch (error) {
      if (error.name !== "AbortError") forget();
    }
  };

  const take = (n) => {
    const { kind, query, url } = offers[n];
    forget();
    if (kind !== "word") return location.assign(url);
    field.value = asked = query;
    field.focus();
  };

  // The options and the field itself, one after the other, in a ring.
  const step = (by) => {
    if (!options.length) return ask();
    if (list.hidden) open(true);
    const places = options.length + 1;
    point((at + 1 + by + places) % places - 1);
  };

  const escape = () => {
    if (!list.hidden) return open(false);
    field.value = "";
    forget();
  };

  const keys = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Escape: () => field.value ? escape() : true,
    Enter: () => at < 0 ? true : take(at),
  };
  for (const key of ["ArrowLeft", "ArrowRight", "Home", "End"]) keys[key] = () => point(-1) ?? true;

  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in keys && keys[event.key]() !== true) event.preventDefault();
  });
  field.addEventListener("input", () => {
    point(-1);
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  });
  field.addEventListener("blur", () => open(false));
  field.form.addEventListener("submit", forget);
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const n = options.indexOf(event.target.closest("[role=option]"));
    if (n >= 0) take(n);
  });

  field.type = "text";
  for (const [name, value] of Object.entries({
    role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": list.id,
  })) field.setAttribute(name, value);
  field.form.append(list, status);
  open(false);
}
