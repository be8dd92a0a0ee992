// The page of one spreadsheet: who acts, which tab is shown, what was typed.
import { Editor } from "./editor.js";
import { a1, Grid } from "./grid.js";

const POLL = 2500;
const PROTECTED = "คุณกำลังพยายามแก้ไขเซลล์หรือวัตถุที่มีการป้องกัน โปรดติดต่อเจ้าของสเปรดชีตหากต้องการแก้ไข";
const ACCESS = { reader: "ดูเท่านั้น", commenter: "แสดงความคิดเห็น", writer: "แก้ไขได้", fileOrganizer: "แก้ไขได้", organizer: "ผู้จัดการ", owner: "เจ้าของ" };

const byId = (id) => document.getElementById(id);
const base = `/_emulator/ui/${document.body.dataset.book}`;
const box = byId("grid");
const acting = byId("acting-as");
const grid = new Grid(box);
const editor = new Editor(grid, save, () => toast(PROTECTED));
let version = "";
let selected = [0, 0];
let asked = 0;

const gid = () => new URLSearchParams(location.hash.slice(1)).get("gid") || "";

function toast(text) {
  const shown = byId("toast");
  shown.textContent = text;
  shown.hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { shown.hidden = true; }, 7000);
}

async function refresh(force = false) {
  const number = ++asked;
  const query = new URLSearchParams({ user: acting.value, gid: gid(), version: force ? "" : version });
  const answer = await fetch(`${base}?${query}`).catch(() => null);
  // An answer overtaken by a later question is old.
  if (number !== asked || !answer || answer.status === 304) return;
  const tab = await answer.json();
  if (!answer.ok) return noAccess(tab.error);
  if (editor.open && !force) return;
  version = tab.version;
  byId("book-title").textContent = tab.title;
  byId("access").textContent = ACCESS[tab.role] || "";
  byId("manage").hidden = !tab.manager;
  grid.draw(tab);
  drawTabs(tab);
  select(Math.min(selected[0], tab.rows.length - 1), Math.min(selected[1], tab.columns.length - 1), false);
}

function noAccess(message) {
  // A file of the office alone (the control sheet): at this stand-in the reader may as well be the office.
  if (acting.value === "anonymous" && !sessionStorage.getItem("acting-as")) {
    acting.value = "owner";
    toast("ไฟล์นี้ไม่ได้แชร์ด้วยลิงก์ จึงเปิดในฐานะเจ้าของ (สำนักงาน)");
    refresh(true);
    return;
  }
  version = "";
  grid.tab = null;
  byId("tabs").replaceChildren();
  byId("access").textContent = "";
  byId("manage").hidden = true;
  const panel = Object.assign(document.createElement("div"), { className: "no-access" });
  panel.append(Object.assign(document.createElement("strong"), { textContent: message }));
  panel.append("ไฟล์นี้ไม่ได้แชร์กับผู้ใช้ที่เลือก เลือก “ใช้งานในฐานะ” ผู้อื่นด้านบน");
  box.replaceChildren(panel);
}

function drawTabs(tab) {
  byId("tabs").replaceChildren(...tab.tabs.map((one) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: one.title });
    button.dataset.tab = one.title;
    if (one.id === tab.sheetId) button.setAttribute("aria-current", "page");
    button.addEventListener("click", () => { location.hash = `gid=${one.id}`; });
    button.addEventListener("contextmenu", (event) => {
      if (byId("manage").hidden || one.id !== tab.sheetId) return;
      event.preventDefault();
      editor.showMenu(button.getBoundingClientRect(), tabActions());
    });
    return button;
  }));
}

async function post(path, body) {
  const answer = await fetch(`${base}/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ user: acting.value, sheetId: grid.tab.sheetId, ...body }),
  }).catch(() => null);
  if (!answer) return toast("บันทึกไม่ได้: ติดต่อตัวจำลองไม่ได้");
  if (answer.ok) byId("toast").hidden = true;
  else toast((await answer.json()).error);
  return refresh(true);
}

function save(row, column, text, move) {
  if (move) select(row + move[0], column + move[1]);
  if (text === null) return;
  const td = grid.td(row, column);
  td.classList.add("pending");
  td.querySelector(".v").textContent = text;
  post("cell", { row, col: column, text }).then(() => {
    // A refused text leaves the stored cell as it was, so it is drawn anew.
    if (grid.tab && td.isConnected) grid.fill(td, row, column);
    if (grid.tab) { grid.spill(); grid.freeze(); }
  });
}

function select(row, column, scroll = true) {
  const td = grid.td(row, column);
  if (!td) return;
  box.querySelectorAll(".selected, .on").forEach((one) => one.classList.remove("selected", "on"));
  td.classList.add("selected");
  box.querySelector(`th[data-row="${row}"]`)?.classList.add("on");
  box.querySelector(`th[data-col="${column}"]`)?.classList.add("on");
  const moved = selected[0] !== row || selected[1] !== column;
  selected = [row, column];
  byId("cell-name").textContent = a1(row, column);
  byId("cell-content").textContent = editor.content(grid.data(row, column));
  if (scroll) td.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (scroll || moved) editor.note(td);
}

const place = (element) => {
  const td = element.closest?.("td[data-a1]");
  return td ? [Number(td.dataset.row), Number(td.dataset.col)] : null;
};

box.addEventListener("click", (event) => {
  const at = place(event.target);
  if (!at || event.target.closest("a")) return;
  select(...at);
  if (event.target.closest(".drop")) { editor.close(); editor.choose(...at); return; }
  editor.closeMenu();
  const cell = grid.data(...at);
  if (event.pointerType !== "touch" || cell.locked) return;
  if (cell.choices && cell.strict) editor.choose(...at);
  else editor.start(...at);
});

box.addEventListener("dblclick", (event) => {
  const at = place(event.target);
  if (at) editor.start(...at);
});

box.addEventListener("mouseover", (event) => {
  const td = event.target.closest?.("td[data-a1]");
  if (!editor.open) editor.note(td?.dataset.note ? td : grid.tab && document.activeElement === box ? grid.td(...selected) : null);
});
editor.noteBox.addEventListener("click", () => editor.note(null));
box.addEventListener("mouseleave", () => editor.note(null));
box.addEventListener("scroll", () => { editor.note(null); editor.closeMenu(); });

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

box.addEventListener("keydown", (event) => {
  if (!grid.tab || editor.open) return;
  const [row, column] = selected;
  const move = MOVES[event.key] || (event.key === "Tab" && [0, event.shiftKey ? -1 : 1]);
  if (move) step(row, column, move);
  else if (event.key === "Enter" || event.key === "F2") editor.start(row, column);
  else if (event.key === "Delete" || event.key === "Backspace") clear(row, column);
  else if (event.key === "Escape") { editor.closeMenu(); editor.note(null); }
  else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) editor.start(row, column, event.key);
  else return;
  event.preventDefault();
});

// Steps over hidden rows and columns and over cells covered by a merge.
function step(row, column, [down, across]) {
  const { rows, columns } = grid.tab;
  let [r, c] = [row + down, column + across];
  while (rows[r] && columns[c] && (rows[r].hidden || !grid.td(r, c))) { r += down; c += across; }
  if (rows[r] && columns[c]) select(r, c);
}

function clear(row, column) {
  if (grid.data(row, column).locked) toast(PROTECTED);
  else save(row, column, "");
}

const rowActions = () => [
  ["แทรกแถวด้านบน", () => post("structure", { action: "insertRow", row: selected[0] })],
  ["ลบแถว", () => post("structure", { action: "deleteRow", row: selected[0] })],
];

const tabActions = () => [
  ["เปลี่ยนชื่อแท็บ", () => {
    const current = grid.tab.tabs.find((one) => one.id === grid.tab.sheetId).title;
    const title = prompt("ชื่อแท็บ", current);
    if (title && title !== current) post("structure", { action: "renameTab", title });
  }],
  ["ลบแท็บ", () => { if (confirm("ลบแท็บนี้พร้อมข้อมูลทั้งหมด?")) post("structure", { action: "deleteTab" }); }],
];

box.addEventListener("contextmenu", (event) => {
  const at = place(event.target) || (event.target.dataset?.row && [Number(event.target.dataset.row), selected[1]]);
  if (byId("manage").hidden || !at) return;
  event.preventDefault();
  select(...at);
  editor.showMenu({ left: event.clientX, top: event.clientY, bottom: event.clientY }, rowActions());
});

byId("manage").addEventListener("click", (event) => {
  event.stopPropagation();
  editor.showMenu(event.currentTarget.getBoundingClientRect(), [...rowActions(), ...tabActions()]);
});
document.addEventListener("click", (event) => { if (!event.target.closest(".menu, .grid")) editor.closeMenu(); });

acting.value = new URLSearchParams(location.search).get("as") || sessionStorage.getItem("acting-as") || "anonymous";
acting.addEventListener("change", () => {
  sessionStorage.setItem("acting-as", acting.value);
  refresh(true);
});
addEventListener("hashchange", () => { editor.close(); selected = [0, 0]; box.scrollTo(0, 0); refresh(true); });
addEventListener("resize", () => { if (grid.tab) grid.freeze(); });
setInterval(() => { if (!document.hidden && !editor.open) refresh(); }, POLL);
refresh(true);
