// The few things that pages do by themselves: keep what was typed, show a password, find with one key, drop files.
// No framework, nothing inline: the content policy allows this file and htmx alone.
"use strict";

const person = document.body.dataset.person || "";
const KEEPS = "rupadata:";
const PREFIX = KEEPS + person + ":";
const KEPT_MS = 72 * 3600 * 1000;

// What somebody types is kept in the browser until it was sent: an ended session or a lost network loses nothing.
// It is gone at signing out, and after three days, whoever wrote it: a weekend lies between two working days.
// Every form that is sent by POST keeps its texts; a name of its own keeps those of one form apart from another's.
function formKey(form) {
  if (form.dataset.keep) return form.dataset.keep;
  const text = form.method === "post" && form.querySelector("textarea, input[type=text]") && !form.querySelector("[type=password]");
  return text ? location.pathname + ">" + (form.getAttribute("action") || "") : "";
}

function draftKey(field) {
  const form = field.name && field.matches("textarea, input[type=text]") && field.form;
  const name = form && formKey(form);
  return name ? PREFIX + name + ":" + field.name : "";
}

function kept(key) {
  try {
    const found = JSON.parse(localStorage.getItem(key));
    return typeof found.text === "string" && Date.now() - found.at < KEPT_MS ? found.text : "";
  } catch { return ""; }
}
for (const key of Object.keys(localStorage)) if (key.startsWith(KEEPS) && !kept(key)) localStorage.removeItem(key);

function forget(name) {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX + name + ":")) localStorage.removeItem(key);
}

// A form that was sent and whose answer finds no fault was taken; a page of signing in or of a fault was not.
const SENT = "rupadata:sent";
const sent = sessionStorage.getItem(SENT);
if (sent && (person || document.querySelector(".pub")) && !document.querySelector(".error:not([hidden]), [aria-invalid], main .state")) forget(sent);
sessionStorage.removeItem(SENT);

function restoreDrafts(root) {
  for (const field of root.querySelectorAll("form textarea, form input[type=text]")) {
    const key = draftKey(field);
    const text = key && kept(key);
    if (text && !field.value) {
      field.value = text;
      const hint = field.form.querySelector("[data-kept]");
      if (hint) hint.hidden = false;
    }
  }
}

document.addEventListener("input", (event) => {
  const key = draftKey(event.target);
  if (key) localStorage.setItem(key, JSON.stringify({ at: Date.now(), text: event.target.value }));
});

// Signing out takes along what was not sent; a page says so before, where there is such a text.
for (const form of document.querySelectorAll("form[data-leave]")) {
  form.addEventListener("submit", (event) => {
    const mine = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    if (mine.length && form.dataset.leave === "ask") {
      event.preventDefault();
      location.assign(form.action);
    } else for (const key of mine) localStorage.removeItem(key);
  });
}

// A draft is let go only when the server has taken it: its page names what was sent.
for (const done of document.querySelectorAll("[data-sent]")) forget(done.dataset.sent);

document.addEventListener("click", (event) => {
  const show = event.target.closest("[data-show]");
  if (show) {
    const input = document.getElementById(show.dataset.show);
    const label = show.querySelector("span");
    const hidden = input.type === "password";
    input.type = hidden ? "text" : "password";
    const other = label.textContent;
    label.textContent = show.dataset.hideText;
    show.dataset.hideText = other;
    show.setAttribute("aria-pressed", String(hidden));
  }
  const pick = event.target.closest("[data-size]");
  if (pick) {
    const picture = document.getElementById(pick.dataset.target);
    picture.src = pick.dataset.size;
    for (const other of pick.parentElement.parentElement.querySelectorAll("[data-size]")) other.setAttribute("aria-pressed", String(other === pick));
  }
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    const find = document.querySelector('[data-key="/"]');
    if (find) { event.preventDefault(); find.click(); }
  }
});

// Files dropped anywhere on the field go into its input, which says the limits and sends them.
for (const drop of document.querySelectorAll("[data-drop]")) {
  const input = drop.querySelector("input[type=file]");
  const problem = drop.querySelector("[data-problem]");
  const limit = Number(drop.dataset.limit);
  const most = Number(drop.dataset.most);
  const send = () => {
    const large = [...input.files].find((file) => file.size > limit);
    const text = large ? drop.dataset.tooLarge.replace("{name}", large.name) : input.files.length > most ? drop.dataset.tooMany : "";
    problem.textContent = text;
    problem.hidden = !text;
    if (!text && input.files.length) drop.closest("form").requestSubmit();
  };
  input.addEventListener("change", send);
  for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => { event.preventDefault(); input.files = event.dataTransfer.files; send(); });
}

// Cards of the board can be dragged; the list in each card does the same without a mouse. A ticked card takes
// the other ticked ones along.
function move(card, subject) {
  const several = document.getElementById("several");
  const tick = card.querySelector("input[form=several]");
  const form = several && tick && tick.checked ? several : card.querySelector("form");
  form.querySelector("select").value = subject;
  form.requestSubmit();
}
let dragged = null;
document.addEventListener("dragstart", (event) => { dragged = event.target.closest("[data-card]"); });
document.addEventListener("dragover", (event) => {
  const column = event.target.closest("[data-column]");
  if (dragged && column) { event.preventDefault(); column.classList.add("target"); }
});
document.addEventListener("dragleave", (event) => {
  const column = event.target.closest("[data-column]");
  if (column) column.classList.remove("target");
});
document.addEventListener("drop", (event) => {
  const column = event.target.closest("[data-column]");
  if (!dragged || !column) return;
  event.preventDefault();
  move(dragged, column.dataset.column);
  dragged = null;
});

// The board without a mouse: Space lifts a card, arrows choose a column, Enter places it, Escape puts it back.
let lifted = null;
function tellBoard(words) {
  const status = document.getElementById("board-status");
  if (status) status.textContent = words;
}
function putDown() {
  for (const column of document.querySelectorAll("[data-column]")) column.classList.remove("target");
  if (lifted) lifted.card.classList.remove("lift");
  lifted = null;
}
document.addEventListener("keydown", (event) => {
  const card = event.target.closest("[data-card][tabindex]");
  if (!card || event.target !== card) return;
  const columns = [...document.querySelectorAll("[data-column]")];
  const board = card.closest("[data-board]").dataset;
  const name = card.querySelector("h3").textContent;
  if (event.key === " ") {
    event.preventDefault();
    if (lifted) { putDown(); tellBoard(board.back.replace("{n}", name)); return; }
    lifted = { card, at: columns.indexOf(card.closest("[data-column]")) };
    card.classList.add("lift");
    tellBoard(board.lifted.replace("{n}", name));
  } else if (lifted && event.key.startsWith("Arrow")) {
    event.preventDefault();
    const step = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : -1;
    lifted.at = Math.min(columns.length - 1, Math.max(0, lifted.at + step));
    columns.forEach((column, at) => column.classList.toggle("target", at === lifted.at));
    columns[lifted.at].scrollIntoView({ block: "nearest", inline: "nearest" });
    tellBoard(board.over.replace("{s}", columns[lifted.at].querySelector("h2").textContent.trim()));
  } else if (lifted && event.key === "Enter") {
    event.preventDefault();
    const column = columns[lifted.at];
    if (column) move(card, column.dataset.column);
  } else if (lifted && event.key === "Escape") {
    putDown();
    tellBoard(board.back.replace("{n}", name));
  }
});
document.querySelector("[data-card][data-moved]")?.focus();

// A sheet as it was read: a click, or the arrows, choose a cell; what it was taken for is told below.
for (const sheet of document.querySelectorAll("[data-sheet]")) {
  const bar = document.getElementById("cellbar");
  let waiting = 0;
  const letters = (column) => (column < 26 ? "" : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));
  const number = (name) => [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  const find = (name) => {
    const [, column, row] = /^([A-Z]+)(\d+)$/.exec(name) || [];
    return row && sheet.querySelector(`tr[data-r="${row}"] > [data-c="${number(column)}"]`);
  };
  const choose = (cell) => {
    for (const other of sheet.querySelectorAll("td.at")) other.classList.remove("at");
    cell.classList.add("at");
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    clearTimeout(waiting);
    const name = letters(Number(cell.dataset.c)) + cell.parentElement.dataset.r;
    waiting = setTimeout(() => htmx.ajax("GET", sheet.dataset.sheet + "&sel=" + name, { target: bar, swap: "innerHTML" }), 80);
  };
  const step = (cell, key) => {
    if (key === "ArrowRight" || key === "ArrowLeft") {
      const next = key === "ArrowRight" ? cell.nextElementSibling : cell.previousElementSibling;
      return next && next.matches("[data-c]") ? next : null;
    }
    let row = cell.parentElement;
    do row = key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
    while (row && !row.querySelector(`[data-c="${cell.dataset.c}"]`));
    return row && row.querySelector(`[data-c="${cell.dataset.c}"]`);
  };
  sheet.addEventListener("click", (event) => { const cell = event.target.closest("td[data-c]"); if (cell) choose(cell); });
  sheet.addEventListener("keydown", (event) => {
    if (!event.key.startsWith("Arrow")) return;
    const now = sheet.querySelector("td.at");
    const next = now ? step(now, event.key) : sheet.querySelector("td[data-c]");
    event.preventDefault();
    if (next) choose(next);
  });
  for (const link of document.querySelectorAll("[data-cell]")) link.addEventListener("click", (event) => {
    const cell = find(link.dataset.cell);
    if (cell) { event.preventDefault(); choose(cell); }
  });
}

// A signed-out answer inside a page, or no network, is told at the head of the page; nothing typed is lost.
function tell(id) {
  const notice = document.getElementById(id);
  if (notice) { notice.hidden = false; notice.scrollIntoView({ block: "nearest" }); }
}
document.addEventListener("rupadata:signedout", () => tell("signed-out"));
document.addEventListener("htmx:sendError", () => tell("no-network"));
document.addEventListener("htmx:afterSwap", (event) => restoreDrafts(event.target));
document.addEventListener("submit", (event) => {
  const name = formKey(event.target);
  if (name) sessionStorage.setItem(SENT, name);
  const button = event.submitter;
  if (button && button.classList.contains("go")) button.classList.add("busy");
});
restoreDrafts(document);
