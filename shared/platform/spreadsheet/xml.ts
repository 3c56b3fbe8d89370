import { TextDecoder } from "node:util";
import { SaxesParser, type SaxesTagPlain } from "saxes";
import { FileProblem } from "./model.ts";

/** What a reader of one part does with its markup. Names come without their namespace prefix. */
export interface XmlHandlers {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text?(text: string): void;
}

const deepest = 64;
const longestToken = 4 * 1024 * 1024;

/**
 * Feeds a part through the parser; yields after each piece, so that the caller can hand on what it collected.
 * DTDs (and with them entities) are refused, as is nesting or a single token that no spreadsheet writes.
 */
export async function* parseXml(bytes: AsyncIterable<Uint8Array>, handlers: XmlHandlers) {
  let decoder: TextDecoder | undefined;
  let pending = 0;
  let depth = 0;
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on("doctype", () => fail("file.unsafe-xml"));
  parser.on("error", () => fail("file.broken"));
  parser.on("opentag", (tag: SaxesTagPlain) => {
    pending = 0;
    if (++depth > deepest) fail("file.unsafe-xml");
    handlers.open(localName(tag.name), tag.attributes);
  });
  parser.on("closetag", (tag: SaxesTagPlain) => {
    pending = 0;
    depth--;
    handlers.close(localName(tag.name));
  });
  const text = handlers.text?.bind(handlers);
  if (text !== undefined) {
    parser.on("text", text);
    parser.on("cdata", text);
  }
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    pending += chunk.length;
    if (pending > longestToken) fail("file.unsafe-xml");
    parser.write(decoder.decode(chunk, { stream: true }));
    yield;
  }
  if (decoder === undefined) return;
  parser.write(decoder.decode()).close();
  yield;
}

/** The same, for parts that are read whole. */
export async function readXml(bytes: AsyncIterable<Uint8Array>, handlers: XmlHandlers): Promise<void> {
  for await (const _ of parseXml(bytes, handlers)) {
    // The handlers collect; there is nothing to hand on in between.
  }
}

function fail(code: "file.unsafe-xml" | "file.broken"): never {
  throw new FileProblem(code);
}

function encodingOf(start: Uint8Array): "utf-16le" | "utf-16be" | "utf-8" {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  return "utf-8";
}

/** Some exporters write `x:row` for `row`. */
function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}
