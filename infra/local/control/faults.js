import { call, wordsOf } from "./call.js";
import { byId, cut, el, fill, onChange, say } from "./dom.js";

/** @typedef {import("../engines/fault-settings.ts").FaultSettings} Settings */
/** @typedef {{ name: keyof Settings; words: string; on: number | boolean; off: number | boolean }} Fault */

/** @type {readonly Fault[]} */
const first = [
  { name: "networkDelayMs", words: "Jaringan lambat (2G)", on: 1_500, off: 0 },
  { name: "mailBounceRate", words: "Surel memantul (20 %)", on: 0.2, off: 0 },
  { name: "throttleRate", words: "Basis data sibuk (10 %)", on: 0.1, off: 0 },
];

/** @type {readonly Fault[]} */
const others = [
  { name: "indexLagMs", words: "Indeks tertinggal 2 detik", on: 2_000, off: 0 },
  { name: "areConflictsOn", words: "Transaksi bertabrakan", on: true, off: false },
  { name: "unprocessedRate", words: "Sebagian tak diproses (10 %)", on: 0.1, off: 0 },
  { name: "lostAnswerRate", words: "Jawaban hilang (5 %)", on: 0.05, off: 0 },
  { name: "queueDuplicateRate", words: "Pesan antrean ganda (10 %)", on: 0.1, off: 0 },
];

/** @type {(settings: Settings) => void} */
export const showFaults = onChange((settings) => {
  fill(
    byId("faults"),
    first.map((fault) => row(fault, settings)),
  );
  fill(
    byId("faults-more"),
    others.map((fault) => row(fault, settings)),
  );
});

/** @param {Fault} fault @param {Settings} settings */
function row({ name, words, on, off }, settings) {
  const isOn = Boolean(settings[name]);
  const flip = el("button", {
    type: "button",
    class: "switch",
    role: "switch",
    "data-key": name,
    "aria-checked": String(isOn),
    "aria-label": words,
    onclick: () => void set(name, isOn ? off : on),
  });
  return el("li", {}, cut(words, "name"), el("span", { class: "meta" }, isOn ? "nyala" : "mati"), flip);
}

/** @param {keyof Settings} name @param {number | boolean} value */
async function set(name, value) {
  try {
    showFaults(await call("/faults", { [name]: value }));
  } catch (error) {
    say(`Tidak berubah: ${wordsOf(error)}`);
  }
}
