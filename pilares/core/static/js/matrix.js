// The matrix in editing: one tab stop, arrows move, Enter or F2 opens a cell, Escape closes its editor.
// Without this script every cell is still reached with Tab and edited as a page.
(() => {
  const grid = () => document.querySelector("table[data-grid]");
  const cells = (row) => [...row.children].filter((cell) => !cell.hasAttribute("colspan"));
  const rows = (table) => [...table.querySelectorAll("tbody tr.fila")];
  let left = null; // the cell whose editor was opened: the focus goes back to it

  function enter(cell) {
    if (!cell) return;
    for (const other of cell.closest("table").querySelectorAll('[tabindex="0"]')) {
      if (/^T[DH]$/.test(other.tagName)) other.tabIndex = -1;
    }
    cell.tabIndex = 0;
    cell.focus();
  }

  function prepare() {
    const table = grid();
    if (!table || table.dataset.ready) return;
    table.dataset.ready = "yes";
    for (const row of rows(table)) {
      for (const cell of cells(row)) {
        cell.tabIndex = -1;
        for (const link of cell.querySelectorAll("a.edita, a.cod")) link.tabIndex = -1;
      }
    }
    const target = location.hash && document.getElementById(location.hash.slice(1));
    const first = target && target.matches("tr.fila") ? target : rows(table)[0];
    if (first) cells(first)[0].tabIndex = 0;
    for (const link of table.querySelectorAll("tr.banda-g a")) link.tabIndex = -1;
    const editor = table.querySelector("form[data-editor]");
    const field = editor && (editor.querySelector("input:checked") || editor.querySelector("input:not([type=hidden]), select, textarea"));
    if (field) field.focus();
    else if (left) {
      const row = document.getElementById(left.row);
      if (row && table.contains(row)) enter(cells(row)[left.at]);
      left = null;
    }
  }

  function move(event, cell) {
    const row = cell.closest("tr"), line = cells(row), table = grid(), all = rows(table);
    const x = line.indexOf(cell), y = all.indexOf(row);
    const at = (r, c) => { const found = all[r] && cells(all[r]); return found && found[Math.min(c, found.length - 1)]; };
    const whole = event.ctrlKey || event.metaKey;
    const to = {
      ArrowRight: () => line[x + 1], ArrowLeft: () => line[x - 1],
      ArrowDown: () => at(y + 1, x), ArrowUp: () => at(y - 1, x),
      Home: () => (whole ? at(0, 0) : line[0]),
      End: () => (whole ? at(all.length - 1, 99) : line[line.length - 1]),
    }[event.key];
    if (!to) return false;
    enter(to());
    return true;
  }

  document.addEventListener("keydown", (event) => {
    const editor = event.target.closest("form[data-editor]");
    if (editor) {
      if (event.key === "Escape") editor.querySelector("[data-cancel]").click();
      return;
    }
    const cell = event.target.closest("table[data-grid] tr.fila > *");
    if (!cell || event.target !== cell) return;
    if (event.key === "Enter" || event.key === "F2") {
      const link = cell.querySelector("a.edita, a.cod");
      if (link) { event.preventDefault(); link.click(); }
    } else if (move(event, cell)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const cell = event.target.closest("a.edita") && event.target.closest("table[data-grid] tr.fila > *");
    if (cell) left = { row: cell.parentElement.id, at: cells(cell.parentElement).indexOf(cell) };
    if (event.target.closest("[data-print]")) window.print();
  });
  const ready = () => {
    prepare();
    for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
  };
  document.addEventListener("htmx:afterSettle", ready);
  ready();
})();
