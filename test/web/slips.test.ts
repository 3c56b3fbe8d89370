import { describe, expect, test } from "vitest";
import { writeInvitationCode } from "#shared/identity/invitation-code.ts";
import { newId } from "#shared/platform/ids.ts";
import { qrPath } from "../../web/src/pages/slips/qr-path.ts";
import { unitOptions } from "../../web/src/pages/slips/unit-options.ts";
import { codeIn } from "../../web/src/session/invitation-code.ts";

const code = writeInvitationCode("k".repeat(64), {
  agencyId: newId("agency", 0),
  invitationId: newId("invitation", 0),
  number: 12,
});

describe("the code in what was typed or pasted", () => {
  test.each([
    ["the code itself", code],
    ["the whole link", `https://kinerja.example/undangan#${code}`],
    [
      "a link that paper broke into lines",
      `https://kinerja.example/undangan#${code.slice(0, 30)}\r\n  ${code.slice(30)} `,
    ],
    ["with marks that nobody sees", `\u200e${code}\ufeff`],
  ])("%s", (_, text) => {
    expect(codeIn(text)).toBe(code);
  });

  test("the first operator's has no parts", () => {
    expect(codeIn(`https://kinerja.example/undangan#${"aB3".repeat(16)}`)).toBe("aB3".repeat(16));
  });

  test.each([
    ["nothing", ""],
    ["a part of it", code.slice(0, -1)],
    ["more than it", `${code}x`],
    ["the address without it", "https://kinerja.example/undangan"],
    ["something else", "<img src=x onerror=alert(1)>"],
  ])("%s is none", (_, text) => {
    expect(codeIn(text)).toBeUndefined();
  });
});

test("a unit whose name another has too is told by what it belongs to", () => {
  const units = [
    { id: "1", name: "Dinas Pendidikan" },
    { id: "2", name: "Sekretariat", parent: "1" },
    { id: "3", name: "Badan Kepegawaian" },
    { id: "4", name: "Sekretariat", parent: "3" },
    { id: "5", name: "Bidang SD", parent: "1" },
  ];
  expect(unitOptions(units, "id").map(({ label }) => label)).toEqual([
    "Badan Kepegawaian",
    "Bidang SD",
    "Dinas Pendidikan",
    "Sekretariat – Badan Kepegawaian",
    "Sekretariat – Dinas Pendidikan",
  ]);
});

test("a QR code's dark modules become bars, and light ones nothing", () => {
  const [x, o] = [true, false];
  expect(
    qrPath([
      [x, x, o, x],
      [o, o, o, o],
      [o, x, x, x],
    ]),
  ).toBe("M0 0h2v1h-2zM3 0h1v1h-1zM1 2h3v1h-3z");
});
