// What a page does beyond being read: live entries, keys, the reader's time zone, light and dark.
// Everything here is an addition: without it every page says the same, and every link leads to the same place.

const root = document.documentElement;
const THEME = "rowback-theme";
const ENTRIES_MAX = 200; // in the document; older ones are a link away
const PAUSE_MS = 300; // events that come together are fetched together

function remembered() {
  try { return localStorage.getItem(THEME); } catch { return null; }
}

function remember(theme) {
  try { localStorage.setItem(THEME, theme); } catch { /* nothing is kept then */ }
}

const dark = matchMedia("(prefers-color-scheme: dark)");
if (["light", "dark"].includes(remembered())) root.dataset.theme = remembered();

function offerTheme(button) {
  const now = () => root.dataset.theme ?? (dark.matches ? "dark" : "light");
  const name = () => { button.textContent = now() === "dark" ? "Light" : "Dark"; };
  button.addEventListener("click", () => {
    root.dataset.theme = now() === "dark" ? "light" : "dark";
    remember(root.dataset.theme);
    name();
  });
  dark.addEventListener("change", name);
  name();
  button.hidden = false;
}

const inZone = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

function localTimes(within) {
  for (const element of within.querySelectorAll("time[datetime*=T]")) {
    const at = new Date(element.dateTime);
    if (Number.isNaN(at.getTime()) || element.title) continue;
    element.title = element.textContent;
    element.textContent = inZone.format(at);
  }
}

function say(words) {
  document.getElementById("said").textContent = words;
}

class Live {
  constructor(list, urls) {
    this.list = list;
    this.urls = urls;
    this.latest = urls.latest;
    this.held = [];
    this.timer = 0;
    this.state = document.getElementById("live");
    this.button = document.getElementById("fresh");
    this.button.addEventListener("click", () => this.show(true));
    addEventListener("scroll", () => { if (this.held.length && !this.reading()) this.show(false); }, { passive: true });
    const source = new EventSource(urls.events);
    source.addEventListener("open", () => this.tell(true));
    source.addEventListener("error", () => this.tell(false));
    source.addEventListener("article.revised", () => this.soon());
    source.addEventListener("reset", () => this.soon());
  }

  tell(connected) {
    this.state.hidden = false;
    this.state.textContent = connected ? "Live" : "Connecting again";
    this.state.classList.toggle("off", !connected);
  }

  // Somebody who has scrolled down, or walks the list by keys, must not have it move away.
  reading() {
    return scrollY > 200 || this.list.contains(document.activeElement);
  }

  soon() {
    this.timer ||= setTimeout(() => this.fetch(), PAUSE_MS);
  }

  async fetch() {
    try {
      const url = new URL(this.urls.list, location.href);
      url.searchParams.set("newer", this.latest);
      const answer = await fetch(url);
      if (!answer.ok) return;
      const part = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("ol");
      this.latest = part.dataset.latest;
      localTimes(part);
      const fresh = [...part.children].filter((entry) => !document.getElementById(entry.id));
      this.held = [...fresh, ...this.held].slice(0, ENTRIES_MAX);
      if (!this.held.length) return;
      if (this.reading()) this.offer(); else this.show(false);
    } catch { /* the stream comes back, and brings the place with it */ } finally {
      this.timer = 0;
    }
  }

  offer() {
    this.button.textContent = `${this.held.length} new`;
    this.button.hidden = false;
    say(`${this.held.length} new`);
  }

  show(asked) {
    const fresh = this.held;
    this.held = [];
    this.button.hidden = true;
    document.querySelector(".empty")?.remove();
    for (const entry of fresh) entry.classList.add("new");
    this.list.prepend(...fresh);
    while (this.list.children.length > ENTRIES_MAX) this.list.lastElementChild.remove();
    if (asked) {
      scrollTo({ top: 0 });
      fresh[0]?.querySelector("h2 a").focus({ preventScroll: true });
    }
    const first = fresh[0]?.querySelector("h2").textContent ?? "";
    say(fresh.length === 1 ? `New: ${first}` : `${fresh.length} new, the newest: ${first}`);
  }
}

// j and k: entries of a list, changes of a revision.
function stops() {
  const entries = [...document.querySelectorAll(".entries :is(h2, h3) a")];
  if (document.body.dataset.page !== "revision" && entries.length) return entries;
  return [...document.querySelectorAll(".edit")].filter((edit) => edit.offsetParent !== null);
}

let at = null;

function step(by) {
  const found = stops();
  if (!found.length) return;
  const now = found.indexOf(document.activeElement) >= 0 ? found.indexOf(document.activeElement) : found.indexOf(at);
  const next = found[now < 0 ? (by > 0 ? 0 : found.length - 1) : Math.min(found.length - 1, Math.max(0, now + by))];
  at?.classList.remove("at");
  at = next;
  if (next.matches(".edit")) next.classList.add("at");
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => {
    const field = document.getElementById("q");
    if (field) { field.focus(); field.select(); } else location.assign(document.querySelector(".brand").href);
  },
  "?": () => document.getElementById("keys").showModal(),
  u: () => document.querySelector("a[rel=up]")?.click(),
  v: () => document.querySelector("#switch a:not([aria-current])")?.click(),
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.matches("input:not([type=checkbox]), select, textarea") || document.querySelector("dialog[open]")) {
    if (event.key === "Escape" && event.target.id === "q") event.target.blur();
    return;
  }
  const act = keys[event.key];
  if (act) { event.preventDefault(); act(); }
});

// A form sends no empty fields: what stands in the URL is what was asked.
function tidy(form) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
  });
  addEventListener("pageshow", () => { for (const field of form.elements) field.disabled = false; });
}

function start() {
  offerTheme(document.getElementById("theme"));
  const help = document.getElementById("help");
  help.hidden = false;
  help.addEventListener("click", keys["?"]);
  localTimes(document);
  const form = document.querySelector("form.filters");
  if (form) tidy(form);
  const { events, list, latest } = document.body.dataset;
  const entries = document.getElementById("entries");
  if (events && entries) new Live(entries, { events, list, latest });
}

if (document.readyState === "loading") addEventListener("DOMContentLoaded", start); else start();
