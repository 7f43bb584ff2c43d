// The table of targets: filters and sorting; what is filtered out also fades in the text.
const collator = new Intl.Collator("zh-CN", { numeric: true });
const ORDERS = {
  order: (a, b) => a.order - b.order,
  indicator: (a, b) => collator.compare(a.target.indicator ?? "", b.target.indicator ?? ""),
  value: (a, b) => (a.target.base_value ?? a.target.value ?? 0) - (b.target.base_value ?? b.target.value ?? 0),
  // The undated stand last in either direction: they have no place in time.
  deadline: (a, b) => collator.compare(a.target.deadline ?? "9999", b.target.deadline ?? "9999"),
};

const haystack = (view, target) => [target.indicator, target.text, sentenceOf(view, target), ...target.section_path, ...target.responsible].join(" ").normalize("NFKC").toLowerCase();
const pathOf = (target) => target.section_path.join(" › ");

function fillSelect(select, values, label = (value) => value) {
  for (const option of [...select.options].slice(1)) option.remove();
  for (const value of values) select.append(make("option", { value }, label(value)));
}

function trackRow(view, target, element, order) {
  view.rows.push({ target, element, order, words: haystack(view, target), year: yearOf(target.deadline), path: pathOf(target) });
}

function setUpTable(view) {
  const form = find(".filters", view.root);
  if (!form) return;
  view.targets.forEach((target, index) => trackRow(view, target, view.elements[index], index));
  refreshChoices(view);
  form.addEventListener("input", () => filterRows(view));
  form.addEventListener("reset", () => setTimeout(() => filterRows(view)));
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const button of findAll("[data-sort]", view.root)) button.addEventListener("click", () => sortRows(view, button));
  const box = find(".rows", view.root);
  const more = () => {
    const last = view.rows.filter((row) => !row.element.hidden)[view.shown];
    if (last && last.element.classList.contains("later") && box.getBoundingClientRect().bottom + box.scrollHeight - box.scrollTop - box.clientHeight < innerHeight * 2) showRows(view, view.shown + ROWS);
  };
  box.addEventListener("scroll", more, { passive: true });
  addEventListener("scroll", more, { passive: true });
  filterRows(view);
}

function refreshChoices(view) {
  const form = find(".filters", view.root).elements;
  fillSelect(form.deadline, [...new Set(view.rows.map((row) => row.year))].sort((a, b) => (a === "") - (b === "") || a.localeCompare(b)), (year) => year || words.undated);
  fillSelect(form.section, [...new Set(view.rows.map((row) => row.path))], (path) => path || words.top);
  fillSelect(form.unit, [...new Set(view.rows.map((row) => row.target.unit ?? ""))].sort(collator.compare), (unit) => unit || words.no_unit);
  fillSelect(form.status, ["open", "accepted", "edited", "rejected", "added"], (state) => words[state]);
}

function filterRows(view) {
  const form = find(".filters", view.root);
  const { words: text, deadline, section, unit, status } = form.elements;
  const sought = text.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
  let left = 0;
  for (const row of view.rows) {
    const keep = (deadline.value === "*" || row.year === deadline.value)
      && (section.value === "*" || row.path === section.value || row.path.startsWith(`${section.value} › `))
      && (unit.value === "*" || (row.target.unit ?? "") === unit.value)
      && (status.value === "*" || stateOf(view, row.target) === status.value)
      && sought.every((word) => row.words.includes(word));
    left += keep;
    if (row.element.hidden === keep) {
      row.element.hidden = !keep;
      for (let place = 0; place < row.target.places; place += 1) markOf(view, row.target, place)?.classList.toggle("dim", !keep);
    }
  }
  showRows(view);
  find("output", form).textContent = left ? `${left} / ${view.rows.length}` : words.none_match;
  for (const column of findAll(".timeline a", view.root)) {
    const on = deadline.value !== "*" && column.dataset.year === deadline.value;
    column.classList.toggle("on", on);
    if (on) column.setAttribute("aria-current", "true");
    else column.removeAttribute("aria-current");
  }
}

// A browser needs most of a second to lay out thousands of rows: those far below the first are laid out when asked for.
function showRows(view, count = ROWS) {
  view.shown = count;
  let place = 0;
  for (const row of view.rows) {
    if (row.element.hidden) continue;
    row.element.classList.toggle("later", place >= count);
    place += 1;
  }
}

/** Lay out enough rows to reach *row*. */
function reachRow(view, row) {
  if (row.element.classList.contains("later")) showRows(view, view.rows.filter((other) => !other.element.hidden).indexOf(row) + ROWS);
}

function toggleYear(view, year) {
  const { deadline } = find(".filters", view.root).elements;
  deadline.value = deadline.value === year ? "*" : year;
  filterRows(view);
}

function sortRows(view, button) {
  const cell = button.closest("th");
  const down = cell.getAttribute("aria-sort") === "ascending";
  for (const other of findAll("th[aria-sort]", view.root)) other.removeAttribute("aria-sort");
  cell.setAttribute("aria-sort", down ? "descending" : "ascending");
  const compare = ORDERS[button.dataset.sort];
  const undated = (row) => button.dataset.sort === "deadline" && !row.target.deadline;
  view.rows.sort((a, b) => undated(a) - undated(b) || (down ? compare(b, a) : compare(a, b)) || a.order - b.order);
  showRows(view);
  find(".targets tbody", view.root).append(...view.rows.map((row) => row.element));
}
