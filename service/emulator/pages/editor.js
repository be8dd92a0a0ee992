// Typing into a cell: the editor over it, the list of choices, the note beside it.
const narrow = () => matchMedia("(pointer: coarse)").matches;

export class Editor {
  constructor(grid, save, refuse) {
    Object.assign(this, { grid, save, refuse, box: null, at: null });
    this.menu = document.getElementById("menu");
    this.noteBox = document.getElementById("note-box");
  }

  get open() {
    return this.box !== null;
  }

  start(row, column, text) {
    this.close();
    const cell = this.grid.data(row, column);
    if (cell.locked) return this.refuse();
    const td = this.grid.td(row, column);
    this.at = [row, column];
    this.box = Object.assign(document.createElement("textarea"), { id: "cell-editor", value: text ?? this.content(cell) });
    this.box.setAttribute("aria-label", td.dataset.a1);
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("input", () => this.fit(td));
    this.box.addEventListener("blur", () => this.finish());
    this.grid.box.append(this.box);
    this.fit(td);
    this.box.focus();
    this.box.setSelectionRange(this.box.value.length, this.box.value.length);
    if (cell.choices) this.choose(row, column);
    return undefined;
  }

  content(cell) {
    return cell.entered || cell.text || "";
  }

  fit(td) {
    const box = this.grid.box.getBoundingClientRect();
    const cell = td.getBoundingClientRect();
    const { style } = this.box;
    style.left = `${cell.left - box.left + this.grid.box.scrollLeft - 1}px`;
    style.top = `${cell.top - box.top + this.grid.box.scrollTop - 1}px`;
    style.width = `${Math.max(cell.width + 2, narrow() ? 160 : 0)}px`;
    style.height = `${cell.height + 2}px`;
    style.height = `${Math.max(cell.height + 2, this.box.scrollHeight + 4)}px`;
  }

  key(event) {
    event.stopPropagation();
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && !event.altKey && !event.ctrlKey) this.finish([1, 0]);
    else if (event.key === "Tab") this.finish([0, event.shiftKey ? -1 : 1]);
    else return;
    event.preventDefault();
    if (!this.open) this.grid.box.focus({ preventScroll: true });
  }

  finish(move) {
    if (!this.open) return;
    const [[row, column], text] = [this.at, this.box.value];
    const changed = text !== this.content(this.grid.data(row, column));
    this.close();
    this.save(row, column, changed ? text : null, move);
  }

  close() {
    const { box } = this;
    this.box = null;
    this.closeMenu();
    box?.remove();
  }

  choose(row, column) {
    const cell = this.grid.data(row, column);
    if (cell.locked) return this.refuse();
    const items = cell.choices.map((text) => [text, () => {
      this.close();
      this.save(row, column, text);
    }]);
    this.showMenu(this.grid.td(row, column).getBoundingClientRect(), items);
    return undefined;
  }

  showMenu(place, items) {
    this.menu.replaceChildren(...items.map(([text, action]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: text });
      button.setAttribute("role", "menuitem");
      // The editor must not take the loss of focus for the end of typing.
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => {
        this.closeMenu();
        action();
      });
      return button;
    }));
    this.menu.hidden = false;
    put(this.menu, place.left, place.bottom + 2, place.top);
  }

  closeMenu() {
    this.menu.hidden = true;
  }

  note(td) {
    const text = td?.dataset.note;
    this.noteBox.hidden = !text;
    if (!text) return;
    this.noteBox.textContent = text;
    const place = td.getBoundingClientRect();
    if (place.right + 312 < innerWidth) put(this.noteBox, place.right + 4, place.top, place.bottom);
    else put(this.noteBox, place.left, place.bottom + 4, place.top);
  }
}

// Keeps a floating box on the screen: below its cell, or above when there is no room.
function put(box, left, top, above) {
  const { offsetWidth: width, offsetHeight: height } = box;
  const fits = top + height < innerHeight - 8;
  box.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  box.style.top = `${fits ? top : Math.max(8, above - height - 4)}px`;
}
