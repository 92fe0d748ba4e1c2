/* Small conveniences. Nothing depends on them: without scripts every page reads and saves the same.
   data-copy          a button that copies the text of [data-copy-source] beside it
   data-print         a button that prints
   data-draft="key"   a long form whose unsent text is kept in this browser until it is saved, with what it
                      began from: brought back by hand or by the button back, it overwrites nobody's words
   details[data-menu] a menu that closes with Escape or a click elsewhere
   Word, PDF, XLSX    a link to one says below it that the file is composed, until it is there; once, however
                      often it is pressed (core/waiting.py answers) */
(() => {
  "use strict";
  const PREFIX = "pilares:draft:";
  const store = (() => { try { return window.localStorage; } catch { return null; } })();

  async function copy(button) {
    const box = button.closest("details, [data-copy-box]");
    const source = box.querySelector("[data-copy-source]");
    const done = box.querySelector("[data-copy-done]");
    const text = source.textContent.replace(/\s+/g, " ").trim();
    try {
      await navigator.clipboard.writeText(text);
    } catch { // no secure context: select it, as a person would
      const range = document.createRange();
      range.selectNodeContents(source);
      const selection = window.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      if (!document.execCommand("copy")) return;
    }
    done.textContent = done.dataset.copyDone;
    setTimeout(() => { done.textContent = ""; }, 4000);
  }

  const says = document.currentScript.dataset;
  const composing = new Set();
  const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

  function line(link) { // its words are read aloud; the seconds beside them are not, once a second
    const box = link.closest("details[data-menu]") || link.closest("p, ul, ol, nav, table") || link;
    const made = document.createElement("p");
    made.className = "aviso my-3 noimp w-100 mw-100";
    const words = made.appendChild(document.createElement("span"));
    const seconds = made.appendChild(document.createElement("span"));
    words.setAttribute("role", "status");
    seconds.setAttribute("aria-hidden", "true");
    box.after(made);
    return { made, words, seconds };
  }

  async function compose(link) {
    const name = decodeURIComponent(link.pathname.split("/").pop());
    let shown = null;
    const began = Date.now();
    const clock = setInterval(() => {
      if (!shown) {
        shown = line(link);
        setTimeout(() => { shown.words.textContent = says.making.replace("{name}", name); }, 50);
      } else shown.seconds.textContent = ` ${says.seconds.replace("{seconds}", Math.floor((Date.now() - began) / 1000))}`;
    }, 1000);
    let next = link.href, state = "making";
    try {
      while (state === "making") {
        const response = await fetch(next, { headers: { Accept: "application/json" } });
        ({ state, url: next } = await response.json());
        if (state === "making") await pause(700);
      }
    } catch { next = link.href; } // signed out meanwhile, or no line: the browser says so itself
    clearInterval(clock);
    window.location.assign(next);
    if (!shown || state !== "ready") return;
    shown.seconds.textContent = "";
    shown.words.textContent = says.ready.replace("{name}", name);
    await pause(8000);
    shown.made.remove();
  }

  function wanted(event) { // the link to a file that a plain press follows
    const link = event.target.closest("a[href]");
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const ours = link && link.origin === window.location.origin && !link.target && !link.hasAttribute("download");
    return ours && plain && !event.defaultPrevented && /\.(docx|pdf|xlsx)$/.test(link.pathname) ? link : null;
  }

  const kept = (form) => [...form.elements].filter((field) =>
    field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type));
  const values = (form) => kept(form).map((field) =>
    [field.name, field.value, field.type === "checkbox" || field.type === "radio" ? field.checked : null]);

  function fill(form, saved) {
    kept(form).forEach((field, n) => {
      const [name, value, checked] = saved[n] || [];
      if (name !== field.name) return;
      if (checked === null) field.value = value; else if (field.value === value) field.checked = checked;
    });
  }

  const bases = (form) => [...form.elements].filter((field) => field.type === "hidden" && field.name.startsWith("base-"));
  const began = (form) => Object.fromEntries(bases(form).map((field) => [field.name, field.value]));
  const changed = (field) => field.options
    ? [...field.options].some((one) => one.selected !== one.defaultSelected)
    : field.value !== field.defaultValue || field.checked !== field.defaultChecked;

  function beginFrom(form, then, typed = () => true) {
    bases(form).forEach((field) => {
      const words = [...form.elements].filter((one) => one.name === field.name.slice(5));
      if (then && field.name in then && words.some(typed)) field.value = then[field.name];
    });
  }

  function returned(form) { // the browser fills in again what was typed, beside what others saved meanwhile
    const state = window.history.state || {}, key = form.dataset.draft;
    beginFrom(form, (state.began || {})[key], changed);
    window.history.replaceState({ ...state, began: { ...state.began, [key]: began(form) } }, "");
  }

  function drafts(form) {
    const key = PREFIX + form.dataset.draft;
    const asSent = JSON.stringify(values(form));
    const notice = form.querySelector("[data-draft-found]");
    const saved = JSON.parse(store.getItem(key) || "null");
    const answered = saved && saved.sent && form.querySelector("[name^=choose-]"); // it stands in the question
    if (saved && notice && !answered && JSON.stringify(saved.values) !== asSent) {
      notice.hidden = false;
      notice.addEventListener("click", (event) => {
        if (event.target.closest("[data-draft-restore]")) { fill(form, saved.values); beginFrom(form, saved.base); }
        else if (event.target.closest("[data-draft-discard]")) store.removeItem(key);
        else return;
        notice.hidden = true;
      });
    }
    let wait = 0;
    form.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(() => store.setItem(key, JSON.stringify({ values: values(form), base: began(form) })), 800);
    });
    form.addEventListener("submit", () => {
      clearTimeout(wait);
      store.setItem(key, JSON.stringify({ values: values(form), base: began(form), sent: true }));
    });
  }

  function forget() { // what was sent and did not come back as a form was saved, unless the page says otherwise
    if (document.querySelector("[data-unsaved], input[type=password]")) return;
    const here = new Set([...document.querySelectorAll("form[data-draft]")].map((f) => PREFIX + f.dataset.draft));
    Object.keys(store).filter((key) => key.startsWith(PREFIX) && !here.has(key)).forEach((key) => {
      if (JSON.parse(store.getItem(key) || "{}").sent) store.removeItem(key);
    });
  }

  function prepare(root) {
    root.querySelectorAll("[data-copy], [data-print]").forEach((button) => { button.hidden = false; });
    if (store) root.querySelectorAll("form[data-draft]").forEach(drafts);
    const problem = root.querySelector(".resumen-error[autofocus]");
    if (problem) problem.focus();
  }

  document.addEventListener("click", (event) => {
    const link = wanted(event);
    if (link) event.preventDefault();
    if (link && !composing.has(link.href)) {
      composing.add(link.href);
      compose(link).finally(() => composing.delete(link.href));
    }
    const button = event.target.closest("[data-copy], [data-print]");
    if (button) button.matches("[data-print]") ? window.print() : copy(button);
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest && event.target.closest("details[data-menu][open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  document.addEventListener("submit", (event) => { // a shared computer keeps nothing of who left
    if (store && event.target.matches("[data-leaves]"))
      Object.keys(store).filter((key) => key.startsWith(PREFIX)).forEach((key) => store.removeItem(key));
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-draft]").forEach(returned));
  if (store) forget();
  prepare(document);
  document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) prepare(event.target); });
})();
