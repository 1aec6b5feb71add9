const main = document.querySelector("main.split");
const source = document.getElementById("source");
const rows = document.getElementById("rows");
const cells = new Map();
for (const cell of document.querySelectorAll(".cell")) cells.set(cell.dataset.n, cell);
const unused = [...source.querySelectorAll(".unused")];
let current = null;

function piecesOf(number) {
  return [...source.querySelectorAll(`[data-c~="${number}"]`)];
}

function show(view) {
  main.dataset.view = view;
  for (const tab of document.querySelectorAll("[data-show]")) {
    tab.setAttribute("aria-pressed", String(tab.dataset.show === view));
  }
}

function isNarrow() {
  return getComputedStyle(document.querySelector(".tabs")).display !== "none";
}

function clear() {
  for (const node of document.querySelectorAll(".on")) node.classList.remove("on");
  for (const cell of cells.values()) cell.setAttribute("aria-pressed", "false");
  current = null;
}

function into(node, pane) {
  const inside = node.getBoundingClientRect();
  const box = pane.getBoundingClientRect();
  if (pane.scrollHeight > pane.clientHeight + 1) {
    pane.scrollBy({ top: inside.top - box.top - box.height / 3 });
  } else node.scrollIntoView({ block: "center" });
}

function light(cell) {
  cell.classList.add("on");
  cell.setAttribute("aria-pressed", "true");
  for (let up = cell.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
}

// A cell was chosen: mark its places in the source.
function chooseCell(cell, focus) {
  clear();
  current = cell;
  light(cell);
  const pieces = piecesOf(cell.dataset.n);
  for (const piece of pieces) piece.classList.add("on");
  if (isNarrow() && pieces.length) show("source");
  if (pieces.length) into(pieces[0], source);
  if (focus) cell.focus({ preventScroll: true });
}

// A place in the source was chosen: show the cells that were read from it.
function choosePiece(piece) {
  clear();
  const chosen = piece.dataset.c.split(" ").map((n) => cells.get(n)).filter(Boolean);
  if (!chosen.length) return;
  piece.classList.add("on");
  chosen.forEach(light);
  if (isNarrow()) show("rows");
  into(chosen[0], rows);
  current = chosen[0];
}

function step(by) {
  const all = [...cells.values()].filter((cell) => cell.offsetParent || cell === current);
  if (isNarrow() && main.dataset.view === "source") all.splice(0, all.length, ...cells.values());
  const at = all.indexOf(current);
  const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))];
  if (!next) return;
  chooseCell(next, true);
  into(next, rows);
}

let lastUnused = -1;
function nextUnused() {
  if (!unused.length) return;
  clear();
  lastUnused = (lastUnused + 1) % unused.length;
  if (isNarrow()) show("source");
  unused[lastUnused].classList.add("on");
  into(unused[lastUnused], source);
}

document.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-show]");
  const cell = event.target.closest(".cell");
  const piece = event.target.closest("[data-c]");
  if (tab) show(tab.dataset.show);
  else if (cell) chooseCell(cell, true);
  else if (piece) choosePiece(piece);
});

document.addEventListener("keydown", (event) => {
  if (!isPlainKey(event)) return;
  const steps = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 };
  const arrow = event.key.startsWith("Arrow");
  if (event.key in steps && (!arrow || event.target.matches(".cell"))) step(steps[event.key]);
  else if (event.key === "u") nextUnused();
  else if (event.key === "Escape") clear();
  else return;
  event.preventDefault();
});

function chooseAsked() {
  const finding = state.get("f");
  const row = state.get("row");
  const item = finding && document.getElementById(finding);
  const article =
    row && [...document.querySelectorAll("article.row")].find((one) => one.dataset.row === row);
  const target = item || article;
  if (!target) return;
  const cell = target.querySelector(".cell");
  if (cell) chooseCell(cell, true);
  for (let up = target.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
  target.classList.add("on");
  into(target, rows);
  if (isNarrow() && !cell) show("rows");
}

chooseAsked();
