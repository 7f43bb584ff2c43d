// Corrections: the reader's judgements, and their form as a file of the evaluation's gold format.
const stateOf = (view, target) => (target.element ? "added" : view.judged.get(target.id)?.state ?? "open");
const SIGNS = { accepted: "✓", rejected: "✗", edited: "✎", added: "＋" };
let unsaved = false;

function judge(view, target, state, fields = {}) {
  if (target.element) Object.assign(target, fields);
  else if (state === "open") view.judged.delete(target.id);
  else view.judged.set(target.id, { state, fields });
  unsaved = true;
  showState(view, target);
  select(view, target, { scroll: false });
  tally();
}

function showState(view, target) {
  const state = stateOf(view, target);
  const row = view.rows.find((candidate) => candidate.target === target);
  const now = corrected(view, target);
  row.words = haystack(view, now);
  find(".state", row.element)?.remove();
  row.element.classList.toggle("rejected", state === "rejected");
  if (state !== "open") find("td:nth-child(2) a", row.element).after(make("span", { class: `state ${state}` }, `${SIGNS[state]} ${words[state]}`));
  for (let place = 0; place < target.places; place += 1) {
    const mark = markOf(view, target, place);
    mark?.classList.toggle("rejected", state === "rejected");
    mark?.classList.toggle("accepted", state === "accepted" || state === "edited");
  }
}

function judgeCurrent(view, state) {
  const target = view.current?.target;
  if (target && !target.element) judge(view, target, stateOf(view, target) === state ? "open" : state);
}

function editCurrent(view) {
  if (view.current) editCard(view, view.current.target);
}

function tally() {
  const counts = { accepted: 0, edited: 0, rejected: 0, added: 0, open: 0 };
  for (const view of views) for (const target of view.targets) counts[stateOf(view, target)] += 1;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  find("#judged").textContent = `${total - counts.open}/${total}`;
  find("#tally").textContent = Object.entries(counts).map(([state, count]) => `${words[state]} ${count}`).join(" · ");
}

// Added targets
function addTarget(view, element, fields) {
  const target = { id: `new${view.targets.length + 1}`, element, places: 1, text: rawText(element), indicator: "", bound: "eq", measure: "level", approx: false, unit: "", rules: [], responsible: [], section_path: pathAt(view, element), ...fields };
  element.classList.add("added");
  const earlier = view.targets.findLastIndex((other) => markOf(view, other)?.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
  view.targets.push(target);
  const row = make("tr", {}, make("td", {}, "＋"), make("td", {}, make("a", { href: "#" }, target.text)), make("td", {}, target.text), make("td", {}, target.deadline ?? ""));
  find(".targets tbody", view.root).append(row);
  trackRow(view, target, row, earlier + 0.5);
  refreshChoices(view);
  unsaved = true;
  showState(view, target);
  filterRows(view);
  tally();
  return target;
}

function removeAdded(view, target) {
  view.targets.splice(view.targets.indexOf(target), 1);
  const at = view.rows.findIndex((row) => row.target === target);
  view.rows[at].element.remove();
  view.rows.splice(at, 1);
  target.element.classList.remove("added");
  closeCard(view);
  filterRows(view);
  tally();
}

function addFromNumber(view, element) {
  const { value, high, unit, bound, approx } = numberOf(view, element);
  const target = addTarget(view, element, { value, value_max: high, unit, bound, approx });
  select(view, target, { scroll: false });
  editCard(view, target);
}

function addSelection(view) {
  const chosen = getSelection();
  const block = chosen.rangeCount && chosen.toString().trim() ? chosen.getRangeAt(0).commonAncestorContainer.parentElement?.closest("[data-b]") : null;
  if (!block || viewOf(block) !== view) return tell(words.select_first);
  const element = make("span", { class: "q" });
  try {
    chosen.getRangeAt(0).surroundContents(element);
  } catch {
    // The selection cuts through a mark: there is no element that could hold it.
    return tell(words.select_first);
  }
  chosen.removeAllRanges();
  const target = addTarget(view, element, { value: null, unit: "" });
  select(view, target, { scroll: false });
  return editCard(view, target);
}

function tell(text) {
  find("#told").textContent = shown(text);
  say(text);
}

function pathAt(view, element) {
  const path = [];
  for (const { link, heading } of outlines.find((outline) => outline.view === view).links) {
    if (!(heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
    if (link.classList.contains("item")) continue;
    let depth = -1;
    for (let list = link.closest("ul"); list; list = list.parentElement.closest(".outline ul")) depth += 1;
    path.splice(depth, path.length, rawText(link).slice(rawText(find(".marker", link) ?? make("i")).length));
  }
  return path;
}

// Places in the text: the gold format names a number by the words that end with it.
const bare = (text) => text.replace(/\s+/g, "");
const squeeze = (text) => bare(text.normalize("NFKC"));

function readBody(view) {
  const blocks = new Map();
  let text = "";
  for (const block of view.blocks) {
    blocks.set(block, text.length);
    text += squeeze(rawText(block));
  }
  return { blocks, text };
}

function countTo(text, part, end) {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0 && at + part.length <= end; at = text.indexOf(part, at + part.length)) {
    count += 1;
    if (at + part.length === end) return count;
  }
  return 0;
}

/** Offset in the body's squeezed text just after *mark*, and the words of its block that lead up to there. */
function endOf(body, mark) {
  const block = mark.closest("[data-b]");
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEndAfter(mark);
  const lead = bare([...range.cloneContents().childNodes].map(rawText).join(""));
  return { lead, end: body.blocks.get(block) + squeeze(lead).length };
}

/** The shortest run of whole clauses that ends with *mark* and stands once in the body; numbered when none does. */
function anchorAt(body, mark) {
  const { lead, end } = endOf(body, mark);
  const starts = [...lead.matchAll(/[，。；：、！？,;]/g)].map((found) => found.index + 1).filter((start) => lead.length - start >= Math.max(bare(rawText(mark)).length + 3, 6)).reverse();
  for (const start of [...starts, 0]) {
    const anchor = lead.slice(start);
    const sought = squeeze(anchor);
    if (body.text.indexOf(sought) === end - sought.length && body.text.indexOf(sought, end - sought.length + 1) < 0) return { anchor };
  }
  return { anchor: lead, occurrence: countTo(body.text, squeeze(lead), end) || 1 };
}

function goldEntries(view, body, target) {
  const now = corrected(view, target);
  const fields = Object.fromEntries(FIELDS.map((field) => [field, now[field] ?? null]));
  fields.approx = Boolean(now.approx);
  fields.unit = now.unit ?? "";
  const shared = { ...fields, section: now.section_path ?? [] };
  if (target.places > 1) shared.same_as = target.id;
  if (stateOf(view, target) === "open") shared.maybe = true;
  return Array.from({ length: target.places }, (_, place) => {
    const mark = markOf(view, target, place);
    const number = bare(rawText(mark));
    const isCell = target.cell && mark.closest("td, th");
    return { ...(isCell ? { anchor: null, cell: target.cell } : anchorAt(body, mark)), number, ...shared };
  });
}

/** One document's judgements in the gold format. */
function goldRecord(view) {
  const body = readBody(view);
  const order = view.rows.slice().sort((a, b) => a.order - b.order).map((row) => row.target);
  const kept = order.filter((target) => stateOf(view, target) !== "rejected");
  const { doc, title, published, outline } = view.record;
  return {
    doc, title, published,
    body_first: body.text.slice(0, 16), body_last: body.text.slice(-16), chrome: [],
    outline: find("#with-outline").checked ? outline : null,
    targets: kept.flatMap((target) => goldEntries(view, body, target)),
    not_targets: order.filter((target) => stateOf(view, target) === "rejected").flatMap((target) =>
      goldEntries(view, body, target).map(({ anchor, occurrence, cell, number }) => ({ anchor, occurrence, cell, number, why: "rejected" }))),
  };
}

function exportGold() {
  const touched = views.filter((view) => views.length === 1 || view.targets.some((target) => stateOf(view, target) !== "open"));
  const golds = (touched.length ? touched : views).map(goldRecord);
  const text = `${JSON.stringify(golds.length === 1 ? golds[0] : golds, null, 1)}\n`;
  const stem = golds.length === 1 ? golds[0].doc.replace(/\.[^.]*$/, "") : "corrections";
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })), download: `${stem.replace(UNSEEN, "_")}.gold.json` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  unsaved = false;
}

/** Judgements of a gold file, matched to the marks by where their anchors end. */
function loadGold(view, gold) {
  const body = readBody(view);
  const ends = new Map();
  for (const [id, { target }] of view.marks) ends.set(endOf(body, document.getElementById(id)).end, { target });
  const numbers = new Map(findAll(".body .q", view.root).map((element) => [endOf(body, element).end, element]));
  const cells = new Map(view.targets.filter((target) => target.cell).map((target) => [JSON.stringify([target.cell.row, target.cell.column]), target]));
  let loaded = 0;
  const endsWith = ({ anchor, occurrence = 1 }) => {
    const sought = squeeze(anchor);
    let at = -sought.length;
    for (let count = 0; count < (occurrence || 1); count += 1) {
      at = body.text.indexOf(sought, at + sought.length);
      if (at < 0) return -1;
    }
    return at + sought.length;
  };
  const targetOf = (entry) => (entry.anchor ? ends.get(endsWith(entry))?.target : entry.cell && cells.get(JSON.stringify([entry.cell.row, entry.cell.column])));
  for (const entry of gold.targets ?? []) {
    const target = targetOf(entry);
    if (entry.maybe) continue;
    const fields = Object.fromEntries(FIELDS.filter((field) => entry[field] !== undefined && entry[field] !== "?").map((field) => [field, entry[field]]));
    if (target) {
      const changed = Object.fromEntries(Object.entries(fields).filter(([field, value]) => (value ?? null) !== (target[field] ?? (field === "approx" ? false : null))));
      view.judged.set(target.id, { state: Object.keys(changed).length ? "edited" : "accepted", fields: changed });
      showState(view, target);
    } else {
      const element = entry.anchor && numbers.get(endsWith(entry));
      if (!element) continue;
      addTarget(view, element, fields);
    }
    loaded += 1;
  }
  for (const entry of gold.not_targets ?? []) {
    const target = targetOf(entry);
    if (!target) continue;
    view.judged.set(target.id, { state: "rejected", fields: {} });
    showState(view, target);
    loaded += 1;
  }
  filterRows(view);
  return loaded;
}

async function importGold(file) {
  let loaded = 0;
  try {
    for (const gold of [JSON.parse(await file.text())].flat()) {
      const view = views.length === 1 ? views[0] : views.find((candidate) => candidate.record.doc === gold.doc);
      if (!Array.isArray(gold.targets)) throw new TypeError("targets");
      if (view) loaded += loadGold(view, gold);
    }
    tell(words.loaded.replace("{n}", loaded));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    tell(words.bad_file);
  }
  unsaved = false;
  tally();
}

find("#export").addEventListener("click", exportGold);
find("#import").addEventListener("change", (event) => { if (event.target.files[0]) importGold(event.target.files[0]); event.target.value = ""; });
find("#add-selection").addEventListener("mousedown", (event) => event.preventDefault());
find("#add-selection").addEventListener("click", () => { const view = activeView(); if (view) addSelection(view); });
find("#accept-rest").addEventListener("click", () => {
  const view = activeView();
  for (const target of view?.targets ?? []) {
    if (stateOf(view, target) !== "open") continue;
    view.judged.set(target.id, { state: "accepted", fields: {} });
    showState(view, target);
    unsaved = true;
  }
  tally();
});
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
