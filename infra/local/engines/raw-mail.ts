/** A raw message taken apart as far as a mailbox shows it. */
export interface RawMail {
  headers: { name: string; value: string }[];
  text: string;
  html: string;
}

/** Reads an RFC 5322 message: headers (encoded words decoded), and the first text and HTML part. Attachments are left out. */
export function readRawMail(message: string): RawMail {
  const { headers, body } = splitMessage(message);
  const parts = { text: "", html: "" };
  collect(headers, body, parts);
  return { headers, ...parts };
}

function splitMessage(message: string): { headers: RawMail["headers"]; body: string } {
  const lines = message.replace(/\r\n/g, "\n");
  const end = lines.indexOf("\n\n");
  const head = (end < 0 ? lines : lines.slice(0, end)).replace(/\n[ \t]+/g, " ");
  const headers = head.split("\n").flatMap((line) => {
    const [, name, value = ""] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, value: decodeWords(value) }];
  });
  return { headers, body: end < 0 ? "" : lines.slice(end + 2) };
}

/** The value of a header by name, empty where it is absent. */
export function headerOf(headers: RawMail["headers"], name: string): string {
  return headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value ?? "";
}

function collect(headers: RawMail["headers"], body: string, parts: { text: string; html: string }): void {
  const type = headerOf(headers, "content-type") || "text/plain";
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary !== undefined) {
    for (const part of body.split(`--${boundary}`).slice(1)) {
      if (part.startsWith("--")) return;
      const inner = splitMessage(part.replace(/^\n/, ""));
      collect(inner.headers, inner.body, parts);
    }
    return;
  }
  if (/^attachment/i.test(headerOf(headers, "content-disposition"))) return;
  const member = /^text\/html/i.test(type) ? "html" : /^text\/plain/i.test(type) ? "text" : undefined;
  if (member !== undefined && parts[member] === "") {
    parts[member] = decodeBody(body, headerOf(headers, "content-transfer-encoding"));
  }
}

function decodeBody(body: string, encoding: string): string {
  if (/base64/i.test(encoding)) return Buffer.from(body, "base64").toString();
  return /quoted-printable/i.test(encoding) ? quotedPrintable(body.replace(/=\n/g, "")) : body;
}

function decodeWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toLowerCase() === "b"
        ? Buffer.from(text, "base64").toString()
        : quotedPrintable(text.replace(/_/g, " ")),
    );
}

function quotedPrintable(text: string): string {
  const bytes = text.replace(/=([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return text.includes("=") ? Buffer.from(bytes, "latin1").toString() : text;
}
