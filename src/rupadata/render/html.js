(() => {
  "use strict";
  const root = document.documentElement;
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  document.body.append(tip);

  // What texts and shapes of pictures look like, for pictures that leave this page.
  const settings = new Map();
  for (const rule of document.styleSheets[0].cssRules) {
    if (/^\.t\d+$/.test(rule.selectorText || "")) settings.set(rule.selectorText.slice(1), rule.style.cssText.replaceAll('"', "'"));
  }

  const show = (mark) => {
    const box = mark.getBoundingClientRect();
    tip.textContent = mark.getAttribute("aria-label");
    tip.hidden = false;
    const wide = tip.offsetWidth;
    const left = Math.min(Math.max(8, box.left + box.width / 2 - wide / 2), root.clientWidth - wide - 8);
    const over = box.top - tip.offsetHeight - 8;
    tip.style.left = `${left + scrollX}px`;
    tip.style.top = `${(over < 0 ? box.bottom + 8 : over) + scrollY}px`;
    mark.classList.add("on");
  };
  const hide = (mark) => {
    tip.hidden = true;
    mark.classList.remove("on");
  };

  for (const figure of document.querySelectorAll("figure")) {
    const rows = [...figure.querySelectorAll("tbody tr")];
    const marks = new Map();
    for (const areas of figure.querySelectorAll("[data-at]")) {
      let size = [];
      areas.dataset.at.split(",").forEach((box, place) => {
        if (!box) return;
        const [x, y, ...sides] = box.split(" ");
        if (sides.length) size = sides;
        const area = document.createElementNS(areas.namespaceURI, "rect");
        ["x", "y", "width", "height"].forEach((side, at) => area.setAttribute(side, [x, y, ...size][at]));
        area.id = `${areas.parentNode.classList[0]}-${figure.id}@${place}`;
        areas.append(area);
      });
    }
    const period = figure.dataset.period ? `, ${figure.dataset.period}` : "";
    for (const row of rows) {
      const name = row.querySelector("th").textContent;
      for (const cell of row.querySelectorAll("td[data-marks]")) {
        const heads = row.closest("table").tHead.rows[0].cells;
        const series = heads.length > 2 ? `, ${heads[cell.cellIndex].textContent}` : "";
        const unit = row.closest("table").dataset.unit;
        const ids = cell.dataset.marks.split(" ").map((id) => (id[0] === "@" ? figure.id + id : id)).flatMap((id) => [`n-${id}`, `w-${id}`]);
        for (const mark of ids.map((id) => document.getElementById(id)).filter(Boolean)) {
          const told = `${name}${series}${period}: ${cell.textContent} ${unit}`.trim();
          const before = mark.getAttribute("aria-label");
          mark.setAttribute("aria-label", marks.has(mark) ? `${before}\n${told}` : told);
          mark.setAttribute("role", "img");
          mark.setAttribute("tabindex", "-1");
          mark.classList.add("mark");
          marks.set(mark, [...(marks.get(mark) || []), row]);
        }
      }
    }
    for (const svg of figure.querySelectorAll("svg")) {
      const own = [...marks.keys()].filter((mark) => svg.contains(mark));
      if (!own.length && svg.classList.contains("told")) own.push(svg);
      if (!own.length) continue;
      if (own[0] !== svg) {
        svg.setAttribute("role", "group");
        for (const part of svg.querySelectorAll('[role="img"]')) {
          if (!marks.has(part)) part.setAttribute("role", "group");
        }
        for (const text of svg.querySelectorAll("text")) text.setAttribute("aria-hidden", "true");
      }
      own[0].setAttribute("tabindex", "0");
      own.forEach((mark, place) => {
        mark.addEventListener("pointerenter", () => show(mark));
        mark.addEventListener("pointerleave", () => hide(mark));
        mark.addEventListener("focus", () => show(mark));
        mark.addEventListener("blur", () => hide(mark));
        mark.addEventListener("keydown", (event) => {
          const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
          const to = event.key === "Home" ? own[0] : event.key === "End" ? own.at(-1) : step && own[place + step];
          if (event.key === "Escape") tip.hidden = true;
          if (!to) return;
          event.preventDefault();
          own.forEach((one) => one.setAttribute("tabindex", one === to ? "0" : "-1"));
          to.focus();
        });
      });
    }
    const search = figure.querySelector("input");
    if (search) {
      search.closest("label").hidden = false;
      search.addEventListener("input", () => {
        const wanted = search.value.trim().toLocaleLowerCase();
        const table = figure.querySelector("details");
        if (wanted) table.open = true;
        for (const row of rows) row.hidden = !row.querySelector("th").textContent.toLocaleLowerCase().includes(wanted);
        for (const [mark, told] of marks) mark.classList.toggle("dim", told.every((row) => row.hidden));
      });
    }
    for (const button of figure.querySelectorAll("button")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        if (button.dataset.get === "csv") {
          const lines = [...figure.querySelectorAll("tr")].map((row) =>
            [...row.children]
              .map((cell) => (cell.querySelector("data") ? cell.querySelector("data").value : harmless(cell.textContent)))
              .map((text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
              .join(","),
          );
          save(`${figure.id}.csv`, "text/csv", `\ufeff${lines.join("\r\n")}\r\n`);
        } else {
          const shown = [...figure.querySelectorAll("svg")].find((one) => one.getBoundingClientRect().width);
          const copy = shown.cloneNode(true);
          const style = getComputedStyle(root);
          copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
          // Where our fonts are missing, a wider one is squeezed into the room that a text has here.
          const texts = copy.querySelectorAll("text");
          shown.querySelectorAll("text").forEach((text, place) => {
            const width = text.getComputedTextLength();
            if (width) texts[place].setAttribute("textLength", width.toFixed(2));
            texts[place].setAttribute("lengthAdjust", "spacingAndGlyphs");
          });
          const text = new XMLSerializer()
            .serializeToString(copy)
            .replaceAll(/ class="(t\d+)[^"]*"/g, (_, name) => ` style="${settings.get(name)}"`)
            .replaceAll(/var\((--[a-z0-9-]+)\)/g, (_, name) => style.getPropertyValue(name).trim());
          save(`${figure.id}.svg`, "image/svg+xml", text);
        }
      });
    }
  }

  // A spreadsheet would take such a text for a formula.
  function harmless(text) {
    return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  }

  function save(name, kind, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: kind }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  if (new URLSearchParams(location.search).has("embed")) {
    root.classList.add("embed");
    const tell = () => parent.postMessage({ type: "rupadata:height", height: document.body.scrollHeight }, "*");
    new ResizeObserver(tell).observe(document.body);
    addEventListener("load", tell);
  }
})();
