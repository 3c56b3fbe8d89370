import { expect, test } from "vitest";
import { appraisalVerdicts } from "#shared/appraisals/verdicts.ts";
import { planVerdicts } from "#shared/plans/verdicts.ts";
import { AppError, problemOf } from "#shared/platform/errors.ts";
import { fill, say } from "#shared/platform/text.ts";

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();

test("a text is filled in both languages, each placeholder in its own language where it has one", () => {
  const rating = { id: "Di Atas", en: "Above" };
  expect(fill({ id: "{n} kali {rating}", en: "{rating}, {n} times" }, { n: 2, rating })).toEqual({
    id: "2 kali Di Atas",
    en: "Above, 2 times",
  });
});

test("one is spoken of as one, whether the number comes as such or written out", () => {
  const waiting = { id: "{n} orang menunggu", en: "{n} {n:person waits|people wait}" };
  const said = ["1", 1, 0, 2, "1,001"].map((n) => say(waiting, "en", { n }));
  expect(said).toEqual([
    "1 person waits",
    "1 person waits",
    "0 people wait",
    "2 people wait",
    "1,001 people wait",
  ]);
  expect(say(waiting, "en")).toBe("{n} {n:person waits|people wait}");
  expect(say(waiting, "id", { n: 1 })).toBe("1 orang menunggu");
});

test("a value that looks like a placeholder is not filled again", () => {
  expect(fill({ id: "{a} {b}", en: "{a} {b}" }, { a: "{b}", b: "x" }).id).toBe("{b} x");
});

test.each(Object.entries({ ...planVerdicts, ...appraisalVerdicts }))(
  "%s asks for the same values in both languages",
  (_code, { text }) => {
    expect(placeholders(text.en)).toEqual(placeholders(text.id));
  },
);

test("a refusal tells a state in words, in the reader's language; its bare name does not compile", () => {
  const state = { id: "Berjalan", en: "Open" };
  const error = new AppError("state.transition", { values: { state } });
  expect(problemOf(error, "r", "id").title).toContain("“Berjalan”");
  expect(problemOf(error, "r", "en").title).toContain("“Open”");
  // @ts-expect-error the name of a state is for programs
  new AppError("state.transition", { values: { state: "open" } });
});
