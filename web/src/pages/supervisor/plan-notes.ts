/** A note beside one part of a plan; `path` as in the service's verdicts, empty for the whole. */
export interface Note {
  readonly path: string;
  readonly text: string;
}

/** Notes in which something stands. */
export function notesToSend(notes: readonly Note[]): readonly Note[] {
  return notes.map(({ path, text }) => ({ path, text: text.trim() })).filter(({ text }) => text !== "");
}

interface Found {
  readonly path: string;
}

const indicator = /^results\.[^.]+\.indicators\.[^.]+/;
const result = /^results\.[^.]+/;

/** Which part of the page a finding belongs to: the indicator it names, else the result, else the part, else the whole. */
export function slotOf(path: string): string {
  const place = indicator.exec(path) ?? result.exec(path);
  if (place !== null) return place[0];
  return /^(expectations\.[a-z]+|resources|accountability|consequences)/.exec(path)?.[0] ?? "";
}

/** What the checks ask about one part of a plan. */
export function findingsAt<F extends Found>(
  version: { readonly questions: readonly F[] },
  slot: string,
): readonly F[] {
  return version.questions.filter(({ path }) => slotOf(path) === slot);
}
