// Reading: which target is selected, in the text, the table, the strip and the card together.
const tabScroll = {};
function showTab(name) {
  // Each tab of a telephone is a page of its own: it is found as it was left.
  const before = document.body.dataset.tab;
  tabScroll[before] = scrollY;
  document.body.dataset.tab = name;
  if (isPhone() && name !== before) scrollTo({ top: tabScroll[name] ?? 0, behavior: "instant" });
  for (const button of findAll(".tabs button")) button.setAttribute("aria-pressed", String(button.dataset.tabTo === name));
}

function bringIntoView(element) {
  const distance = Math.abs(element.getBoundingClientRect().top - innerHeight / 2);
  // On a telephone the card covers the lower half.
  const block = isPhone() ? "start" : "center";
  const far = distance > innerHeight * 3;
  element.scrollIntoView({ block, behavior: far ? "instant" : "auto" });
  // What comes into view takes its real height only then, and may push the words away again.
  if (far) requestAnimationFrame(() => requestAnimationFrame(() => element.scrollIntoView({ block, behavior: "instant" })));
}

function clearSelection(view) {
  for (const element of findAll(".on, .same", view.root)) {
    if (!element.closest(".timeline")) element.classList.remove("on", "same");
  }
  view.current = null;
}

/** Make *target* the selected one, at its *place*-th mention; scroll the text to it unless it was clicked there. */
function select(view, target, { place = 0, scroll = true, focus = false } = {}) {
  clearSelection(view);
  view.current = { target, place };
  for (let other = 0; other < target.places; other += 1) markOf(view, target, other)?.classList.add(other === place ? "on" : "same");
  if (target.deadline_words) document.getElementById(target.deadline_words)?.classList.add("on");
  const entry = view.rows.find((candidate) => candidate.target === target);
  if (entry) reachRow(view, entry);
  const row = entry?.element;
  const box = row?.closest(".rows");
  if (row) row.classList.add("on");
  if (row && box && getComputedStyle(box).overflowY === "auto") {
    const [inner, outer] = [row.getBoundingClientRect(), box.getBoundingClientRect()];
    if (inner.top < outer.top + 32 || inner.bottom > outer.bottom) box.scrollTop += inner.top - outer.top - outer.height / 3;
  }
  const mark = markOf(view, target, place);
  showTargetCard(view, target);
  if (mark) {
    if (scroll) {
      if (isPhone()) showTab("text");
      bringIntoView(mark);
    }
    if (focus) {
      mark.tabIndex = -1;
      mark.focus({ preventScroll: true });
    }
    if (mark.id) history.replaceState(null, "", `#${mark.id}`);
  }
  say(`${target.indicator ?? ""} ${target.text} ${target.deadline ?? words.undated}`);
}

function step(view, by) {
  const rows = view.rows.filter((row) => !row.element.hidden);
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.target === view.current?.target);
  const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : (at + by + rows.length) % rows.length;
  select(view, rows[next].target, { focus: true });
}

function followLink(view, id) {
  const hit = view.marks.get(id);
  if (hit) select(view, hit.target, { place: hit.place });
  return Boolean(hit);
}

document.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-tab-to]");
  if (tab && isPhone() && activeView()) closeCard(activeView());
  if (tab) return showTab(document.body.dataset.tab === tab.dataset.tabTo ? "text" : tab.dataset.tabTo);
  const view = viewOf(event.target);
  if (!view) return undefined;
  const link = event.target.closest("a[href^='#']");
  const column = event.target.closest(".timeline a");
  const row = event.target.closest(".targets tbody tr");
  const mark = event.target.closest("mark.t");
  const number = event.target.closest(".q");
  if (column) {
    event.preventDefault();
    return toggleYear(view, column.dataset.year);
  }
  if (row || link) {
    const target = row && view.rows.find((candidate) => candidate.element === row)?.target;
    if (target) {
      event.preventDefault();
      return select(view, target);
    }
    if (link && followLink(view, link.getAttribute("href").slice(1))) return event.preventDefault();
    if (link?.closest(".outline")) showTab("text");
    return undefined;
  }
  if (!event.target.closest(".body") || String(getSelection())) return undefined;
  if (mark) {
    const hit = view.marks.get(mark.id || mark.dataset.of);
    if (hit) select(view, hit.target, { place: hit.place, scroll: false });
  } else if (number && (number.classList.contains("added") || !document.body.classList.contains("no-others"))) {
    const added = view.targets.find((target) => target.element === number);
    if (added) select(view, added, { scroll: false });
    else showNumberCard(view, number);
  }
  return undefined;
});

// The outline follows the text: the last heading above a line in the window is where the reader is. Near the end the
// line sinks to the bottom, so that the last headings are reached too.
const outlines = views.map((view) => ({
  view,
  links: findAll(".outline a", view.root).map((link) => ({ link, heading: document.getElementById(link.getAttribute("href").slice(1)) })).filter((entry) => entry.heading),
  here: null,
}));

function follow() {
  const left = document.documentElement.scrollHeight - innerHeight - scrollY;
  const reading = innerHeight * (1 - 0.65 * Math.min(1, Math.max(left, 0) / innerHeight));
  for (const outline of outlines) {
    if (outline.view.root.hidden || !outline.links.length) continue;
    let [low, high] = [0, outline.links.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (outline.links[middle].heading.getBoundingClientRect().top < reading) low = middle + 1;
      else high = middle;
    }
    const link = outline.links[Math.max(low - 1, 0)].link;
    if (link !== outline.here) {
      outline.here?.removeAttribute("aria-current");
      outline.here?.parentElement.classList.remove("here");
      outline.here = link;
      link.setAttribute("aria-current", "location");
      link.parentElement.classList.add("here");
      const box = link.closest(".outline");
      const [inner, outer] = [link.getBoundingClientRect(), box.getBoundingClientRect()];
      if (inner.height && (inner.top < outer.top + 40 || inner.bottom > outer.bottom - 40)) box.scrollTop += inner.top - outer.top - outer.height / 2;
    }
    moveWindow(outline.view);
  }
}

function moveWindow(view) {
  const pane = find(".strip .window", view.root);
  const body = find(".body", view.root).getBoundingClientRect();
  if (!pane || !body.height) return;
  const top = Math.min(Math.max(-body.top / body.height, 0), 1);
  const bottom = Math.min(Math.max((innerHeight - body.top) / body.height, 0), 1);
  pane.setAttribute("y", String(Math.round(1000 * top)));
  pane.setAttribute("height", String(Math.max(Math.round(1000 * (bottom - top)), 0)));
}

/** One tick for each mark, where the mark really is: tables and headings take other room than their text's length. */
function layStrip(view) {
  const strip = find(".strip", view.root);
  const body = find(".body", view.root).getBoundingClientRect();
  if (!body.height || getComputedStyle(strip).display === "none") return;
  const tops = new Map();
  const places = [...view.marks].map(([id, { target }]) => {
    // Asking a paragraph does not make the browser lay out its words.
    const block = document.getElementById(id)?.closest(".body > *");
    if (block && !tops.has(block)) tops.set(block, block.getBoundingClientRect());
    const words = view.blocks.length ? tops.get(block) : null;
    return [id, target, words ? words.top + words.height / 2 : NaN];
  });
  const taken = new Set();
  const ticks = [];
  for (const [id, target, top] of places) {
    const y = Math.round(996 * (top - body.top) / body.height);
    const colour = colourOf(target);
    // Marks of one line fall on one tick.
    if (Number.isNaN(y) || taken.has(`${y} ${colour}`)) continue;
    taken.add(`${y} ${colour}`);
    const link = document.createElementNS(SVG, "a");
    const tick = document.createElementNS(SVG, "rect");
    for (const [name, value] of Object.entries({ href: `#${id}`, tabindex: -1, class: `y${colour} m-${target.measure}` })) link.setAttribute(name, value);
    for (const [name, value] of Object.entries({ x: 1, y, width: 10, height: 4 })) tick.setAttribute(name, value);
    link.append(tick);
    ticks.push(link);
  }
  strip.replaceChildren(find(".window", strip), ...ticks);
}

// Tooltips are written when they are asked for: most never are.
document.addEventListener("mouseover", (event) => {
  const mark = event.target.closest?.("mark.t, .q");
  const view = mark && !mark.title && viewOf(mark);
  if (!view) return;
  const target = view.marks.get(mark.id || mark.dataset.of)?.target;
  if (target) mark.title = shown(`${target.indicator} · ${target.deadline ?? words.undated}`);
  else if (mark.dataset.q) mark.title = shown(roles[numberOf(view, mark).role] ?? "");
});

let waiting = false;
addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; follow(); });
}, { passive: true });
addEventListener("resize", () => { views.forEach(layStrip); follow(); });

for (const radio of findAll("[name='colour']")) {
  radio.addEventListener("change", () => { document.body.dataset.colour = radio.value; });
}
find("#others").addEventListener("change", (event) => document.body.classList.toggle("no-others", !event.target.checked));
for (const box of findAll("[data-role]")) {
  const role = box.dataset.role.toLowerCase().replace(/[^a-z0-9]/g, "-");
  box.addEventListener("change", () => {
    for (const number of viewOf(box).root.getElementsByClassName(`r-${role}`)) number.classList.toggle("off", !box.checked);
  });
}
for (const name of ["keys", "corrections"]) {
  const [button, box] = [find(`#${name}-button`), find(`#${name}`)];
  button.addEventListener("click", () => {
    box.hidden = !box.hidden;
    button.setAttribute("aria-expanded", String(!box.hidden));
  });
}
function closePops() {
  const open = findAll(".pop").filter((box) => !box.hidden);
  for (const box of open) {
    box.hidden = true;
    find(`#${box.id}-button`).setAttribute("aria-expanded", "false");
  }
  return open.length > 0;
}

const KEYS = {
  j: (view) => step(view, 1), n: (view) => step(view, 1),
  k: (view) => step(view, -1), p: (view) => step(view, -1),
  "/": (view) => { if (isPhone()) showTab("panel"); find(".filters input", view.root)?.focus(); },
  a: (view) => judgeCurrent(view, "accepted"), x: (view) => judgeCurrent(view, "rejected"), e: (view) => editCurrent(view),
  m: (view) => addSelection(view),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const view = activeView();
  if (event.key === "Escape") {
    if (!closePops() && view) closeCard(view);
    return;
  }
  if (event.target.closest?.("input, select, textarea, [contenteditable]")) return;
  const action = KEYS[event.key];
  if (!action) return;
  if (!view) {
    if (event.key === "/") { event.preventDefault(); find("#search-all input").focus(); }
    return;
  }
  event.preventDefault();
  action(view);
});
