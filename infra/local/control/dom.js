/** The one element with that id; the page has it, or is broken.
 * @template {HTMLElement} E
 * @param {string} id
 * @param {new () => E} [kind]
 * @returns {E}
 */
export function byId(id, kind) {
  const found = document.getElementById(id);
  if (found === null || (kind !== undefined && !(found instanceof kind)))
    throw new Error(`no ${id} on the page`);
  return /** @type {E} */ (found);
}

/** @typedef {Node | string | undefined} Child */
/** @typedef {Record<string, string | boolean | undefined | ((event: Event) => unknown)>} Props */

/** An element; functions listen (`onclick`), true sets an empty attribute, false and undefined leave it out. Texts are texts: names of people never become markup.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Props} props
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (typeof value === "string") node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== undefined));
  return node;
}

/** A line that is cut when it is too long, and can still be read whole.
 * @param {string} text
 * @param {string} [className]
 */
export function cut(text, className = "") {
  return el("span", { class: `cut ${className}`.trim(), title: text }, text);
}

/** Shows a list anew without losing the keyboard's place: what had the focus has it again, by its `data-key`.
 * @param {HTMLElement} list
 * @param {readonly Node[]} rows
 */
export function fill(list, rows) {
  const held = document.activeElement;
  const key = held instanceof HTMLElement && list.contains(held) ? held.dataset["key"] : undefined;
  list.replaceChildren(...rows);
  if (key === undefined) return;
  const again = list.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (again instanceof HTMLElement) again.focus();
}

/** Draws only what has changed since the last time: a list under somebody's finger stays where it is.
 * @template T
 * @param {(value: T) => void} draw
 * @returns {(value: T) => void}
 */
export function onChange(draw) {
  let shown = "";
  return (value) => {
    const text = JSON.stringify(value);
    if (text === shown) return;
    shown = text;
    draw(value);
  };
}

const disc = "M12 2a10 10 0 1 0 0 20 10 10 0 1 0 0-20";

/** Drawn lines; what stands in `solid` is filled, what stands in `onSolid` is drawn upon it. */
const drawings = {
  alert: { lines: `${disc}M12 8v4M12 16h.01` },
  done: { solid: disc, onSolid: "M7.500 12.500l3 3 6-7" },
  running: { lines: disc, solid: "M12 2a10 10 0 0 1 0 20z" },
  overdue: { solid: "M12 2l10 10-10 10L2 12z", onSolid: "M12 7v6M12 16.500h.01" },
  check: { lines: "M20 6 9 17l-5-5" },
  "log-in": { lines: "M15 3h4a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2h-4M10 17l5-5-5-5M15 12H3" },
  mail: {
    lines:
      "M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V6c0-1.100.900-2 2-2M22 7l-9 5.700a2 2 0 0 1-2 0L2 7",
  },
  restart: { lines: "M3 12a9 9 0 1 0 9-9 9.750 9.750 0 0 0-6.740 2.740L3 8M3 3v5h5" },
  skip: { lines: "M5 4l10 8-10 8zM19 5v14" },
  back: { lines: "M12 19l-7-7 7-7M19 12H5" },
};

/** A drawn sign beside words; it says nothing by itself.
 * @param {keyof typeof drawings} name
 */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const classes = { lines: "", solid: "solid", onSolid: "on-solid" };
  for (const [layer, d] of Object.entries(drawings[name])) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", d);
    path.setAttribute("class", classes[/** @type {keyof typeof classes} */ (layer)]);
    svg.append(path);
  }
  return svg;
}

/** Buttons that open and close a part of their card: `data-opens` names it. */
export function startDisclosures() {
  for (const button of document.querySelectorAll("[data-opens]")) {
    const part = byId(button.getAttribute("data-opens") ?? "");
    button.setAttribute("aria-controls", part.id);
    button.addEventListener("click", () => {
      part.hidden = !part.hidden;
      button.setAttribute("aria-expanded", String(!part.hidden));
    });
  }
}

/** What scrolls by itself is scrolled by keys, too. */
export function startScrolling() {
  for (const part of document.querySelectorAll("[data-scrolls]")) part.setAttribute("tabindex", "0");
}

/** Tells at the foot of the page what was done; it goes after a while.
 * @param {string} text
 */
export function say(text) {
  const said = byId("said");
  said.textContent = text;
  clearTimeout(Number(said.dataset["timer"]));
  said.dataset["timer"] = String(setTimeout(() => said.replaceChildren(), 6_000));
}
