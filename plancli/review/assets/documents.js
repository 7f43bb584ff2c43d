// Several documents in one page: one is open at a time, and the index searches the targets of all.
const SHOWN = 300;
const index = find("#index");

function openPlace() {
  const id = decodeURIComponent(location.hash.slice(1));
  const view = views.find((candidate) => id === candidate.key || id.startsWith(`${candidate.key}-`));
  if (index) {
    for (const other of views) other.root.hidden = other !== view;
    index.hidden = Boolean(view);
    find("#corrections-button").hidden = find(".tabs").hidden = !view;
    find(".bar-title").textContent = view ? find("h1", view.root).textContent : document.title;
    if (view) layStrip(view);
  }
  if (view && !followLink(view, id)) document.getElementById(id)?.scrollIntoView({ behavior: "instant" });
  else if (!view && index) scrollTo({ top: 0, behavior: "instant" });
  follow();
}

function setUpSearch() {
  const form = find("#search-all");
  const table = find(".found", index);
  const all = views.flatMap((view) => view.targets.map((target) => ({ view, target, words: haystack(view, target), year: yearOf(target.deadline) })));
  const { words: text, document: choice, deadline, unit } = form.elements;
  fillSelect(choice, views.map((view) => view.key), (key) => find("h1", document.getElementById(key)).textContent);
  fillSelect(deadline, [...new Set(all.map((entry) => entry.year))].sort((a, b) => (a === "") - (b === "") || a.localeCompare(b)), (year) => year || words.undated);
  fillSelect(unit, [...new Set(all.map((entry) => entry.target.unit))].sort(collator.compare), (name) => name || words.no_unit);
  const search = () => {
    const sought = text.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    const asked = sought.length || [choice, deadline, unit].some((select) => select.value !== "*");
    const hits = asked ? all.filter((entry) => (choice.value === "*" || entry.view.key === choice.value)
      && (deadline.value === "*" || entry.year === deadline.value)
      && (unit.value === "*" || entry.target.unit === unit.value)
      && sought.every((word) => entry.words.includes(word))) : [];
    find("tbody", table).replaceChildren(...hits.slice(0, SHOWN).map(({ view, target }) => make("tr", {},
      make("td", {}, make("a", { href: `#${anchorOf(view, target, 0)}` }, target.indicator || target.text), make("small", {}, pathOf(target))),
      make("td", {}, target.text), make("td", {}, target.deadline ?? words.undated), make("td", {}, find("h1", view.root).textContent))));
    table.hidden = !hits.length;
    find("output", form).textContent = asked ? `${hits.length} ${words.results}${hits.length > SHOWN ? ` · ${words.first_shown.replace("{n}", SHOWN)}` : ""}` : "";
  };
  form.addEventListener("input", search);
  form.addEventListener("reset", () => setTimeout(search));
  form.addEventListener("submit", (event) => event.preventDefault());
}

/** The comparison's filters: words, kinds of change, and rows that two documents share. */
function setUpComparison() {
  const form = find("#compare-filter");
  const rows = findAll(".compare tbody tr", index).map((element) => ({ element, words: element.textContent.normalize("NFKC").toLowerCase() }));
  const filter = () => {
    const sought = form.elements.words.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    const kinds = findAll("[name='change']:checked", form).map((box) => box.value);
    const sharedOnly = form.elements.shared?.checked;
    let left = 0;
    for (const { element, words: text } of rows) {
      const keep = sought.every((word) => text.includes(word)) && !(sharedOnly && element.classList.contains("alone"))
        && (sharedOnly !== undefined || kinds.some((kind) => element.classList.contains(`c-${kind}`)));
      element.hidden = !keep;
      left += keep;
    }
    find("output", form).textContent = `${left} / ${rows.length}`;
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
}

views.forEach(setUpTable);
views.forEach(layStrip);
tally();
if (index) setUpSearch();
if (find("#compare-filter")) setUpComparison();
addEventListener("hashchange", openPlace);
openPlace();
