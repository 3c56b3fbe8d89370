import { call, wordsOf } from "./call.js";
import { now } from "./clock.js";
import { byId, cut, el, fill, icon } from "./dom.js";
import * as time from "./time.js";

/** @typedef {import("../runtime/control-answers.ts").LetterLine} LetterLine */
/** @typedef {import("../runtime/control-answers.ts").LetterList} LetterList */
/** @typedef {import("../runtime/control-answers.ts").Letter} Letter */
/** @typedef {import("../runtime/control-answers.ts").PlannedLine} PlannedLine */
/** @typedef {import("../runtime/control-answers.ts").PlannedMail} PlannedMail */
/** @typedef {import("../runtime/control-answers.ts").PlannedLetter} PlannedLetter */

/** Of those that are planned, at first; the rest on demand. */
const plannedAtFirst = 4;

/** @type {LetterLine[]} */
let sent = [];
let total = -1;
let bounced = 0;
/** @type {number | undefined} */
let next;
/** @type {PlannedMail | undefined} */
let planned;
let isLooking = false;
let isAllPlanned = false;
let open = "";

/** The first page anew when something was sent since.
 * @param {LetterList} page
 */
export function showSent(page) {
  if (page.total === total && page.bounced === bounced) return;
  const known = new Set(page.items.map(({ id }) => id));
  // Pages that somebody has asked for stay, when they go on where the new first page ends.
  const isNear = sent.some(({ id }) => known.has(id));
  sent = isNear ? [...page.items, ...sent.filter(({ id }) => !known.has(id))] : [...page.items];
  next = sent.length < page.total ? sent.length : undefined;
  ({ total, bounced } = page);
  draw();
}

/** Before the answer about planned mails is there: that it is being worked out.
 * @param {boolean} isAsked
 */
export function showLooking(isAsked) {
  isLooking = isAsked;
  draw();
}

/** @param {PlannedMail | undefined} mail */
export function showPlanned(mail) {
  planned = mail;
  isLooking = false;
  draw();
  showFirst();
}

/** Where list and letter stand side by side, the first one is open from the start. */
function showFirst() {
  const [first] = planned?.items ?? [];
  const isWide = matchMedia("(min-width: 760px)").matches;
  if (open === "" && isWide && first !== undefined) void readPlanned(keyOf(first), first, false);
}

function draw() {
  const count = planned?.items.length ?? 0;
  const plannedChip = byId("mailbox-planned");
  plannedChip.hidden = count === 0;
  plannedChip.replaceChildren(icon("mail"), `${countOf(planned)} dijadwalkan`);
  const bouncedChip = byId("mailbox-bounced");
  bouncedChip.hidden = bounced === 0;
  bouncedChip.replaceChildren(icon("alert"), `${bounced} pantulan`);
  fill(byId("letters"), [...plannedRows(), ...sentRows()]);
  if (open === "") drawNothing();
}

/** "37", "lebih dari 1.000". @param {PlannedMail | undefined} mail */
export function countOf(mail) {
  const count = (mail?.items.length ?? 0).toLocaleString("id-ID");
  return mail?.isCut ? `lebih dari ${count}` : count;
}

/** @returns {Node[]} */
function plannedRows() {
  if (isLooking && planned === undefined)
    return [el("p", { class: "empty meta" }, "Menghitung surel yang dijadwalkan …")];
  if (planned === undefined || planned.items.length === 0) return [];
  const { at, items } = planned;
  const isFolded = !isAllPlanned && items.length > plannedAtFirst + 1;
  const rows = (isFolded ? items.slice(0, plannedAtFirst) : items).map(plannedRow);
  const more = el(
    "button",
    { type: "button", class: "text-button more", onclick: showAllPlanned },
    `Semua ${items.length}`,
  );
  return [
    el("h3", {}, `Dijadwalkan ${time.momentOf(at, now())}, ${countOf(planned)} surel`),
    el("ul", {}, ...rows),
    ...(isFolded ? [more] : []),
  ];
}

function showAllPlanned() {
  isAllPlanned = true;
  draw();
}

/** @param {PlannedLine} line */
function keyOf({ cycle, person }) {
  return `planned ${cycle} ${person}`;
}

/** @param {PlannedLine} line */
function plannedRow(line) {
  const key = keyOf(line);
  return row({ key, name: line.name, subject: line.subject, mark: "" }, () => void readPlanned(key, line));
}

/** Letters under the day on which they left. @returns {Node[]} */
function sentRows() {
  const days = Map.groupBy(sent, ({ at }) => time.dayOf(at));
  const groups = [...days].flatMap(([day, letters]) => [
    el("h3", {}, day),
    el("ul", {}, ...letters.map(sentRow)),
  ]);
  if (next === undefined) return groups.length === 0 ? [emptyList()] : groups;
  const more = el("button", { type: "button", class: "text-button more", onclick: readMore }, "Lebih lama");
  return [...groups, more];
}

function emptyList() {
  return el("p", { class: "empty meta" }, total < 0 ? "Membaca kotak surat …" : "Belum ada surel terkirim.");
}

/** @param {LetterLine} letter */
function sentRow({ id, name, subject, step, at, hasBounced }) {
  const mark = hasBounced ? "memantul" : (step ?? time.timeOf(at));
  return row({ key: id, name, subject, mark, isBad: hasBounced }, () => void readSent(id));
}

/**
 * @param {{ key: string; name: string; subject: string; mark: string; isBad?: boolean }} words
 * @param {() => void} onclick
 */
function row({ key, name, subject, mark, isBad = false }, onclick) {
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", "data-key": key, "aria-pressed": String(key === open), onclick },
      el("b", { class: "cut", title: name }, name),
      el("small", isBad ? { class: "bounced" } : {}, mark),
      cut(subject, "subject"),
    ),
  );
}

async function readMore() {
  /** @type {LetterList} */
  const page = await call(`/letters?after=${sent.length}`);
  const known = new Set(sent.map(({ id }) => id));
  sent.push(...page.items.filter(({ id }) => !known.has(id)));
  next = page.next;
  draw();
}

/** @param {string} id */
async function readSent(id) {
  await choose(id, async () => {
    /** @type {Letter} */
    const letter = await call(`/letter?id=${encodeURIComponent(id)}`);
    const head = `${time.dayOf(letter.at)} pukul ${time.timeOf(letter.at)}, kepada`;
    const bad = letter.hasBounced
      ? [el("p", { class: "chip secang" }, icon("alert"), "Memantul: alamat tidak menerima surel")]
      : [];
    return [el("p", { class: "meta" }, head), el("p", { class: "to" }, letter.to), ...bad, ...bodyOf(letter)];
  });
}

/** @param {string} key @param {PlannedLine} line @param {boolean} [isChosen] */
async function readPlanned(key, line, isChosen = true) {
  const present = isChosen ? choose : show;
  await present(key, async () => {
    const { agency, cycle, person, step } = line;
    const query = new URLSearchParams({ agency, cycle, person, step });
    /** @type {PlannedLetter} */
    const letter = await call(`/planned-letter?${query}`);
    const head = `Pratinjau pukul ${time.timeOf(planned?.at ?? "")}, kepada`;
    return [el("p", { class: "meta" }, head), el("p", { class: "to" }, letter.name), ...bodyOf(letter)];
  });
}

/** Somebody has chosen a letter: on a phone it takes the list's place, and the keyboard goes on in it.
 * @param {string} key
 * @param {() => Promise<Node[]>} read
 */
async function choose(key, read) {
  byId("mailbox").dataset["shows"] = "letter";
  await show(key, read);
  if (open === key) byId("letter").focus({ preventScroll: true });
}

/** Shows a letter beside the list.
 * @param {string} key
 * @param {() => Promise<Node[]>} read
 */
async function show(key, read) {
  open = key;
  for (const button of byId("letters").querySelectorAll("[data-key]"))
    button.setAttribute("aria-pressed", String(button.getAttribute("data-key") === key));
  const box = byId("letter");
  box.replaceChildren(back(), el("p", { class: "empty meta" }, "Membuka surel …"));
  const content = await read().catch((error) => [
    el("p", { class: "empty" }, `Tidak terbuka: ${wordsOf(error)}`),
  ]);
  if (open !== key) return;
  box.replaceChildren(back(), ...content);
  box.scrollTop = 0;
}

/** @param {{ subject: string; html: string; text?: string; why: readonly string[] }} letter */
function bodyOf({ subject, html, text = "", why }) {
  return [el("h3", {}, subject), html === "" ? el("pre", {}, text) : frameOf(html), ...whyBox(why)];
}

/** The frame is as narrow as a phone's: a phone's margins and letters. */
const narrow =
  "<style>body{padding:0;font-size:14px}main{padding:14px 16px}footer{padding:0 16px 12px}</style>";

/** The letter runs nothing and opens its links in a tab of their own.
 * @param {string} html
 */
function frameOf(html) {
  const frame = el("iframe", {
    sandbox: "allow-same-origin allow-popups allow-popups-to-escape-sandbox",
    title: "Isi surel",
  });
  frame.srcdoc = html
    .replace("<head>", `<head><base target="_blank">`)
    .replace("</head>", `${narrow}</head>`);
  frame.addEventListener("load", () => {
    const height = frame.contentDocument?.documentElement.scrollHeight ?? 0;
    if (height > 0) frame.style.height = `${height + 2}px`;
  });
  return frame;
}

/** @param {readonly string[]} why */
function whyBox(why) {
  if (why.length === 0) return [];
  return [
    el("div", { class: "why" }, el("h4", {}, "Mengapa surel ini?"), ...why.map((line) => el("p", {}, line))),
  ];
}

function back() {
  return el(
    "button",
    { type: "button", class: "button small back", onclick: close },
    icon("back"),
    "Daftar surel",
  );
}

function close() {
  const key = open;
  open = "";
  byId("mailbox").dataset["shows"] = "list";
  draw();
  const row = byId("letters").querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (row instanceof HTMLElement) row.focus();
}

function drawNothing() {
  const words =
    total === 0 ? "Surel muncul di sini begitu layanan mengirimnya." : "Pilih surel untuk membacanya.";
  byId("letter").replaceChildren(el("p", { class: "empty meta" }, words));
}
