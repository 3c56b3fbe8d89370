import { call, wordsOf } from "./call.js";
import { byId, cut, el, fill, icon, onChange, say } from "./dom.js";

/** @typedef {import("../runtime/local-cloud.ts").QueueState} Queue */

/** What each queue is for, by its name without the stage. */
const names = {
  notices: "Surel segera",
  digests: "Surel pengingat",
  "mail-events": "Kabar surel",
  imports: "Impor",
  uploads: "Unggahan",
  exports: "Ekspor",
  tallies: "Hitungan monitor",
  openings: "Pembukaan siklus",
  people: "Perubahan pegawai",
  "cycles-milestones": "Tonggak siklus",
  "people-milestones": "Tonggak pegawai",
  "reports-milestones": "Tonggak laporan",
  "reminders-milestones": "Tonggak pengingat",
  "evidence-milestones": "Tonggak bukti",
};

/** Those that are always in sight. */
const always = ["digests", "imports", "tallies"];

/** @type {(queues: readonly Queue[]) => void} */
export const showQueues = onChange((queues) => {
  const living = queues.filter((one) => !isDead(one));
  const dead = queues.filter(isDead);
  const isIdle = (/** @type {Queue} */ queue) => waiting(queue) === 0 && !always.includes(shortName(queue));
  fill(byId("queues"), [...living.filter((one) => !isIdle(one)).map(row), deadRow(dead)]);
  fill(byId("queues-all"), living.filter(isIdle).map(row));
});

/** @param {Queue} queue */
function row(queue) {
  const count = waiting(queue);
  const state = count === 0 ? stateMark("daun", "done", "siap") : stateMark("nila", "running", "berjalan");
  const name = shortName(queue);
  const words = names[/** @type {keyof typeof names} */ (name)] ?? name;
  return el(
    "li",
    { title: queue.name },
    cut(words, "name"),
    el("span", { class: "count" }, String(count)),
    state,
  );
}

/** All dead letters as one number. @param {readonly Queue[]} dead */
function deadRow(dead) {
  const count = dead.reduce((sum, one) => sum + waiting(one), 0);
  const look = el(
    "button",
    { type: "button", class: "state secang", "data-key": "dead", onclick: () => openDead(dead) },
    icon("overdue"),
    "periksa",
  );
  const state = count === 0 ? stateMark("daun", "done", "kosong") : look;
  return el("li", {}, cut("Surat mati", "name"), el("span", { class: "count" }, String(count)), state);
}

/** @param {string} tone @param {"done" | "running"} sign @param {string} word */
function stateMark(tone, sign, word) {
  return el("span", { class: `state ${tone}` }, icon(sign), word);
}

/** @param {Queue} queue */
function waiting({ ready, inFlight, delayed }) {
  return ready + inFlight + delayed;
}

/** What stream, schedule and storage could not deliver lies in queues that belong to no other. @param {Queue} queue */
function isDead({ name, deadLettersOf }) {
  return deadLettersOf !== undefined || name.endsWith("-dead");
}

/** Without project and stage: "kinerja-dev-digests" is "digests". @param {Queue} queue */
function shortName({ name }) {
  return name.replace(/^kinerja-[a-z]+-/, "");
}

/** @param {readonly Queue[]} dead */
function openDead(dead) {
  const full = dead.filter((one) => waiting(one) > 0);
  byId("dead-list").replaceChildren(...full.map(deadEntry));
  byId("dead-letters", HTMLDialogElement).showModal();
}

/** @param {Queue} queue */
function deadEntry(queue) {
  const again = el(
    "button",
    { type: "button", class: "button small", onclick: () => void redrive(queue.name) },
    "Kirim ulang",
  );
  return el(
    "li",
    {},
    el("b", {}, `${waiting(queue)} dari ${queue.deadLettersOf ?? queue.name}`),
    ...queue.peek.slice(0, 3).map(({ body }) => el("pre", { tabindex: "0" }, body.slice(0, 600))),
    // What has no queue of its own to return to is only shown.
    queue.deadLettersOf === undefined ? undefined : again,
  );
}

/** @param {string} queue */
async function redrive(queue) {
  try {
    /** @type {{ moved: number }} */
    const { moved } = await call("/queues/redrive", { queue });
    say(`${moved} pesan dikirim ulang.`);
  } catch (error) {
    say(`Tidak dapat dikirim ulang: ${wordsOf(error)}`);
  }
  byId("dead-letters", HTMLDialogElement).close();
}
