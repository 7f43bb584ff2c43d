"use strict";
// The page's records, and the few functions through which every string becomes part of the page: as text, never as markup.
const { documents: records, words, colours, roles, rows: ROWS } = JSON.parse(document.getElementById("records").textContent);
const SVG = "http://www.w3.org/2000/svg";
const find = (selector, root = document) => root.querySelector(selector);
const findAll = (selector, root = document) => [...root.querySelectorAll(selector)];

const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
const shown = (text) => String(text).replace(UNSEEN, (char) => `⟦U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟧`);

/** An element with attributes and children; strings among the children are text. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null).map((child) => (child instanceof Node ? child : shown(child))));
  return element;
}

const say = (text) => { find("#live").textContent = shown(text); };
const wordFor = (prefix, value) => words[prefix + value] ?? value;
const yearOf = (deadline) => (deadline ?? "").slice(0, 4);

/** The text of an element as the document has it: signs stand for characters that the page does not let act. */
function rawText(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.classList?.contains("ctl")) return String.fromCodePoint(parseInt(node.dataset.c, 16));
  return [...node.childNodes].map(rawText).join("");
}

/** A target's record with what was left out of it to keep the page small: its row and its mark say the rest. */
function unpack(record, target, order, rows) {
  const list = (place) => (place === undefined ? [] : record.shared[place]);
  const id = target.id ?? `t${order + 1}`;
  const [deadline, deadline_text, deadline_from, start] = target.due === undefined ? [] : record.shared[target.due];
  const text = rawText(document.getElementById(`${record.key}-${id}`) ?? find("td:nth-child(3)", rows[order]));
  return {
    bound: "eq", measure: "level", approx: false, unit: "", score: 1, places: 1, normal: text, indicator: rawText(find("a", rows[order])), ...target, id, text,
    deadline, deadline_text, deadline_from,
    deadline_words: typeof start === "number" ? `${record.key}-w${start}` : null,
    section_path: list(target.section_path), rules: list(target.rules), responsible: list(target.responsible),
  };
}

/** A target's sentence, from the page's own text when the record only says where it stands. */
function sentenceOf(view, target) {
  if (!Array.isArray(target.sentence)) return target.sentence ?? "";
  const [place, start, end] = target.sentence;
  return [...rawText(view.blocks[place])].slice(start, end).join("");
}

/** What the page knows of one document while it is open. */
const views = records.map((packed) => {
  const root = document.getElementById(packed.key);
  const elements = findAll(".rows tbody tr", root);
  const targets = packed.targets.map((target, order) => unpack(packed, target, order, elements));
  return { record: packed, key: packed.key, root, targets, elements, blocks: findAll(".body [data-b]", root), marks: new Map(), current: null, judged: new Map(), rows: [] };
});
const viewOf = (node) => {
  const root = node.closest?.("[data-doc]");
  return root ? views.find((view) => view.root === root) : undefined;
};
const activeView = () => views.find((view) => !view.root.hidden);
const anchorOf = (view, target, place) => `${view.key}-${target.id}${place ? `-${place + 1}` : ""}`;
const markOf = (view, target, place = 0) => target.element ?? document.getElementById(anchorOf(view, target, place));
const isPhone = () => matchMedia("(max-width: 820px)").matches;

for (const view of views) {
  for (const target of view.targets) {
    for (let place = 0; place < target.places; place += 1) view.marks.set(anchorOf(view, target, place), { target, place });
  }
}
