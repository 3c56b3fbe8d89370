import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { NoteFile } from "#infra/local/runtime/note-file.ts";

const newPlace = () => path.join(mkdtempSync(path.join(tmpdir(), "kinerja-note-")), "runtime", "note.json");

test("the last note is what another process reads, also after a longer one", () => {
  const place = newPlace();
  const first = new NoteFile<{ at: string }>(place);
  expect(first.read()).toBeUndefined();
  first.write({ at: "a long name of a place in the stream" });
  first.write({ at: "short" });
  expect(new NoteFile(place).read()).toEqual({ at: "short" });

  const next = new NoteFile<{ at: string }>(place);
  next.write({ at: "s" });
  expect(new NoteFile(place).read()).toEqual({ at: "s" });
  expect(readFileSync(place, "utf8").trimEnd()).toBe('{"at":"s"}');
});

test("without a place it keeps nothing", () => {
  const nowhere = new NoteFile<number>(undefined);
  nowhere.write(1);
  expect(nowhere.read()).toBeUndefined();
});
