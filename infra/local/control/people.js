import { call, wordsOf } from "./call.js";
import { byId, cut, el, fill, icon, say } from "./dom.js";

/** @typedef {import("../runtime/control-answers.ts").Face} Face */

const facesAtFirst = 5;
const tones = ["nila", "daun", "kunyit", "secang"];
const keptName = "local-cloud-signed-in";

/** @type {readonly Face[]} */
let faces = [];

/** Wires the search; the list of faces comes with the demo. */
export function startPeople() {
  const field = byId("people-find", HTMLInputElement);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void find(field.value.trim()), 200);
  });
}

/** The demo's faces; without a demo, whoever can sign in.
 * @param {readonly Face[]} known
 */
export async function showFaces(known) {
  faces = known.length > 0 ? known : await firstPeople();
  drawFaces();
}

/** @returns {Promise<Face[]>} */
async function firstPeople() {
  /** @type {readonly import("../runtime/identity-provider.ts").LocalPerson[]} */
  const people = await call("/people");
  return people.slice(0, facesAtFirst).map(({ username, email, name, description }) => ({
    as: email ?? username,
    name,
    what: description ?? email ?? "",
  }));
}

function drawFaces() {
  fill(byId("faces"), faces.slice(0, facesAtFirst).map(row));
  fill(byId("faces-more"), faces.slice(facesAtFirst).map(row));
  byId("more-faces").hidden = faces.length <= facesAtFirst;
}

/** @param {string} text */
async function find(text) {
  /** @type {readonly Face[]} */
  let found = [];
  let note = "";
  if (text !== "") {
    try {
      found = await call(`/people?find=${encodeURIComponent(text)}`);
      note = found.length === 0 ? `Tidak ada yang bernama “${text}”.` : `${found.length} orang`;
    } catch (error) {
      note = `Tidak dapat mencari: ${wordsOf(error)}`;
    }
  }
  // Whoever types on has asked for something else meanwhile.
  if (byId("people-find", HTMLInputElement).value.trim() !== text) return;
  fill(byId("people-found"), found.map(row));
  byId("people-note").textContent = note;
}

/** @param {Face} face @param {number} index */
function row(face, index) {
  const { as, name, what } = face;
  const isNow = localStorage.getItem(keptName) === as;
  const sign = isNow ? el("span", { class: "now" }, icon("check"), "kini") : icon("log-in");
  return el(
    "li",
    {},
    el(
      "button",
      {
        type: "button",
        "data-key": as,
        "aria-current": isNow ? "true" : undefined,
        onclick: () => void signIn(as, "/"),
      },
      el("span", { class: `avatar ${tones[index % tones.length]}`, "aria-hidden": "true" }, initialsOf(name)),
      el("span", { class: "words" }, el("b", { class: "cut", title: name }, name), cut(what)),
      sign,
    ),
  );
}

/** "Dewi Anggraini" is DA; titles before a name do not count. @param {string} name */
function initialsOf(name) {
  const words = name.split(/[\s,]+/).filter((word) => !word.includes("."));
  return words
    .slice(0, 2)
    .map((word) => word[0] ?? "")
    .join("")
    .toUpperCase();
}

/** Signs in as somebody and opens the web app as them, in this tab. The answer's cookies are the session.
 * @param {string} as
 * @param {string} path
 */
export async function signIn(as, path) {
  try {
    await call("/sign-in", { as });
    localStorage.setItem(keptName, as);
    location.assign(path);
  } catch (error) {
    say(`Tidak dapat masuk: ${wordsOf(error)}`);
  }
}
