/** Runs in the page: what sticks out to the right, if the page scrolls sideways. */
export function tooWide(letters: string): string[] {
  const { documentElement: root } = document;
  root.style.fontSize = letters;
  if (root.scrollWidth <= root.clientWidth) return [];
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
    .map(
      (element) => `${element.tagName} ${element.getAttribute("class")} ${element.textContent.slice(0, 40)}`,
    );
}

/** Runs in the page: what is cut off at the screen's side though nothing scrolls there, as in a bar that stays in its place. */
export function cutOff(): string[] {
  const { clientWidth } = document.documentElement;
  const isCut = (element: Element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 1 && (left < -1 || right > clientWidth + 1);
  };
  const scrolls = (element: Element | null): boolean =>
    element !== null &&
    element !== document.body &&
    (getComputedStyle(element).overflowX !== "visible" || scrolls(element.parentElement));
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.checkVisibility() && isCut(element) && !scrolls(element))
    .map((element) => `cut off: ${element.getAttribute("class")} ${element.textContent.slice(0, 40)}`);
}

/** Runs in the page: controls that are missed 21 px from their middle. A link within a sentence may be as low as its line. */
export function smallTargets(): string[] {
  const reach = 21;
  const isHit = (control: Element, x: number, y: number) => {
    const hit = document.elementFromPoint(x, y);
    return hit !== null && (control.contains(hit) || hit.closest("label")?.contains(control) === true);
  };
  // What lies behind an open dialog is out of reach, and is meant to be.
  const within = document.querySelector("dialog[open]") ?? document;
  const controls = [...within.querySelectorAll("a, button, input, select, textarea, summary")].filter(
    (control) => control.checkVisibility() && !control.matches(".link:not(.link-alone), .shell-skip"),
  );
  return controls.flatMap((control) => {
    control.scrollIntoView({ block: "center" });
    // A label is part of its control, and a name's row of its link.
    const target = control.closest(control.matches(".list-row-way") ? ".list-row" : "label") ?? control;
    const { left, top, width, height } = target.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const missed = [
      [x, y - reach],
      [x, y + reach],
      [x - reach, y],
      [x + reach, y],
    ].filter(([atX = 0, atY = 0]) => !isHit(control, atX, atY));
    return missed.length === 0
      ? []
      : [
          `${control.tagName} ${control.getAttribute("class")} ${control.textContent} ${width} × ${height}, below ${missed.map(([x = 0, y = 0]) => document.elementFromPoint(x, y)?.className)}`,
        ];
  });
}
