/**
 * A verdict's sentences: what is wrong, which stands in the cell, and what to do, which has the whole row's width. It ends
 * where a sentence does: a mark, a space and a capital letter, outside of what the file is quoted with.
 */
export function inTwo(text: string): { readonly wrong: string; readonly remedy: string } {
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') isQuoted = !isQuoted;
    if (!isQuoted && /^[.?] \p{Lu}/u.test(text.slice(at, at + 4)))
      return { wrong: text.slice(0, at + 1), remedy: text.slice(at + 2) };
  }
  return { wrong: text, remedy: "" };
}
