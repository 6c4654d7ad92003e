// <speech-search> and <speech-quote>: speeches of an archive, in anybody's page. docs/embedding.md says how.
// No dependency, no cookie, no storage. What is served is made of this by building.py: without comments, with WORDS.
(() => {
"use strict";
const script = document.currentScript;
if (!script || customElements.get("speech-search")) return;
const home = new URL("..", script.src);
const allowed = [home.origin, ...(script.dataset.allow || "").split(/\s+/)];
const NAMES = "speeches none all passage introduction failed again search context changed gone".split(" ");
const WORDS = "words";
const SEVERAL = ["speaker", "topic", "year", "language", "source"];
const ASKED = ["q", ...SEVERAL, "from", "to", "sort", "per-page"];
const LEAST = 80, MOST = 4000;

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host{display:block!important;position:static!important;visibility:visible!important;opacity:1!important;max-width:100%!important}
:host([hidden]),[hidden]{display:none!important}
.box{all:initial;display:block;box-sizing:border-box;overflow:auto;overflow-wrap:anywhere;color:var(--ss-color,inherit);background:var(--ss-background,none);font-family:var(--ss-font,inherit);font-size:var(--ss-size,medium);line-height:1.5}
.light,.dark,.auto{color:light-dark(#1c1b19,#ece8e1);background:light-dark(#fbfaf7,#161513);--ss-accent:light-dark(#7a1f2b,#e39aa0);padding:1em}
.light{color-scheme:light}
.dark{color-scheme:dark}
.auto{color-scheme:light dark}
form{display:flex;margin:0 0 1em}
input,button{font:inherit;color:inherit;background:none;border:1px solid;border-radius:0;padding:.4em .7em;min-width:0}
input{flex:1}
p,ol,li,blockquote{margin:0 0 .5em;padding:0;list-style:none}
li{margin:0 0 1.5em}
a{color:var(--ss-accent,inherit)}
.small{font-size:.875em;opacity:.8}
.title{font-size:1.125em}
blockquote{font-family:var(--ss-serif,inherit)}
mark{color:inherit;background:var(--ss-mark,color-mix(in srgb,gold 40%,transparent))}
@media(forced-colors:active){mark{text-decoration:underline}.small{opacity:1}}
`);

// The part is its name for ::part(); small print has a class, too.
const make = (name, part, ...inside) => {
  const made = document.createElement(name);
  if (part) made.setAttribute("part", part);
  made.className = name === "p" ? "small" : part;
  made.append(...inside);
  return made;
};
const slot = (name, ...inside) => {
  const made = make("slot", "", ...inside);
  made.name = name;
  return made;
};

// Marks count characters, not halves of surrogate pairs.
const marked = ({ text, marks }, language) => {
  const letters = [...text], made = make("blockquote", "passage");
  let at = 0;
  for (const [start, end] of marks) {
    made.append(letters.slice(at, start).join(""), make("mark", "mark", letters.slice(start, end).join("")));
    at = end;
  }
  made.append(letters.slice(at).join(""));
  return spoken(made, language);
};
const spoken = (made, language) => {
  made.lang = language || "";
  made.dir = "auto";
  return made;
};

class Speech extends HTMLElement {
  static observedAttributes = [...ASKED, "src", "lang", "theme", "target", "height", "field", "speech", "passage"];
  #due;
  #stop;
  #box;

  connectedCallback() {
    if (!this.#box) {
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
      this.#box = make("div", "base", slot(""));
      this.shadowRoot.append(this.#box);
      this.tell("ready");
    }
    this.attributeChangedCallback();
  }

  disconnectedCallback() {
    this.#stop?.abort();
  }

  // Several changes at once ask once.
  attributeChangedCallback() {
    if (this.#due || !this.#box) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      if (this.isConnected) this.#load();
    });
  }

  get base() {
    const src = new URL((this.getAttribute("src") || home.href).replace(/\/*$/, "/"), home);
    return allowed.includes(src.origin) ? src : home;
  }

  get code() {
    const said = (this.closest("[lang]")?.lang || "").slice(0, 2).toLowerCase();
    return WORDS[said] ? said : "en";
  }

  say(name, key, value) {
    return WORDS[this.code][NAMES.indexOf(name)].replace(`{${key}}`, value);
  }

  count(number) {
    const plurals = WORDS[this.code][0];
    return plurals[new Intl.PluralRules(this.code).select(number)].replace("{n}", number.toLocaleString(this.code + "-u-nu-latn"));
  }

  // A date may be whole or partial (1961-01), or without its year (--01-20).
  day(written) {
    const [year, month, day] = written.replace(/^--/, "2000-").split("-");
    const parts = { year: written[0] === "-" ? undefined : "numeric", month: month && "long", day: day && "numeric", timeZone: "UTC" };
    const code = (this.code === "en" ? "en-GB" : this.code) + "-u-nu-latn-ca-gregory";
    return new Date(`${year}-${month || "01"}-${day || "01"}`).toLocaleDateString(code, parts);
  }

  tell(name, detail) {
    return this.dispatchEvent(new CustomEvent("speechsearch:" + name, { detail, bubbles: true, composed: true, cancelable: true }));
  }

  link(part, address, detail, inside) {
    const made = make("a", part, inside), target = this.getAttribute("target");
    if (/^https?:\/\//.test(address)) made.href = address;
    if (target) made.target = target;
    made.addEventListener("click", (event) => this.tell("select", detail) || event.preventDefault());
    return made;
  }

  by({ speaker, date }) {
    return make("p", "by", make("bdi", "", speaker || ""), speaker && date ? " · " : "", date ? this.day(date) : "");
  }

  async #load() {
    this.#stop?.abort();
    const stop = this.#stop = new AbortController();
    const wait = setTimeout(() => stop.abort(), 15000);
    this.#dress();
    let parts;
    try {
      const answer = await fetch(this.address(), { credentials: "omit", referrerPolicy: "no-referrer", signal: stop.signal });
      const body = await answer.json();
      if (!answer.ok) throw Object.assign(new Error(body.error?.message), { status: answer.status });
      if (stop === this.#stop && this.tell("results", body)) parts = this.shown(body);
    } catch (error) {
      const { status, message } = error;
      if (stop === this.#stop && this.isConnected && this.tell("error", { status, message })) parts = this.failed(status, message);
    }
    clearTimeout(wait);
    if (parts) this.#show(parts);
  }

  #dress() {
    const height = parseInt(this.getAttribute("height"), 10);
    this.#box.className = "box " + this.getAttribute("theme");
    this.#box.style.height = height ? Math.min(Math.max(height, LEAST), MOST) + "px" : "";
    this.#box.lang = this.code;
    this.#box.dir = this.code === "ar" ? "rtl" : "ltr";
  }

  // What is being typed stays, and so does the cursor.
  #show(parts) {
    const box = this.#box, used = this.shadowRoot.activeElement?.form;
    const form = this.hasAttribute("field") && (used || this.#form());
    for (const old of [...box.childNodes]) if (old !== form) old.remove();
    if (form && !used) box.append(form);
    box.append(...parts);
  }

  #form() {
    const input = make("input", "input"), form = make("form", "form", input, make("button", "button", this.say("search")));
    input.type = "search";
    input.value = this.getAttribute("q") || "";
    input.ariaLabel = this.say("search");
    form.role = "search";
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.setAttribute("q", input.value);
    });
    return form;
  }

  // Whoever asked wrongly is told so; everybody else may try again. The page's own link stands below.
  failed(status, message) {
    const again = make("button", "button", this.say("again"));
    again.addEventListener("click", () => this.attributeChangedCallback());
    const said = make("p", "error", status === 400 ? message : this.say(status === 404 ? "gone" : "failed"));
    said.role = "status";
    return [slot("error", said, ...(status < 429 ? [] : [again])), slot("")];
  }
}

customElements.define("speech-search", class extends Speech {
  asked() {
    const said = new URLSearchParams();
    for (const name of ASKED) {
      const value = this.getAttribute(name) || "";
      for (const one of SEVERAL.includes(name) ? value.split(" | ") : [value]) {
        if (one.trim()) said.append(name.replace("-", "_"), one.trim());
      }
    }
    return said;
  }

  address() {
    return new URL("api/v1/search?" + this.asked(), this.base);
  }

  shown({ total, results }) {
    const sum = make("p", "summary", this.count(total)), list = make("ol", "results", ...results.map((one) => this.#hit(one)));
    sum.role = "status";
    list.role = "list";
    const asked = this.asked();
    asked.delete("per_page");
    const all = this.link("all", new URL("search?" + asked, this.base), {}, this.say("all", "archive", this.base.host));
    return [...(total ? [sum, list] : [slot("empty", make("p", "empty", this.say("none")))]), slot("footer", make("p", "footer", all))];
  }

  #hit(one) {
    const { language, introduction } = one;
    const texts = one.passages.map((each) => {
      const number = this.link("number", each.url, one, this.say("passage", "n", each.number)), made = marked(each, language);
      number.className = "small";
      number.lang = this.code;
      made.append(" ", number);
      return made;
    });
    if (introduction) texts.push(marked(introduction, language), make("p", "", this.say("introduction")));
    return make("li", "result", spoken(this.link("title", one.url, one, one.title), language), this.by(one), ...texts);
  }
});

customElements.define("speech-quote", class extends Speech {
  address() {
    const id = encodeURIComponent(this.getAttribute("speech") || "");
    return new URL(`api/v1/speeches/${id}?passage=` + (parseInt(this.getAttribute("passage"), 10) || 1), this.base);
  }

  // What the page quotes is what is shown; it is held against the archive.
  shown(body) {
    const [now] = body.passages, quoted = this.querySelector("blockquote");
    const plain = (text) => text.replace(/\s+/g, " ").trim();
    const same = now && (!quoted || plain(now.text).includes(plain(quoted.textContent)));
    return [
      quoted || !now ? slot("") : marked(now, body.language),
      ...(same ? [] : [make("p", "changed", this.say(now ? "changed" : "gone"))]),
      this.by(body),
      make("p", "footer", this.link("context", (now || body).url, body, this.say("context"))),
    ];
  }
});

// Frames of ours, and only they, say how high they want to be.
addEventListener("message", ({ data, origin, source }) => {
  const high = data?.speechsearch === "height" && Number(data.height);
  if (!(high > 0) || ![home.origin, "null"].includes(origin)) return;
  for (const frame of document.querySelectorAll("iframe[data-speech-embed]")) {
    if (frame.contentWindow === source && new URL(frame.src).origin === home.origin) {
      frame.height = Math.min(Math.max(Math.ceil(high), LEAST), MOST);
    }
  }
});
})();
