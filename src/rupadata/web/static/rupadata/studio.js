// The studio: the page drawn live in a shadow root, elements chosen by pointer or keys, blocks and comments moved.
// Every change is a form that is sent, so that all of it also works by keyboard; nothing here knows about data.
"use strict";

(() => {
  const studio = document.getElementById("studio");
  const shown = new Map();

  // The picture that came with the answer to a change, by the address at which it could be asked for.
  const sent = new Map();
  async function fetched(url) {
    const answer = await fetch(url, { credentials: "same-origin" });
    return answer.ok ? answer.text() : "";
  }
  // A picture of the page: fetched as SVG whose text the browser sets, put into a shadow root of its own.
  async function draw(host, url) {
    if (shown.get(host) === url) return false;
    shown.set(host, url);
    const told = sent.get(url) || (await fetched(url));
    if (!told || shown.get(host) !== url) return false;
    // The content policy refuses style attributes, even to the parser: what they say is set by script.
    const text = told.replaceAll(' style="', ' data-style="');
    const parsed = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    if (shown.get(host) !== url || parsed.nodeName !== "svg") return false;
    const picture = document.importNode(parsed, true);
    for (const node of picture.querySelectorAll("[data-style]")) node.style.cssText = node.dataset.style;
    const [, , width, height] = parsed.getAttribute("viewBox").split(" ").map(Number);
    picture.setAttribute("width", "100%");
    picture.removeAttribute("height");
    picture.style.display = "block";
    host.style.aspectRatio = `${width} / ${height}`;
    put(host, picture);
    host.dataset.drawn = url;
    return true;
  }
  const drawn = new Map();
  const placeOf = (host) => (host.dataset.small || "") + "|" + (host.dataset.do || "");
  function put(host, picture) {
    (host.shadowRoot || host.attachShadow({ mode: "open" })).replaceChildren(picture);
    if (host.dataset.small) drawn.set(placeOf(host), picture);
  }

  // A part that the server sent anew shows what was drawn in its place until the new picture is there.
  function keepDrawn(root) {
    for (const host of root.querySelectorAll("[data-small]")) {
      const before = drawn.get(placeOf(host));
      if (before && !host.shadowRoot) put(host, before.cloneNode(true));
    }
  }
  // Small copies are drawn one after the other when nothing else is to be done; folded ones when they are seen.
  let queue = 0;
  async function drawSmall(root, url) {
    const mine = ++queue;
    keepDrawn(root);
    for (const host of root.querySelectorAll("[data-url], [data-small]")) {
      if (mine !== queue) return;
      if (host.closest("details:not([open])")) continue;
      const action = host.dataset.do ? "&do=" + encodeURIComponent(host.dataset.do) : "";
      await draw(host, host.dataset.url || url(host.dataset.small, action)).catch(() => shown.delete(host));
    }
  }
  if (!studio) { drawSmall(document, () => ""); return; }

  const page = document.getElementById("page");
  const mark = document.getElementById("mark");
  const form = document.getElementById("act");
  const packed = form.querySelector("input[name=do]");
  const pane = document.getElementById("element");
  const said = document.getElementById("page-said");
  const now = () => document.getElementById("page-now").dataset;
  const pictureOf = (size, more = "") => now().picture.replace("SIZE", size) + "?n=" + now().number + more;
  let chosen = "";
  let block = "";
  let resting = 0;

  // One button anywhere, one form: what is to be done stands in the button's value.
  form.addEventListener("submit", (event) => {
    const value = event.submitter ? event.submitter.value : form.dataset.do;
    if (value) { packed.disabled = false; packed.value = value; }
  }, true);
  // The answer to a change brings the picture of the size that is looked at.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb === "post" && event.detail.target.id === "st-bar") event.detail.parameters.view = page.dataset.view;
  });
  function act(...words) {
    form.dataset.do = words.join("|");
    form.requestSubmit();
    delete form.dataset.do;
  }

  async function refresh() {
    const size = page.dataset.view;
    page.setAttribute("aria-label", now().title);
    const came = document.getElementById("page-picture");
    sent.clear();
    if (came) sent.set(pictureOf(came.dataset.size), came.value);
    if (await draw(page, pictureOf(size))) place();
    // Sizes and checks follow when the hand rests, the other forms that the page could take when it rests longer.
    keepDrawn(studio);
    clearTimeout(resting);
    resting = setTimeout(async () => {
      await drawSmall(studio.querySelector(".sizes"), pictureOf);
      resting = setTimeout(() => drawSmall(studio, pictureOf), 2500);
      const answer = await fetch(studio.dataset.checks, { credentials: "same-origin" });
      if (!answer.ok) return;
      for (const one of (await answer.json()).sizes) {
        const told = studio.querySelector(`[data-errors="${one.key}"]`);
        if (told) { told.textContent = one.errors ? String(one.errors) + " !" : ""; told.title = one.first; }
      }
    }, 900);
  }

  // What is chosen: the whole paragraph of a text, or one mark of a chart.
  const root = () => page.shadowRoot;
  const find = (id) => (id && root() ? root().getElementById(id) : null);
  const parts = (node) => {
    const paragraph = node.dataset.paragraph;
    return paragraph ? [...root().querySelectorAll(`[data-paragraph="${CSS.escape(paragraph)}"]`)] : [node];
  };
  function place() {
    const node = find(chosen) || find(block);
    if (!node) { mark.hidden = true; return; }
    const over = mark.parentElement.getBoundingClientRect();
    const boxes = parts(node).map((one) => one.getBoundingClientRect());
    const left = Math.min(...boxes.map((one) => one.left)), top = Math.min(...boxes.map((one) => one.top));
    const right = Math.max(...boxes.map((one) => one.right)), bottom = Math.max(...boxes.map((one) => one.bottom));
    Object.assign(mark.style, {
      left: left - over.left - 4 + "px", top: top - over.top - 4 + "px",
      width: right - left + 8 + "px", height: bottom - top + 8 + "px",
    });
    mark.hidden = false;
  }
  function show(query) {
    pane.dataset.again = "";
    return htmx.ajax("GET", studio.dataset.element + "?" + query, { target: pane, swap: "innerHTML" });
  }
  // After a change the pane is told anew, unless somebody has begun to write in it.
  function showAgain(query) {
    if (writing()) return;
    show(query);
    pane.dataset.again = "yes";
  }
  const writing = () => [...pane.querySelectorAll("input[type=text]")].some((one) => one.value !== one.defaultValue);
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!pane.contains(event.detail.elt)) return;
    for (const one of event.detail.elt.querySelectorAll("input[type=text]")) one.defaultValue = one.value;
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target === pane && pane.dataset.again && writing()) event.detail.shouldSwap = false;
  });
  function choose(id, open = true) {
    const node = find(id);
    if (!node) return;
    chosen = id;
    block = "";
    mark.dataset.name = "";
    said.textContent = parts(node).map((one) => one.textContent).join(" ");
    place();
    if (open) show(new URLSearchParams({ id, size: page.dataset.view }));
  }
  function chooseBlock(name) {
    block = name;
    chosen = "";
    mark.dataset.name = "";
    place();
    show(new URLSearchParams({ block: name, size: page.dataset.view }));
  }
  const pointed = (path) => path.find((one) => one.id && one.matches && one.matches("text, rect, circle, path, g[data-block]") && one.dataset.role !== "background");
  // A picture that a change has overtaken may show something else at that place: the new one is waited for.
  const current = () => page.dataset.drawn === pictureOf(page.dataset.view);
  async function pointedNow(event) {
    if (current()) return pointed(event.composedPath());
    const patience = performance.now() + 5000;
    while (!current() && performance.now() < patience) await new Promise(requestAnimationFrame);
    return current() ? pointed(root().elementsFromPoint(event.clientX, event.clientY)) : null;
  }

  // A comment is dragged, or moved with Alt and the arrows: its middle as shares of its block.
  function commentOf(id) {
    const told = pane.querySelector("[data-comment-at]");
    return told && id === chosen ? told.dataset : null;
  }
  function moveComment(comment, x, y) {
    const node = find(chosen);
    const box = node.closest("[data-block]").getBoundingClientRect();
    const share = (value, from, size) => Math.min(1, Math.max(0, (value - from) / size)).toFixed(3);
    act("comment-place", comment.commentBlock, comment.commentAt, share(x, box.left, box.width) + "," + share(y, box.top, box.height));
  }
  let drag = null;
  page.addEventListener("pointerdown", (event) => {
    const node = current() && pointed(event.composedPath());
    const comment = node && node.id === chosen && commentOf(node.id);
    if (comment) { drag = { x: event.clientX, y: event.clientY, comment }; page.setPointerCapture(event.pointerId); }
  });
  page.addEventListener("pointermove", (event) => {
    if (!drag) return;
    page.classList.add("dragging");
    mark.style.transform = `translate(${event.clientX - drag.x}px, ${event.clientY - drag.y}px)`;
  });
  page.addEventListener("pointerup", (event) => {
    if (!drag) return;
    const { x, y, comment } = drag;
    drag = null;
    page.classList.remove("dragging");
    mark.style.transform = "";
    if (Math.hypot(event.clientX - x, event.clientY - y) < 4) return;
    const box = mark.getBoundingClientRect();
    moveComment(comment, box.left + box.width / 2 + event.clientX - x, box.top + box.height / 2 + event.clientY - y);
  });
  page.addEventListener("click", async (event) => { const node = await pointedNow(event); if (node) choose(node.id); });

  const steps = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  page.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (step && event.altKey) {
      const comment = commentOf(chosen);
      if (!comment) return;
      event.preventDefault();
      const box = mark.getBoundingClientRect();
      moveComment(comment, box.left + box.width / 2 + step[0] * 24, box.top + box.height / 2 + step[1] * 24);
    } else if (step) {
      event.preventDefault();
      const order = [...root().querySelectorAll("text[id]")].filter((one, at, all) => !one.dataset.paragraph || one.dataset.paragraph !== (all[at - 1] || { dataset: {} }).dataset.paragraph).map((one) => one.id);
      const at = order.indexOf(chosen) + (step[0] + step[1] > 0 ? 1 : -1);
      choose(order[Math.min(order.length - 1, Math.max(0, at))], false);
    } else if (event.key === "Enter" && chosen) {
      event.preventDefault();
      const name = chosen;
      show(new URLSearchParams({ id: name, size: page.dataset.view })).then(() => { const first = pane.querySelector("input:not([type=hidden]), select, button"); if (first) first.focus(); });
    } else if (event.key === "Escape") {
      chosen = block = "";
      place();
    }
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (!typing && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      event.preventDefault();
      const button = document.getElementById(event.shiftKey ? "b-redo" : "b-undo");
      if (button && !button.disabled) button.click();
    }
    const grip = event.target.closest("[data-grip]");
    if (grip && event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      act(event.key === "ArrowUp" ? "up" : "down", grip.dataset.grip, "", "");
    }
  });

  studio.addEventListener("click", (event) => {
    const pick = event.target.closest("[data-pick]");
    if (pick) {
      page.dataset.view = pick.dataset.pick;
      for (const other of studio.querySelectorAll("[data-pick]")) other.setAttribute("aria-pressed", String(other === pick));
      refresh();
    }
    const jump = event.target.closest("[data-jump]");
    if (jump) { choose(jump.dataset.jump); page.focus(); mark.scrollIntoView({ block: "center" }); }
    const settings = event.target.closest("[data-block]");
    if (settings) chooseBlock(settings.dataset.block);
    const focus = event.target.closest("[data-focus]");
    if (focus) { const field = document.getElementById(focus.dataset.focus); if (field) { field.closest("details").open = true; field.focus(); } }
    const heading = event.target.closest("[data-heading]");
    if (heading && chosenBlock()) act("heading", chosenBlock(), "", heading.dataset.heading);
  });
  const chosenBlock = () => { const told = pane.querySelector("[data-chosen]"); return told ? told.dataset.chosen : ""; };
  function offerHeadings() {
    for (const one of studio.querySelectorAll("[data-heading]")) one.hidden = !chosenBlock();
    for (const one of studio.querySelectorAll(".block[data-id]")) one.classList.toggle("cur", one.dataset.id === chosenBlock());
  }

  // Blocks are dragged in their list; the grip does the same with Alt and the arrows.
  let carried = null;
  const clear = () => { for (const one of studio.querySelectorAll(".over-top, .over-end")) one.classList.remove("over-top", "over-end"); };
  studio.addEventListener("dragstart", (event) => { carried = event.target.closest(".block[data-id]"); });
  studio.addEventListener("dragover", (event) => {
    const over = event.target.closest(".block[data-id]");
    if (!carried || !over) return;
    event.preventDefault();
    clear();
    const box = over.getBoundingClientRect();
    over.classList.add(event.clientY < box.top + box.height / 2 ? "over-top" : "over-end");
  });
  studio.addEventListener("drop", (event) => {
    const over = event.target.closest(".block[data-id]");
    if (!carried || !over || over === carried) { carried = null; clear(); return; }
    event.preventDefault();
    const from = Number(carried.dataset.place), to = Number(over.dataset.place) + (over.classList.contains("over-end") ? 1 : 0);
    act("move", carried.dataset.id, "", String(to > from ? to - 1 : to));
    carried = null;
    clear();
  });
  studio.addEventListener("dragend", () => { carried = null; clear(); });

  // What is folded stays folded when the server sends a part anew; the element is asked about again.
  const folded = new Map();
  studio.addEventListener("toggle", (event) => {
    if (!event.target.id) return;
    folded.set(event.target.id, event.target.open);
    if (event.target.open && event.target.querySelector("[data-small]")) drawSmall(studio, pictureOf);
  }, true);
  document.addEventListener("htmx:afterSettle", (event) => {
    for (const [id, open] of folded) { const one = document.getElementById(id); if (one && one.open !== open) one.open = open; }
    const target = event.detail.target;
    if (target === pane) {
      const named = pane.querySelector("h3");
      mark.dataset.name = named ? named.textContent : "";
      offerHeadings();
      return;
    }
    if (target.id === "st-bar") {
      packed.disabled = true;
      keepDrawn(studio);
      offerHeadings();
      refresh().then(() => {
        if (chosen && find(chosen)) showAgain(new URLSearchParams({ id: chosen, size: page.dataset.view }));
        else if (block || chosenBlock()) showAgain(new URLSearchParams({ block: block || chosenBlock(), size: page.dataset.view }));
      });
    }
    if (target.id === "st-clash") { drawSmall(target, pictureOf); target.scrollIntoView({ block: "start" }); }
  });
  addEventListener("resize", place);
  refresh();
})();
