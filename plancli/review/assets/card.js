// The card: everything known of one target or one other number, and the form that changes it.
const FIELDS = ["indicator", "value", "value_max", "unit", "bound", "approx", "measure", "per", "deadline", "baseline", "baseline_value", "core"];
const CHOICES = { bound: ["eq", "ge", "gt", "le", "lt", "range"], measure: ["level", "increase", "decrease", "multiple", "rank"], per: ["", "year", "month"] };
const NUMERIC = new Set(["value", "value_max", "baseline_value"]);
/** A blank keeps a unit that begins with a digit (1/10万) off the number. */
const withUnit = (figure, unit) => `${figure}${/^[0-9]/.test(unit) ? " " : ""}${unit}`;
const fieldLabel = (field) => words[field === "value" ? "value_field" : field];

/** A target's fields as they stand after the reader's corrections. */
const corrected = (view, target) => ({ ...target, ...view.judged.get(target.id)?.fields });

function openCard(view, colour, ...children) {
  const card = find(".card", view.root);
  card.className = `card ${colour}`;
  card.replaceChildren(...children);
  card.hidden = false;
  card.scrollTop = 0;
}

function closeCard(view) {
  find(".card", view.root).hidden = true;
  clearSelection(view);
}

function cardHead(view, title) {
  return make("header", {}, make("h3", {}, title),
    make("button", { type: "button", "aria-label": words.previous, title: `${words.previous} (k)`, click: () => step(view, -1) }, "↑"),
    make("button", { type: "button", "aria-label": words.next, title: `${words.next} (j)`, click: () => step(view, 1) }, "↓"),
    make("button", { type: "button", "aria-label": words.close, title: `${words.close} (Esc)`, click: () => closeCard(view) }, "×"));
}

const isNothing = (part) => part === null || part === undefined || part === "";
/** A name and its value, in half the card's width or, *wide*, in all of it; nothing when there is no value. */
const short = (name, value) => (isNothing(value) ? [] : [make("dt", {}, name), make("dd", {}, value)]);
const wide = (name, ...value) => (value.every(isNothing) ? [] : [make("dt", { class: "wide" }, name), make("dd", { class: "wide" }, ...value)]);

function deadlineLine(target) {
  const from = target.deadline_from ? wordFor("from_", target.deadline_from) : "";
  if (!target.deadline) return wide(words.deadline, words.undated);
  const link = target.deadline_words ? make("a", { href: `#${target.deadline_words}`, class: "link" }, words.to_words) : "";
  return wide(words.deadline, make("b", {}, target.deadline), ` · ${from}`, target.deadline_text ? `“${target.deadline_text}” ` : " ", link);
}

function placesLine(view, target) {
  if (target.places < 2) return [];
  const buttons = Array.from({ length: target.places }, (_, place) =>
    make("button", { type: "button", class: "link", click: () => select(view, target, { place }) }, words.place.replace("{n}", place + 1)));
  return wide(words.mentions, ...buttons.flatMap((button) => [button, " "]));
}

function showTargetCard(view, original) {
  const target = corrected(view, original);
  const sentence = sentenceOf(view, original);
  const span = isNothing(target.value_max) ? target.value : `${target.value}—${target.value_max}`;
  const signs = [target.hedge, target.per && wordFor("", target.per), target.bound !== "eq" && words[target.bound], target.approx && words.about].filter(Boolean).join(" ");
  const figure = make("p", { class: "figure" }, make("small", {}, signs), target.text);
  const facts = make("dl", {},
    ...short(words.value_field, withUnit(span, target.unit ?? "")),
    ...short(words.normal, target.normal),
    ...short(words.measure, wordFor("", target.measure)),
    ...short(words.bound, words[target.bound]),
    ...short(words.binding, target.binding && wordFor("binding_", target.binding)),
    ...short(words.score, target.score),
    ...short(words.baseline, target.baseline),
    ...short(words.baseline_value, target.baseline_value),
    ...deadlineLine(target),
    ...wide(words.responsible, target.responsible.join("、")),
    ...wide(words.section, pathOf(target)),
    ...wide(words.cell, target.cell && `${target.cell.row} × ${target.cell.column}`),
    ...placesLine(view, target));
  openCard(view, `y${colourOf(original)}`, cardHead(view, target.indicator || target.text), figure, facts,
    sentence ? make("blockquote", { lang: "zh-CN", "aria-label": words.sentence }, sentence) : "",
    make("p", { class: "rules" }, target.rules.join(" ")), judgeButtons(view, original));
}

const colourOf = (target) => colours[yearOf(target.deadline)] ?? colours[""];

function judgeButtons(view, target) {
  const state = stateOf(view, target);
  const button = (name, text, key) => make("button", { type: "button", "data-judge": name, "aria-pressed": String(state === name), title: `${text} (${key})`, click: () => judge(view, target, state === name ? "open" : name) }, text);
  if (target.element) {
    return make("p", { class: "buttons judge" }, make("button", { type: "button", click: () => editCard(view, target) }, words.edit),
      make("button", { type: "button", click: () => removeAdded(view, target) }, words.undo));
  }
  return make("p", { class: "buttons judge" }, button("accepted", `✓ ${words.accept}`, "a"), button("rejected", `✗ ${words.reject}`, "x"),
    make("button", { type: "button", "data-judge": "edited", "aria-pressed": String(state === "edited"), title: `${words.edit} (e)`, click: () => editCard(view, target) }, `✎ ${words.edit}`));
}

/** Record of the number that an element marks; empty for words that the reader chose. */
function numberOf(view, element) {
  const [role, value, high, unit, bound, approx, rules] = view.record.numbers[element.dataset.q] ?? [];
  const list = (place) => (place === undefined ? null : view.record.shared[place]);
  return { role: list(role), value: value ?? null, high: high || null, unit: list(unit) ?? "", bound: list(bound) ?? "eq", approx: Boolean(approx), rules: list(rules) ?? [] };
}

function showNumberCard(view, element) {
  const { role, value, high, unit, bound, rules } = numberOf(view, element);
  clearSelection(view);
  element.classList.add("on");
  openCard(view, "y6", cardHead(view, rawText(element)),
    make("dl", {},
      ...wide(words.role, roles[role] ?? role),
      ...short(words.value_field, value === null ? "" : withUnit(high === null ? value : `${value}—${high}`, unit)),
      ...short(words.bound, words[bound])),
    make("p", { class: "rules" }, rules.join(" ")),
    make("p", { class: "buttons judge" }, make("button", { type: "button", id: "make-target", click: () => addFromNumber(view, element) }, words.make_target)));
}

function editCard(view, target) {
  const now = corrected(view, target);
  const inputs = {};
  const form = make("form", { class: "edit" });
  for (const field of FIELDS) {
    const id = `edit-${field}`;
    let input;
    if (CHOICES[field]) {
      input = make("select", { id, name: field }, ...CHOICES[field].map((value) => make("option", { value, selected: value === (now[field] ?? "") }, value ? wordFor("", value) : "—")));
    } else if (field === "approx") {
      input = make("input", { id, name: field, type: "checkbox" });
      input.checked = Boolean(now.approx);
    } else {
      input = make("input", { id, name: field, type: "text", inputmode: NUMERIC.has(field) ? "decimal" : null, pattern: NUMERIC.has(field) ? "-?[0-9]+(\\.[0-9]+)?" : field === "deadline" || field === "baseline" ? "[0-9]{4}(-[0-9]{2}){0,2}" : null, autocomplete: "off" });
      input.value = now[field] ?? "";
      if (field === "value") input.required = true;
    }
    inputs[field] = input;
    if (field === "indicator" || field === "core") input.classList.add("wide");
    form.append(make("label", { for: id }, fieldLabel(field)), input);
  }
  form.append(make("p", { class: "buttons" }, make("button", { type: "submit", class: "main-button" }, words.save),
    make("button", { type: "button", click: () => showTargetCard(view, target) }, words.cancel)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    judge(view, target, "edited", readFields(inputs, target));
  });
  openCard(view, `y${colourOf(target)}`, cardHead(view, target.text), form);
  inputs.indicator.focus();
}

/** The fields that the form changed, in the types of the record. */
function readFields(inputs, target) {
  const changed = {};
  for (const [field, input] of Object.entries(inputs)) {
    let value = input.type === "checkbox" ? input.checked : input.value.trim();
    if (NUMERIC.has(field)) value = value === "" ? null : Number(value);
    else if (value === "" && field !== "unit") value = null;
    if (value !== (target[field] ?? (field === "approx" ? false : null))) changed[field] = value;
  }
  return changed;
}
