// The schedule by hand: a block is dragged to a day, or moved with the keys; the server says what becomes of it.
"use strict";
(() => {
  const WAIT = 250;
  const STEP_MINUTES = 30;
  let waiting = 0;
  let dragged = null;
  let focused = "";

  const plan = () => document.getElementById("plan");
  const days = () => plan().dataset.allDays.trim().split(" ");
  const tell = (words) => { document.getElementById("plan-status").textContent = words; };

  // One move is told as the address carries it; the block stays chosen, and keeps the focus.
  function send(block) {
    const form = document.getElementById("moves");
    const add = (name, value) => {
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name, value });
      form.append(input);
    };
    const facts = block.dataset;
    add("pindah", [facts.block, facts.person, facts.day, facts.minutes].join(":"));
    add("pilih", facts.block);
    focused = block.id;
    form.requestSubmit();
  }

  function soon(block) {
    clearTimeout(waiting);
    const title = block.querySelector("b").textContent;
    tell(plan().dataset.daysWords.replace("{n}", title));
    waiting = setTimeout(() => send(block), WAIT);
  }

  function undo() {
    const button = plan().querySelector(".page-head .icon-btn");
    if (button) button.click();
  }

  document.addEventListener("keydown", (event) => {
    const block = event.target.closest("[data-block]");
    if (!block || event.altKey || event.ctrlKey || event.metaKey) return;
    const facts = block.dataset;
    const along = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const across = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const more = { "+": 1, "=": 1, "-": -1, "−": -1 }[event.key];
    if (along) {
      const every = days();
      const at = every.indexOf(facts.day);
      const day = every[Math.min(every.length - 1, Math.max(0, at + along))];
      if (day === facts.day) return;
      facts.day = day;
    } else if (across) {
      const people = facts.people.split(" ");
      if (people.length < 2) return;
      facts.person = people[(people.indexOf(facts.person) + across + people.length) % people.length];
    } else if (more) {
      facts.minutes = Math.max(STEP_MINUTES, Number(facts.minutes) + more * STEP_MINUTES);
    } else {
      if (event.key === "Escape") { event.preventDefault(); clearTimeout(waiting); undo(); }
      return;
    }
    event.preventDefault();
    soon(block);
  });

  const cellOf = (event) => {
    const cell = event.target.closest("td[data-day]");
    if (!cell || !dragged || !dragged.dataset.people.split(" ").includes(cell.dataset.person)) return null;
    return cell;
  };
  // Over a block of several days, the day under the pointer is the one that counts.
  const dayUnder = (cell, x) => {
    const box = cell.getBoundingClientRect();
    const every = days();
    const offset = Math.floor(((x - box.left) / box.width) * cell.colSpan);
    return every[every.indexOf(cell.dataset.day) + Math.min(cell.colSpan - 1, Math.max(0, offset))];
  };
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-block]");
    if (dragged) event.dataTransfer.effectAllowed = "move";
  });
  document.addEventListener("dragover", (event) => {
    const cell = cellOf(event);
    if (cell) { event.preventDefault(); cell.classList.add("target"); }
  });
  document.addEventListener("dragleave", (event) => {
    const cell = event.target.closest("td[data-day]");
    if (cell) cell.classList.remove("target");
  });
  document.addEventListener("dragend", () => { dragged = null; });
  document.addEventListener("drop", (event) => {
    const cell = cellOf(event);
    if (!cell) return;
    event.preventDefault();
    cell.classList.remove("target");
    dragged.dataset.person = cell.dataset.person;
    dragged.dataset.day = dayUnder(cell, event.clientX);
    send(dragged);
    dragged = null;
  });

  document.addEventListener("htmx:afterSettle", () => {
    tell(plan().dataset.said);
    const block = focused && document.getElementById(focused);
    if (block) block.focus();
    focused = "";
  });
})();
