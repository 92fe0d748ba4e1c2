/* Small conveniences. Nothing depends on them: without scripts every page reads and saves the same.
   data-copy          a button that copies the text of [data-copy-source] beside it
   data-print         a button that prints
   data-draft="key"   what drafts.js keeps of a form goes once the form is saved, or its writer leaves
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

  function forget() { // what was sent and did not come back as a form was saved, unless the page says otherwise
    if (document.querySelector("[data-unsaved], input[type=password]")) return;
    const here = new Set([...document.querySelectorAll("form[data-draft]")].map((f) => PREFIX + f.dataset.draft));
    Object.keys(store).filter((key) => key.startsWith(PREFIX) && !here.has(key)).forEach((key) => {
      if (JSON.parse(store.getItem(key) || "{}").sent) store.removeItem(key);
    });
  }

  function prepare(root) {
    root.querySelectorAll("[data-copy], [data-print]").forEach((button) => { button.hidden = false; });
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
    const other = event.target.closest(".idiomas a"); // same place
    const read = other && [...document.querySelectorAll("main [id]")]
      .filter((one) => one.offsetParent && one.getBoundingClientRect().top < 99).pop();
    if (other) other.hash = read ? read.id : location.hash;
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
  if (store) forget();
  prepare(document);
  document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) prepare(event.target); });
})();
