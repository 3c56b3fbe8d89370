import { describe, expect, test } from "vitest";
import { evidenceFrom, evidenceProblems } from "../../web/src/pages/employee/evidence-draft.ts";
import {
  evaluationToReport,
  isSameReport,
  lacksOf,
  realisationFor,
  withEvidence,
  withoutEvidence,
  withReached,
  withRealisation,
} from "../../web/src/pages/employee/report-edit.ts";
import type { Evidence, Realisation, Report } from "../../web/src/work/evaluations.ts";

const id = (n: number) => `res_${n}` as Realisation["result"];
const plan = { results: [{ id: id(1) }, { id: id(2) }] } as unknown as Parameters<typeof lacksOf>[1];
const link = (key: string, title = key): Evidence => ({
  kind: "link",
  key,
  title,
  url: "https://contoh.go.id/",
});
const realisation = (n: number, over: Partial<Realisation> = {}): Realisation => ({
  result: id(n),
  reached: {},
  text: "",
  evidence: [],
  obstacles: "",
  ...over,
});
const empty: Report = { realisations: [] };

describe("a report being edited", () => {
  test("keeps the plan's order, whichever result is written first, and drops what is empty again", () => {
    const second = withRealisation(empty, plan, realisation(2, { text: "dua" }));
    const both = withRealisation(second, plan, realisation(1, { text: "satu" }));
    expect(both.realisations.map(({ text }) => text)).toEqual(["satu", "dua"]);
    expect(withRealisation(both, plan, realisation(1)).realisations).toEqual([
      realisation(2, { text: "dua" }),
    ]);
  });

  test("says of each result what it lacks: first words, then evidence", () => {
    const report = {
      realisations: [
        realisation(1, { text: "satu" }),
        realisation(2, { obstacles: "ada", evidence: [link("a")] }),
      ],
    };
    expect(lacksOf(empty, plan)).toEqual(["realisation", "realisation"]);
    expect(lacksOf(report, plan)).toEqual(["evidence", undefined]);
    expect(lacksOf({ realisations: [realisation(1, { text: " \n" })] }, plan)[0]).toBe("realisation");
  });

  test("takes and gives up what was reached, and evidence by its key", () => {
    const reached = withReached(realisation(1), "waktu", { kind: "number", value: "41" });
    expect(reached.reached).toEqual({ waktu: { kind: "number", value: "41" } });
    expect(withReached(reached, "waktu", undefined).reached).toEqual({});
    const two = withEvidence(withEvidence(realisation(1), link("a")), link("b"));
    expect(withEvidence(two, link("a", "baru")).evidence).toEqual([link("a", "baru"), link("b")]);
    expect(withoutEvidence(two, "a").evidence).toEqual([link("b")]);
    expect(realisationFor({ realisations: [two] }, id(1))).toBe(two);
  });

  test("is the same as what the service keeps of it, spaces at the ends aside", () => {
    const typed = { realisations: [realisation(1, { text: "satu " }), realisation(2)] };
    expect(isSameReport(typed, { realisations: [realisation(1, { text: "satu" })] })).toBe(true);
    expect(isSameReport(typed, { realisations: [realisation(1, { text: "sa tu" })] })).toBe(false);
  });
});

describe("which evaluation is reported on", () => {
  const evaluation = (name: string, opensAt: string, closesAt: string) => ({
    id: name,
    windows: { report: { opensAt: `${opensAt}T00:00`, closesAt: `${closesAt}T23:59`, extensions: [] } },
  });
  const cycle = {
    zone: "Asia/Jakarta",
    evaluations: [
      evaluation("q2", "2027-07-01", "2027-07-10"),
      evaluation("q1", "2027-04-01", "2027-04-10"),
      evaluation("q3", "2027-10-01", "2027-10-10"),
    ],
  } as unknown as Parameters<typeof evaluationToReport>[0];
  const part = (states: Record<string, string>) =>
    ({
      evaluations: Object.fromEntries(Object.entries(states).map(([name, state]) => [name, { state }])),
    }) as unknown as Parameters<typeof evaluationToReport>[1];
  const all = part({ q1: "not-started", q2: "not-started", q3: "not-started" });

  test.each<[string, string | null, string, string | undefined]>([
    ["the one that the address names", "q3", "2027-04-05T00:00:00Z", "q3"],
    ["the one whose reports are open", null, "2027-07-05T00:00:00Z", "q2"],
    ["the next one between two", null, "2027-05-01T00:00:00Z", "q2"],
    ["the last one after all of them", null, "2028-01-01T00:00:00Z", "q3"],
    ["the one that closes this very minute", null, "2027-04-10T16:59:30Z", "q1"],
  ])("%s", (_, wanted, now, chosen) => {
    expect(evaluationToReport(cycle, all, wanted, now)?.id).toBe(chosen);
  });

  test("is never one that the part does not have", () => {
    const late = part({ q3: "not-started" });
    expect(evaluationToReport(cycle, late, "q1", "2027-04-05T00:00:00Z")?.id).toBe("q3");
    expect(evaluationToReport(cycle, part({}), null, "2027-04-05T00:00:00Z")).toBeUndefined();
  });
});

describe("a piece of evidence", () => {
  test.each([
    ["berkas.contoh.go.id/a b", "https://berkas.contoh.go.id/a%20b"],
    ["http://contoh.go.id", "http://contoh.go.id/"],
  ])("leads to %s as a browser takes it", (typed, url) => {
    expect(evidenceFrom({ kind: "link", title: " Daftar ", url: typed }, "k")).toEqual({
      kind: "link",
      key: "k",
      title: "Daftar",
      url,
    });
  });

  test.each(["", "javascript:alert(1)", "data:text/html,x", "berkas", "ftp://contoh.go.id"])(
    "never leads to “%s”",
    (url) => {
      expect(evidenceProblems({ kind: "link", title: "Daftar", url })).toEqual({ url: "addressWrong" });
      expect(evidenceFrom({ kind: "link", title: "Daftar", url }, undefined)).toBeUndefined();
    },
  );

  test("needs a name, whichever kind it is", () => {
    expect(evidenceProblems({ kind: "note", title: " ", text: "x" })).toEqual({ title: "titleMissing" });
    expect(evidenceFrom({ kind: "note", title: "Arsip", text: " di lemari " }, "k")).toEqual({
      kind: "note",
      key: "k",
      title: "Arsip",
      text: "di lemari",
    });
  });
});
