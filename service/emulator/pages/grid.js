// Draws one tab and changes only the cells that differ from what is drawn.
const HEAD_WIDTH = 46;

export const columnName = (index) => {
  let name = "";
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  return name;
};
export const a1 = (row, column) => columnName(column) + (row + 1);

const offsets = (start, sizes) => sizes.reduce((found, size) => [...found, found.at(-1) + size], [start]);

const make = (tag, properties = {}) => Object.assign(document.createElement(tag), properties);

const shapeOf = (tab) =>
  JSON.stringify([tab.sheetId, tab.columns, tab.merges, tab.frozenRows, tab.frozenColumns, tab.gridlines,
    tab.rows.map((row) => [row.size, row.hidden])]);

export class Grid {
  constructor(box) {
    this.box = box;
    this.tab = null;
    this.cells = new Map();
  }

  td(row, column) {
    return this.cells.get(`${row},${column}`);
  }

  data(row, column) {
    return this.tab.rows[row].cells[column];
  }

  draw(tab) {
    const before = this.tab;
    this.tab = tab;
    if (!before || shapeOf(before) !== shapeOf(tab)) return this.rebuild();
    tab.rows.forEach((row, r) => row.cells.forEach((cell, c) => {
      const td = this.td(r, c);
      if (td && JSON.stringify(before.rows[r].cells[c]) !== JSON.stringify(cell)) this.fill(td, r, c);
    }));
    this.spill();
    this.freeze();
  }

  rebuild() {
    const { tab } = this;
    const covered = this.coverings();
    const table = make("table");
    table.style.width = `${HEAD_WIDTH + tab.columns.reduce((sum, one) => sum + (one.hidden ? 0 : one.size), 0)}px`;
    table.append(this.columnGroup(), this.head());
    const body = make("tbody");
    this.cells.clear();
    tab.rows.forEach((row, r) => body.append(this.row(row, r, covered)));
    table.append(body);
    this.box.classList.toggle("plain", !tab.gridlines);
    this.box.replaceChildren(table);
    this.spill();
    this.freeze();
  }

  coverings() {
    const covered = new Map();
    for (const [top, bottom, left, right] of this.tab.merges) {
      for (let r = top; r < bottom; r += 1) for (let c = left; c < right; c += 1) covered.set(`${r},${c}`, null);
      covered.set(`${top},${left}`, [bottom - top, right - left]);
    }
    return covered;
  }

  columnGroup() {
    const group = make("colgroup");
    const widths = [HEAD_WIDTH, ...this.tab.columns.filter((one) => !one.hidden).map((one) => one.size)];
    for (const width of widths) {
      const column = make("col");
      column.style.width = `${width}px`;
      group.append(column);
    }
    return group;
  }

  head() {
    const row = make("tr");
    row.append(make("th"));
    this.tab.columns.forEach((column, index) => {
      if (column.hidden) return;
      const th = make("th", { textContent: column.name, scope: "col" });
      th.dataset.col = index;
      row.append(th);
    });
    const head = make("thead");
    head.append(row);
    return head;
  }

  row(row, r, covered) {
    const tr = make("tr", { hidden: row.hidden });
    tr.style.height = `${row.size}px`;
    if (r === this.tab.frozenRows - 1) tr.className = "last-frozen-row";
    const th = make("th", { textContent: row.name, scope: "row" });
    th.dataset.row = r;
    tr.append(th);
    row.cells.forEach((cell, c) => {
      const key = `${r},${c}`;
      const span = this.visibleSpan(r, c, covered.get(key) || [1, 1]);
      // A merged cell shows even when its first column is hidden.
      if (covered.get(key) === null || span[1] === 0) return;
      const td = make("td");
      [td.rowSpan, td.colSpan] = span;
      this.cells.set(key, td);
      this.fill(td, r, c);
      tr.append(td);
    });
    return tr;
  }

  visibleSpan(r, c, [height, width]) {
    const shown = this.tab.columns.slice(c, c + width).filter((one) => !one.hidden).length;
    return [Math.min(height, this.tab.rows.length - r), shown];
  }

  fill(td, r, c) {
    const cell = this.data(r, c);
    const selected = td.classList.contains("selected");
    td.className = "";
    td.style.cssText = cell.style || "";
    td.dataset.a1 = a1(r, c);
    td.dataset.row = r;
    td.dataset.col = c;
    if (cell.note) td.dataset.note = cell.note;
    else delete td.dataset.note;
    td.classList.toggle("noted", Boolean(cell.note));
    td.classList.toggle("selected", selected);
    td.classList.toggle("has-choices", Boolean(cell.choices));
    td.replaceChildren();
    if (cell.choices && !cell.locked) {
      td.append(make("button", { className: "drop", type: "button", textContent: "▾", tabIndex: -1, ariaLabel: "เลือกจากรายการ" }));
    }
    const value = this.value(cell);
    const row = this.tab.rows[r];
    if (row.fixed) value.style.cssText = `display: block; max-height: ${row.size - 3}px; overflow-y: clip`; // no taller than it was set
    td.append(value);
  }

  value(cell) {
    const value = make("span", { className: "v" });
    if (cell.link) value.append(make("a", { href: cell.link, target: "_blank", rel: "noopener noreferrer", textContent: cell.text }));
    else value.textContent = cell.text || "";
    return value;
  }

  // Text runs on over empty neighbours, as in a spreadsheet.
  spill() {
    for (const [key, td] of this.cells) {
      const [r, c] = key.split(",").map(Number);
      const cell = this.data(r, c);
      const next = this.tab.rows[r].cells[c + td.colSpan];
      const left = !/text-align:\s*(right|center)|white-space/.test(cell.style || "");
      td.classList.toggle("spill", Boolean(cell.text) && left && !cell.choices && Boolean(next) && !next.text && !next.choices);
    }
  }

  freeze() {
    const { tab, box } = this;
    const tops = offsets(24, [...box.querySelectorAll("tbody tr")].slice(0, tab.frozenRows).map((tr) => tr.offsetHeight));
    const lefts = offsets(HEAD_WIDTH, tab.columns.slice(0, tab.frozenColumns).map((one) => (one.hidden ? 0 : one.size)));
    // On a narrow screen frozen columns must not fill the whole view.
    const columns = lefts.at(-1) > box.clientWidth * 0.6 ? 0 : lefts.length - 1;
    box.querySelectorAll("tbody th").forEach((th, r) => {
      const frozen = r < tab.frozenRows;
      th.style.top = frozen ? `${tops[r]}px` : "";
      th.style.zIndex = frozen ? 8 : "";
    });
    for (const [key, td] of this.cells) {
      const [r, c] = key.split(",").map(Number);
      const [row, column] = [r < tab.frozenRows, c < columns];
      td.classList.toggle("frozen", row || column);
      td.classList.toggle("corner", row);
      td.classList.toggle("last-frozen-column", columns > 0 && c + td.colSpan === columns);
      td.style.top = row ? `${tops[r]}px` : "";
      td.style.left = column ? `${lefts[c]}px` : "";
      if (row && column) td.style.zIndex = td.classList.contains("spill") ? 7 : 6;
    }
  }
}
