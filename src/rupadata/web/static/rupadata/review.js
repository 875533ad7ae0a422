// The review: a place of the page is chosen by click or arrows, the wipe moves a border, marks come and go.
"use strict";
(() => {
  const spots = () => [...document.querySelectorAll("[data-spot]")];

  function choose(spot) {
    for (const other of spots()) other.classList.toggle("sel", other === spot);
    const about = document.getElementById("r2");
    if (about && [...about.options].some((one) => one.value === spot.dataset.spot)) about.value = spot.dataset.spot;
    htmx.ajax("GET", spot.getAttribute("href").split("#")[0], { target: "#picked", select: "#picked > *", swap: "innerHTML" });
  }

  function step(spot, key) {
    const every = spots();
    const at = every.indexOf(spot) + (key === "ArrowRight" || key === "ArrowDown" ? 1 : -1);
    const next = every[Math.min(every.length - 1, Math.max(0, at))];
    spot.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  document.addEventListener("click", (event) => {
    const spot = event.target.closest("[data-spot]");
    if (spot && !event.ctrlKey && !event.metaKey) { event.preventDefault(); choose(spot); }
    if (event.target.closest("[data-write]")) {
      event.preventDefault();
      document.getElementById("r1").closest("details").open = true;
      document.getElementById("r1").focus();
    }
  });

  document.addEventListener("keydown", (event) => {
    const spot = event.target.closest && event.target.closest("[data-spot]");
    if (!spot) return;
    if (event.key.startsWith("Arrow")) { event.preventDefault(); step(spot, event.key); }
    if (event.key === " " || event.key === "Enter") { event.preventDefault(); choose(spot); }
  });

  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-wipe]")) {
      const at = event.target.value;
      document.getElementById("wipe-rect").setAttribute("x", at);
      for (const end of ["x1", "x2"]) document.getElementById("wipe-line").setAttribute(end, at);
    }
    if (event.target.matches("[data-marks]")) document.querySelector(".rev-pages").classList.toggle("unmarked", !event.target.checked);
  });
})();
