const zones = /** @type {const} */ ({
  "Asia/Jakarta": { name: "WIB", offset: "+07:00" },
  "Asia/Makassar": { name: "WITA", offset: "+08:00" },
  "Asia/Jayapura": { name: "WIT", offset: "+09:00" },
});

/** @typedef {keyof typeof zones} Zone */

/** The zone in which this page shows the clock; kept in this browser.
 * @returns {Zone}
 */
export function zone() {
  const kept = localStorage.getItem("local-cloud-zone");
  return kept !== null && kept in zones ? /** @type {Zone} */ (kept) : "Asia/Jakarta";
}

/** @param {string} name */
export function keepZone(name) {
  localStorage.setItem("local-cloud-zone", name);
}

/** "WIB". */
export function zoneName() {
  return zones[zone()].name;
}

/** What a date field holds, as an instant.
 * @param {string} local
 */
export function instantOf(local) {
  return `${local}:00${zones[zone()].offset}`;
}

/** @param {string} iso @param {Intl.DateTimeFormatOptions} options */
function format(iso, options) {
  return new Intl.DateTimeFormat("id-ID", { timeZone: zone(), ...options }).format(new Date(iso));
}

/** "07.50". @param {string} iso */
export function timeOf(iso) {
  return format(iso, { hour: "2-digit", minute: "2-digit" });
}

/** "Jumat, 8 Januari 2027". @param {string} iso */
export function dayOf(iso) {
  return format(iso, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/** "8 Jan". @param {string} iso */
export function shortDayOf(iso) {
  return format(iso, { day: "numeric", month: "short" });
}

/** "08.00" when it is today, "12 Jan 08.00" on another day.
 * @param {string} iso
 * @param {number} nowMs
 */
export function momentOf(iso, nowMs) {
  const day = shortDayOf(iso);
  return day === shortDayOf(new Date(nowMs).toISOString()) ? timeOf(iso) : `${day} ${timeOf(iso)}`;
}

/** "8 Jan" of a local date and time.
 * @param {string} local
 */
export function shortDayOfLocal(local) {
  const utc = { timeZone: "UTC", day: "numeric", month: "short" };
  return new Intl.DateTimeFormat("id-ID", /** @type {Intl.DateTimeFormatOptions} */ (utc)).format(
    new Date(`${local}:00Z`),
  );
}

/** "23.59" of a local date and time.
 * @param {string} local
 */
export function timeOfLocal(local) {
  return local.slice(11).replace(":", ".");
}

/** What a date field shows for an instant. @param {string} iso */
export function fieldOf(iso) {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone(),
    dateStyle: "short",
    timeStyle: "short",
  }).format(new Date(iso));
  return parts.replace(" ", "T");
}

/** How far away something is: "sepuluh menit lagi", "3 hari lagi".
 * @param {number} ms
 */
export function awayInWords(ms) {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 120) return `${minutes} menit lagi`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} jam lagi` : `${Math.round(hours / 24)} hari lagi`;
}
