import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Language } from "#shared/platform/text.ts";
import { explainMail } from "#shared/reminders/explain.ts";
import { type Mail, type Notice, renderDigest, renderNotice } from "#shared/reminders/mail.ts";
import * as messages from "#shared/reminders/messages.ts";
import { defaultPolicy } from "#shared/reminders/policy.ts";
import { type DueMail, decideMail, type Work } from "#shared/reminders/rules.ts";
import { listed, plain } from "#shared/reminders/wording.ts";
import { at, plainCalendar } from "../support/cycles.ts";
import { aSetting, aWindow, dueOf, type Setting, waiting } from "../support/reminders.ts";

const link = "https://kinerja.contoh.go.id/daftar";
const setting = aSetting();

function digestAt(now: string, due: readonly DueMail[], others = waiting(0)) {
  const decision = decideMail({
    recipient: { id: "sup", email: "a@contoh.go.id", bounces: 0, zone: setting.calendar.zone },
    due,
    others,
    mentioned: [],
    ledger: new Map(),
    history: [],
    calendar:
      due[0]?.zone === "Asia/Jayapura" ? plainCalendar([], { zone: "Asia/Jayapura" }) : setting.calendar,
    policy: defaultPolicy,
    now: at(now),
  });
  return decision.decision === "send" ? decision.digest : expect.fail(`${decision.decision}`);
}

function lines(mail: Mail): string[] {
  return mail.text.split("\n\n-- \n")[0]?.split("\n\n") ?? [];
}

function render(
  now: string,
  work: Work,
  of: Setting = setting,
  language: Language = "id",
  name = "Ratna Nugroho",
): Mail {
  const audience = work.audience === "copy" ? "superior" : work.audience;
  const due = dueOf(of, audience, "sup", work, at(now)).slice(-1);
  return renderDigest(digestAt(now, due), { language, recipientName: name, agencyName: "Kota Contoh", link });
}

const five: Work = {
  audience: "supervisor",
  waitingForYou: waiting(5),
  waitingForStaff: waiting(2, "report"),
};

describe("the supervisor's reminder", () => {
  test("seven days before, word for word", () => {
    const mail = render("2027-01-08T08:00:00+07:00", five);
    expect(mail.subject).toBe("7 hari lagi: 5 penilaian menunggu Bapak/Ibu (s.d. Jumat, 15 Januari 2027)");
    expect(lines(mail)).toEqual([
      "Yth. Bapak/Ibu Ratna Nugroho, ada 5 pegawai yang menunggu penilaian Bapak/Ibu; 2 pegawai lain belum mengirim laporannya dan sudah kami ingatkan.",
      "Penilaian Semester II 2026 ditutup Jumat, 15 Januari 2027 pukul 23.59 WIB.",
      "Menunggu Anda (5): Pegawai 1, Pegawai 2, Pegawai 3, Pegawai 4 dan Pegawai 5.",
      "Menunggu pegawai Anda (2): Pegawai 1 dan Pegawai 2.",
      `Buka daftar: ${link}. Pengingat berhenti sendiri setelah semua selesai. Bila ada yang bukan pegawai Bapak/Ibu, pilih "Bukan pegawai saya".`,
    ]);
  });

  test("in English", () => {
    const mail = render("2027-01-08T08:00:00+07:00", five, setting, "en");
    expect(mail.subject).toBe("7 days left: 5 appraisals waiting for you (until Friday, 15 January 2027)");
    expect(mail.text).toContain("closes Friday, 15 January 2027 at 23:59 WIB.");
  });

  test("on the last day, word for word", () => {
    const work: Work = { ...five, waitingForYou: waiting(3), waitingForStaff: [] };
    const mail = render("2027-01-15T08:00:00+07:00", work);
    expect(mail.subject).toBe("Hari ini pukul 23.59: 3 penilaian belum dikirim");
    expect(lines(mail)).toEqual([
      "Yth. Bapak/Ibu Ratna Nugroho,",
      "Tiga penilaian masih tersimpan sebagai draf atau belum dimulai.",
      "Draf tidak hilang setelah batas waktu, tetapi tidak terhitung tepat waktu.",
      "Menunggu Anda (3): Pegawai 1, Pegawai 2 dan Pegawai 3.",
      `Selesaikan di ${link}; bila sistem tidak dapat dibuka, simpan nomor tanda terima dari layar.`,
    ]);
  });

  test("the day before says tomorrow", () => {
    expect(render("2027-01-14T08:00:00+07:00", five).subject).toMatch(/^Besok: 5 penilaian/);
  });

  test("of a deadline on Sunday, sent on Friday, says that it is the last", () => {
    const sunday = aSetting({ window: aWindow("2027-01-01", "2027-01-17") });
    const mail = render("2027-01-15T08:00:00+07:00", five, sunday);
    expect(mail.subject).toBe(
      "2 hari lagi, pengingat terakhir: 5 penilaian menunggu Bapak/Ibu (s.d. Minggu, 17 Januari 2027)",
    );
    expect(mail.text).toContain(
      "Batas waktunya jatuh pada hari Minggu, 17 Januari 2027; ini pengingat terakhir sebelum itu.",
    );
  });

  test("after an extension is named diperpanjang", () => {
    const extensions = [
      {
        closesAt: "2027-01-22T23:59",
        reason: "extension" as const,
        note: "s",
        at: "2027-01-15T13:00:00.000Z",
      },
    ];
    const extended = aSetting({ window: aWindow("2027-01-01", "2027-01-15", extensions) });
    const mail = render("2027-01-19T08:00:00+07:00", five, extended);
    expect(mail.subject).toBe(
      "3 hari lagi: 5 penilaian menunggu Bapak/Ibu (diperpanjang s.d. Jumat, 22 Januari 2027)",
    );
    expect(mail.text).toContain("Penilaian Semester II 2026 diperpanjang dan ditutup");
  });

  test("in Jayapura says WIT", () => {
    const east = aSetting({ calendar: plainCalendar([], { zone: "Asia/Jayapura" }) });
    expect(render("2027-01-08T08:00:00+09:00", five, east).text).toContain("pukul 23.59 WIT.");
  });

  test("names five at most", () => {
    const many: Work = { ...five, waitingForYou: waiting(18) };
    expect(render("2027-01-08T08:00:00+07:00", many).text).toContain("Pegawai 4, Pegawai 5 dan 13 lainnya.");
  });

  test("only the staff's list: the subject speaks of them", () => {
    const work: Work = { ...five, waitingForYou: [] };
    const mail = render("2027-01-08T08:00:00+07:00", work);
    expect(mail.subject).toBe(
      "7 hari lagi: 2 pegawai Bapak/Ibu belum mengirim laporan (s.d. Jumat, 15 Januari 2027)",
    );
    expect(lines(mail)[0]).toBe(
      "Yth. Bapak/Ibu Ratna Nugroho, 2 pegawai Bapak/Ibu belum mengirim laporannya dan sudah kami ingatkan.",
    );
  });

  test("what waits too long is mentioned, and a deputy learns for whom they act", () => {
    const now = "2027-01-08T08:00:00+07:00";
    const due = dueOf(setting, "supervisor", "sup", five, at(now)).map((mail) => ({
      ...mail,
      actsFor: { id: "x", name: "Yanti" },
    }));
    const digest = digestAt(now, due, waiting(2, "plan", "2026-12-21T00:00:00.000Z"));
    const mail = renderDigest(digest, {
      language: "id",
      recipientName: "Budi",
      agencyName: "Kota Contoh",
      link,
    });
    expect(mail.text).toContain("Menunggu lebih dari 5 hari kerja: 2 SKP.");
    expect(mail.text).toContain("karena Bapak/Ibu bertindak untuk Yanti.");
    expect(explainMail(digest, "id")).toEqual([
      "Ini pengingat 7 hari sebelum batas waktu Jumat, 15 Januari 2027.",
      "5 hal menunggu penerima.",
      "2 hal menunggu pegawai di bawahnya.",
      "Penerima bertindak untuk Yanti.",
      "2 hal menunggu terlalu lama dan disebut di surel ini.",
    ]);
  });
});

describe("the employee's mail", () => {
  const own: Work = {
    audience: "employee",
    own: waiting(1, "report"),
    appraiser: { name: "Yanti Nugroho", position: "Kepala Dinas" },
  };

  test("of the opening, on the first working day after a New Year's opening", () => {
    const mail = render("2027-01-04T08:00:00+07:00", own);
    expect(mail.subject).toBe("Penilaian Semester II 2026 dibuka: periksa nama penilai Anda");
    expect(lines(mail)).toEqual([
      "Yth. Bapak/Ibu Ratna Nugroho, mulai 1 Januari 2027 sampai 15 Januari 2027 Bapak/Ibu dapat melengkapi laporan semester.",
      'Penilai Bapak/Ibu tercatat: Yanti Nugroho, Kepala Dinas. Keliru? Pilih "Penilai saya keliru"; isian tetap bisa dilanjutkan.',
      `Mulai: ${link}. Yang dinilai dan caranya dapat dibaca di "Kriteria saya".`,
    ]);
  });

  test("on the very day it opens says mulai hari ini", () => {
    const monday = aSetting({ window: aWindow("2027-01-04", "2027-01-18") });
    expect(render("2027-01-04T08:00:00+07:00", own, monday).text).toContain(
      "mulai hari ini sampai 18 Januari 2027",
    );
  });

  test("of their own step, three days before", () => {
    const mail = render("2027-01-12T08:00:00+07:00", own);
    expect(mail.subject).toBe(
      "3 hari lagi: laporan Semester II 2026 Anda ditunggu (s.d. Jumat, 15 Januari 2027)",
    );
    expect(lines(mail)[0]).toBe(
      "Yth. Bapak/Ibu Ratna Nugroho, laporan Semester II 2026 Anda ditunggu sampai Jumat, 15 Januari 2027 pukul 23.59 WIB.",
    );
  });
});

describe("after the deadline", () => {
  const late = [
    { id: "a", name: "Agus", count: 3 },
    { id: "b", name: "Budi", count: 5 },
  ];
  const monday = "2027-01-18T08:00:00+07:00";

  test("the letter to the superior, word for word, with counts only", () => {
    const mail = render(monday, { audience: "superior", late, to: "superior" });
    expect(mail.subject).toBe("Mohon bantuan: 2 penilai di unit Bapak/Ibu melewati batas waktu");
    expect(lines(mail)).toEqual([
      "Yth. Bapak/Ibu Ratna Nugroho, penilaian Semester II 2026 ditutup Jumat, 15 Januari 2027; Agus (3) dan Budi (5) belum selesai.",
      "Bapak/Ibu dapat mengingatkan, menunjuk pengganti, atau meminta perpanjangan kepada BKPSDM.",
      `Lihat rincian: ${link}. Tembusan surat ini diterima oleh kedua penilai.`,
    ]);
  });

  test("a weekly one, the administrator's, and the copy", () => {
    expect(render("2027-01-25T08:00:00+07:00", { audience: "superior", late, to: "superior" }).subject).toBe(
      "Mohon bantuan (minggu ke-1): 2 penilai di unit Bapak/Ibu melewati batas waktu",
    );
    expect(render(monday, { audience: "superior", late, to: "admin" }).subject).toBe(
      "Perlu perhatian: 2 penilai melewati batas waktu",
    );
    const copy = render(monday, { audience: "copy", late, superiorName: "Sekda" });
    expect(copy.subject).toBe("Tembusan: penilaian Semester II 2026 melewati batas waktu");
    expect(copy.text).toContain("Tembusan untuk Bapak/Ibu; suratnya disampaikan kepada Sekda.");
    expect(render("2027-02-15T08:00:00+07:00", { audience: "admin", late }).text).toContain(
      "selanjutnya hanya ada di daftar Bapak/Ibu",
    );
  });
});

test("what meets on a day is one mail: the most urgent subject, every section's lines, one greeting, one link line", () => {
  const now = "2027-01-15T08:00:00+07:00";
  const own: Work = { audience: "employee", own: waiting(1, "report") };
  const later = aSetting({ id: "later", window: aWindow("2027-01-08", "2027-01-22") });
  const due = [
    ...dueOf(later, "supervisor", "sup", five, at(now)).slice(-1),
    ...dueOf(setting, "employee", "sup", own, at(now)).slice(-1),
    ...dueOf(setting, "supervisor", "sup", five, at(now)).slice(-1),
  ];
  const mail = renderDigest(digestAt(now, due), {
    language: "id",
    recipientName: "Ratna",
    agencyName: "Kota Contoh",
    link,
  });
  expect(mail.subject).toBe("Hari ini pukul 23.59: 5 penilaian belum dikirim");
  expect(mail.text.match(/Yth\./g)).toHaveLength(1);
  expect(mail.text.split(link)).toHaveLength(2);
  expect(mail.text).toContain("Laporan Semester II 2026 Anda ditunggu sampai Jumat, 15 Januari 2027");
  expect(mail.text).toContain("Ada 5 pegawai yang menunggu penilaian Bapak/Ibu");
  expect(mail.text).toContain("ditutup Jumat, 22 Januari 2027");
});

const notices: Notice[] = [
  { kind: "reportDeclined", appraiser: "Yanti", title: { id: "2027", en: "2027" }, on: "2027-01-18" },
  {
    kind: "returned",
    appraiser: "Yanti",
    title: { id: "2027", en: "2027" },
    on: "2027-01-18",
    notes: 2,
    due: "2027-01-29",
  },
  {
    kind: "returnedWhole",
    appraiser: "H. Surya",
    title: { id: "2027", en: "2027" },
    on: "2027-01-18",
    notes: 0,
    due: "2027-01-29",
  },
  ...(["confirmation", "planDecisions"] as const).map((kind) => ({
    kind,
    assistant: "Rina",
    title: { id: "2027", en: "2027" },
    people: 3,
    validUntil: "2027-01-25T02:00:00.000Z",
    zone: "Asia/Jakarta",
  })),
  { kind: "result", title: { id: "Triwulan IV 2026", en: "Quarter IV 2026" }, objectionUntil: "2027-02-08" },
  { kind: "ticketCorrected" },
  { kind: "ticketDeclined" },
  {
    kind: "objectionReceived",
    number: "KB-2027-0012",
    at: "2027-02-01T03:12:00.000Z",
    zone: "Asia/Jakarta",
    decider: "Sekda",
  },
  { kind: "objectionDecider", number: "KB-2027-0012", due: "2027-02-15" },
  {
    kind: "invitation",
    role: { id: "admin instansi", en: "administrator" },
    validUntil: "2027-01-15T16:59:00.000Z",
    zone: "Asia/Jakarta",
  },
  { kind: "agencyOnboarded", validUntil: "2027-01-15T16:59:00.000Z", zone: "Asia/Jakarta" },
  {
    kind: "importFinished",
    file: "roster.xlsx",
    applied: 1238,
    refused: 2,
    warned: 16,
    undoUntil: "2027-01-11T01:00:00.000Z",
    zone: "Asia/Jakarta",
  },
  {
    kind: "contractList",
    today: "2026-12-30",
    ends: [
      { end: "2027-01-29", count: 1 },
      { end: "2027-02-28", count: 4 },
    ],
  },
  {
    kind: "adminAttention",
    findings: [
      { what: { id: "tanpa penilai", en: "without appraiser" }, count: 4 },
      { what: { id: "alamat surel mati", en: "dead address" }, count: 2 },
    ],
    before: "2027-01-09T01:00:00.000Z",
    zone: "Asia/Jakarta",
  },
];

describe("mails sent at once", () => {
  test.each([
    [
      "returned",
      "SKP Anda dikembalikan untuk dilengkapi (2 catatan)",
      "Yanti mengembalikan SKP 2027 Bapak/Ibu pada Senin, 18 Januari 2027 dengan 2 catatan.",
    ],
    [
      "reportDeclined",
      "Laporan Anda tiba terlambat dan tidak diterima",
      "Yanti menyatakan pada Senin, 18 Januari 2027 bahwa laporan Bapak/Ibu untuk 2027 tiba terlambat dan tidak diterima.",
    ],
    [
      "result",
      "Hasil evaluasi kinerja Anda dapat dibaca",
      'Menyatakan "telah menerima" tidak berarti menyetujui. Keberatan dapat diajukan sampai Senin, 8 Februari 2027.',
    ],
    [
      "ticketCorrected",
      "Penilai Anda sudah diperbaiki",
      "Yang sudah Bapak/Ibu tulis dan kirim ikut berpindah",
    ],
    ["ticketDeclined", "Penilai Anda tidak diubah", "Alasannya dapat dibaca di"],
    [
      "objectionReceived",
      "Keberatan Anda diterima, nomor KB-2027-0012",
      "Keberatan Bapak/Ibu diterima Senin, 1 Februari 2027 pukul 10.12 WIB; hasil yang dipersoalkan dibekukan sebagai lampiran.",
    ],
    [
      "objectionDecider",
      "Keberatan KB-2027-0012 menunggu pemeriksaan Bapak/Ibu",
      "memutuskan paling lambat Senin, 15 Februari 2027.",
    ],
    [
      "invitation",
      "Undangan masuk ke Kinerja Kota Contoh",
      "berlaku sampai Jumat, 15 Januari 2027 pukul 23.59 WIB.",
    ],
    ["agencyOnboarded", "Kota Contoh siap dipakai di Kinerja", "impor data pegawai"],
    [
      "importFinished",
      "Impor data pegawai selesai: 1238 baris diterapkan, 2 baris ditolak",
      "dibatalkan sampai Senin, 11 Januari 2027 pukul 08.00 WIB.",
    ],
    [
      "contractList",
      "5 kontrak PPPK akan berakhir mulai 29 Januari 2027",
      "1 kontrak PPPK pada 29 Januari 2027 (30 hari lagi); 4 kontrak PPPK pada 28 Februari 2027 (60 hari lagi).",
    ],
    [
      "adminAttention",
      "Perlu perhatian: 6 hal sebelum Sabtu, 9 Januari 2027 pukul 08.00 WIB",
      "4 × tanpa penilai; 2 × alamat surel mati.",
    ],
  ] as const)("%s", (kind, subject, sentence) => {
    const notice = notices.find((candidate) => candidate.kind === kind) ?? expect.fail(kind);
    const mail = renderNotice(notice, {
      language: "id",
      recipientName: "Ratna",
      agencyName: "Kota Contoh",
      link,
    });
    expect(mail.subject).toBe(subject);
    expect(mail.text).toContain(sentence);
    expect(mail.text).toContain(link);
  });

  test("of contracts that end on many days, the mail names the first five and counts the rest", () => {
    const ends = Array.from({ length: 7 }, (_, n) => ({ end: `2027-02-0${n + 1}`, count: n + 1 }));
    const notice = { kind: "contractList", today: "2027-01-02", ends } as const;
    const mail = renderNotice(notice, { language: "en", recipientName: "R", agencyName: "K", link });
    expect(mail.subject).toBe("28 PPPK contracts ending from 1 February 2027");
    expect(mail.text).toContain(
      "5 PPPK contracts on 5 February 2027 (34 days left); 13 PPPK contracts later.",
    );
  });

  test.each(["id", "en"] as const)("no placeholder is left open in %s", (language) => {
    for (const notice of notices) {
      const mail = renderNotice(notice, { language, recipientName: "R", agencyName: "K", link });
      expect(`${mail.subject}${mail.text}`).not.toMatch(/[{}]|undefined|\uE000/);
    }
  });
});

describe("no mail", () => {
  const hostile = fc.oneof(
    fc.constantFrom(
      "<script>alert(1)</script>",
      'Budi" onload="x',
      "Budi\r\nBcc: semua@contoh.go.id",
      "Budi\u2028Subject: x",
      "{link}{name}{rest}",
      "\u202Eidub\uE000",
      "196909152023052901",
      "19690915 202305 2 901",
      "$& $1 $`",
      "\uD800",
    ),
    fc.string({ unit: "binary", maxLength: 60 }),
  );

  function rendered(name: string, language: Language): Mail[] {
    const items = [{ kind: "appraisal" as const, name, since: "2027-01-07T00:00:00.000Z" }];
    const works: Work[] = [
      { audience: "supervisor", waitingForYou: items, waitingForStaff: items },
      { audience: "employee", own: items, appraiser: { name, position: name } },
      { audience: "superior", late: [{ id: "a", name, count: 3 }], to: "superior" },
      { audience: "copy", late: [{ id: "a", name, count: 3 }], superiorName: name },
    ];
    const context = { language, recipientName: name, agencyName: name, link, agencyNote: name };
    const digests = works.map((work) => {
      const after = work.audience === "superior" || work.audience === "copy";
      const now = after ? "2027-01-18T08:00:00+07:00" : "2027-01-08T08:00:00+07:00";
      const audience = work.audience === "copy" ? "superior" : work.audience;
      const due = dueOf(setting, audience, "sup", work, at(now)).slice(-1);
      const named = due.map((mail) => ({
        ...mail,
        title: { id: name, en: name },
        actsFor: { id: "x", name },
      }));
      return renderDigest(digestAt(now, named), context);
    });
    const hostileNotices = notices.map((notice) =>
      renderNotice(
        {
          ...notice,
          ...("appraiser" in notice ? { appraiser: name } : {}),
          ...("file" in notice ? { file: name } : {}),
        },
        context,
      ),
    );
    return [...digests, ...hostileNotices];
  }

  test("can be made to carry markup, header lines, hidden marks or a NIP by a name", () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom<Language>("id", "en"), (name, language) => {
        for (const { subject, text, html } of rendered(name, language)) {
          expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
          expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
          expect(`${subject}${text}${html}`).not.toMatch(/\uE000|\d{16,}/);
          const body = html.slice(html.indexOf("<main>"), html.indexOf("</footer>"));
          const tags = body.match(/<[^>]*>/g) ?? [];
          expect(
            tags.every((tag) => /^<(\/?(main|p|footer|a)|a (class="go" )?href="https:[^"<>]*")>$/.test(tag)),
          ).toBe(true);
          expect(body.replace(/<[^>]*>/g, "")).not.toMatch(/[<>"]/);
        }
      }),
      { numRuns: 120 },
    );
  });

  test("carries a predicate, a rating or remote content", () => {
    const forbidden = /Sangat Baik|Butuh Perbaikan|Sangat Kurang|Misconduct|Ekspektasi|Istimewa|Expectation/i;
    expect(JSON.stringify(messages)).not.toMatch(forbidden);
    for (const mail of rendered("Ratna", "id")) {
      expect(mail.html).not.toMatch(/<img|<link|<script|url\(|@import|src=/i);
      expect(mail.html.match(/class="go"/g)).toHaveLength(1);
      expect(mail.html).toContain("prefers-color-scheme: dark");
      expect(mail.html.length).toBeLessThan(6000);
    }
  });

  test("has a link that is no web address", () => {
    const notice = notices[0] ?? expect.fail();
    const context = {
      language: "id" as const,
      recipientName: "R",
      agencyName: "K",
      link: "javascript:alert(1)",
    };
    expect(() => renderNotice(notice, context)).toThrow("http(s)");
  });

  test("every text exists in both languages with the same placeholders", () => {
    const walk = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      if ("id" in value && "en" in value && typeof value.id === "string" && typeof value.en === "string") {
        const names = (text: string) => new Set(text.match(/\{\w+\}/g) ?? []);
        const both = [...names(value.id)].filter((name) => !names(value.en as string).has(name));
        expect(
          both.filter((name) => !["{countWord}", "{people}"].includes(name)),
          value.id,
        ).toEqual([]);
        expect(value.en.length).toBeGreaterThan(0);
        return;
      }
      for (const inner of Object.values(value)) walk(inner);
    };
    walk({ ...messages });
  });
});

test("names are listed with dan, and the sixth becomes a number", () => {
  expect(listed(["A"], "id")).toBe("A");
  expect(listed(["A", "B"], "id")).toBe("A dan B");
  expect(listed(["A", "B", "C", "D", "E", "F"], "en")).toBe("A, B, C, D, E and 1 other");
  expect(listed([], "id")).toBe("");
  expect(plain("  Budi\tSantoso\n ")).toBe("Budi Santoso");
  expect(plain("Budi 19690915 202305 2 901")).toBe("Budi •••");
});

test("a mail has no colour that the web app does not have", () => {
  const tokens = readFileSync(new URL("../../web/src/ui/tokens.css", import.meta.url), "utf8").toLowerCase();
  const { html } = render("2027-01-08T08:00:00+07:00", five);
  const colours = new Set(html.toLowerCase().match(/#[0-9a-f]{6}\b/g));
  expect(colours.size).toBeGreaterThan(10);
  expect([...colours].filter((colour) => !tokens.includes(colour))).toEqual([]);
});
