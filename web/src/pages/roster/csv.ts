/** A text that a spreadsheet would take for a formula gets an apostrophe, which shows as nothing there. */
function harmless(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function field(text: string): string {
  return /[",\r\n;\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** CSV as Excel in Indonesia reads it: UTF-8 with byte order mark, CRLF, and nothing in it that calculates. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((row) => row.map((text) => field(harmless(text))).join(","));
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

/** Hands the person a file made here. */
export function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Only once the browser has taken it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
