import { FileProblem, type FileProblemCode } from "./model.ts";

const signatures: readonly (readonly [number[], FileProblemCode])[] = [
  [[0x25, 0x50, 0x44, 0x46], "file.pdf"],
  [[0x89, 0x50, 0x4e, 0x47], "file.picture"],
  [[0xff, 0xd8, 0xff], "file.picture"],
  [[0x47, 0x49, 0x46, 0x38], "file.picture"],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], "file.docx"],
];
const zipSignature = [0x50, 0x4b, 0x03, 0x04];
const emptyZipSignature = [0x50, 0x4b, 0x05, 0x06];
const compoundFileSignature = [0xd0, 0xcf, 0x11, 0xe0];

/** By content, never by name: "zip" may hold a workbook, "text" may be CSV; everything else is refused with its own code. */
export function detectFile(bytes: Uint8Array): "zip" | "text" {
  if (bytes.length === 0) throw new FileProblem("file.empty");
  if (startsWith(bytes, zipSignature)) return "zip";
  if (startsWith(bytes, emptyZipSignature)) throw new FileProblem("file.zip");
  if (startsWith(bytes, compoundFileSignature)) throw new FileProblem(compoundFileProblem(bytes));
  for (const [signature, code] of signatures) {
    if (startsWith(bytes, signature)) throw new FileProblem(code);
  }
  refuseMarkup(bytes);
  return "text";
}

/** An encrypted .xlsx and an old .xls share one container; only the former has a stream of this name. */
function compoundFileProblem(bytes: Uint8Array): FileProblemCode {
  const name = Buffer.from("EncryptedPackage", "utf16le");
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(name)
    ? "file.encrypted"
    : "file.old-xls";
}

function refuseMarkup(bytes: Uint8Array): void {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8";
  const start = new TextDecoder(encoding).decode(bytes.subarray(0, 1024)).trimStart().toLowerCase();
  if (/^<(!doctype html|html|head|body|table|meta|style|!--)/.test(start)) throw new FileProblem("file.html");
  if (start.startsWith("<?xml")) {
    throw new FileProblem(start.includes("<html") ? "file.html" : "file.xml");
  }
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
