/* Comes with {% draft_notice %}. Without scripts the form reads and saves the same.
   data-draft="key"   a long form whose unsent text is kept in this browser until it is saved, with what it
                      began from: brought back by hand or by the button back, it overwrites nobody's words */
(() => {
  "use strict";
  const PREFIX = "pilares:draft:"; // pilares.js forgets by the same
  const store = (() => { try { return window.localStorage; } catch { return null; } })();
  const page = document.documentElement;
  if (page.hasAttribute("data-drafts")) return; // a page of several forms names this script in each
  page.setAttribute("data-drafts", "");

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

  const within = (root) => root.querySelectorAll("form[data-draft]");
  window.addEventListener("pageshow", () => within(document).forEach(returned));
  if (!store) return;
  within(document).forEach(drafts);
  document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) within(event.target).forEach(drafts); });
})();
