import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { CellNote, DataTable } from "../../ui/data-table.tsx";
import { Icon } from "../../ui/icon.tsx";
import { download, landmark, messageCircleQuestionMark, userSearch } from "../../ui/icons.ts";
import { Link, LinkButton } from "../../ui/link.tsx";
import { List, ListRow } from "../../ui/list-row.tsx";
import { PageHead, StickyFoot } from "../../ui/page-shell.tsx";
import { Steps } from "../../ui/progress.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { Strength } from "../../ui/strength.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { Timeline, type TimelineLane } from "../../ui/timeline.tsx";
import { UnitBar, type UnitCounts, UnitLegend, UnitRow } from "../../ui/unit-bar.tsx";
import { Frame, nothing } from "../examples.tsx";

const legend = {
  done: "selesai",
  withSupervisor: "menunggu penilai",
  withEmployee: "menunggu pegawai",
  notStarted: "belum mulai",
};

const all: UnitCounts = { done: 142, withSupervisor: 35, withEmployee: 20, notStarted: 3 };

const units = [
  { name: "Dinas PUPR", counts: [22, 18, 4, 0], word: "18 menunggu satu penilai", tone: "kunyit" },
  { name: "Puskesmas Sukamaju", counts: [24, 8, 5, 1], word: "8 menunggu 2 penilai", tone: "kunyit" },
  { name: "Sekretariat Daerah", counts: [22, 3, 2, 1], word: "3 menunggu Wali Kota", tone: "abu" },
  { name: "Disdukcapil", counts: [31, 2, 1, 0], word: "Hampir selesai", tone: "daun" },
] as const;

/** Will we finish? */
export function MonitorScreen(): VNode {
  return (
    <Frame of="administrator" current="/monitor">
      <PageHead
        lead="Penilaian Semester II 2026, sampai Jumat, 15 Januari 2027 pukul 23.59 WIB"
        actions={<Button icon={download}>Ekspor</Button>}
      >
        <h1>Tutup 7 hari lagi</h1>
      </PageHead>
      <div class="stack">
        <Card>
          <p>
            <span class="big-number">71 %</span> <strong>142 dari 200</strong> selesai
          </p>
          <UnitBar
            isLarge
            counts={all}
            label="142 selesai, 35 menunggu penilai, 20 menunggu pegawai, 3 belum mulai."
          />
          <UnitLegend words={legend} counts={all} />
        </Card>
        <div class="two-panes">
          <Card title="Per unit">
            <List>
              {units.map(({ name, counts: [done, withSupervisor, withEmployee, notStarted], word, tone }) => (
                <UnitRow
                  key={name}
                  name={name}
                  counts={{ done, withSupervisor, withEmployee, notStarted }}
                  label={`${name}: ${done} selesai, ${withSupervisor} menunggu penilai.`}
                >
                  <StateMark state="with-supervisor" tone={tone}>
                    {word}
                  </StateMark>
                </UnitRow>
              ))}
            </List>
          </Card>
          <Card title="3 keputusan menunggu Anda">
            <List>
              <ListRow
                start={<Icon of={userSearch} />}
                title="4 pegawai tanpa penilai"
                detail={
                  <>
                    Usulan sudah disiapkan. <Link href="/usulan">Konfirmasi</Link>
                  </>
                }
              />
              <ListRow
                start={<Icon of={messageCircleQuestionMark} />}
                title="“Penilai saya keliru”, hari ke-2"
                detail={
                  <>
                    1 tiket dari Puskesmas. <Link href="/tiket">Buka tiket</Link>
                  </>
                }
              />
              <ListRow
                start={<Icon of={landmark} />}
                title="2 dari 9 predikat organisasi"
                detail={
                  <>
                    Sampai Selasa, 12 Januari. <Link href="/organisasi">Lihat</Link>
                  </>
                }
              />
            </List>
          </Card>
        </div>
      </div>
    </Frame>
  );
}

const rows = [
  { row: 12, name: "Sri Wahyuni", nip: "201203 2 014", unit: "Puskesmas Sukamaju", level: 3 },
  {
    row: 27,
    name: "Bagus Hermawan",
    nip: "20150 1 003",
    unit: "Disdukcapil",
    problem: "17 angka, seharusnya 18",
  },
  {
    row: 41,
    name: "Yuniarti Kusuma",
    nip: "200910 2 007",
    unit: "Dinas PU",
    question: "Dinas PUPR?",
    level: 2,
  },
  { row: 58, name: "Rudi Hartanto", nip: "199803 1 002", unit: "Sekretariat Daerah", level: 3 },
] satisfies readonly ImportRow[];

interface ImportRow {
  readonly row: number;
  readonly name: string;
  readonly nip: string;
  readonly unit: string;
  readonly problem?: string;
  readonly question?: string;
  readonly level?: number;
}

/** What would change? */
export function ImportScreen(): VNode {
  return (
    <Frame of="administrator" current="/impor">
      <PageHead
        lead={
          <>
            <strong>roster-kota.xlsx</strong>, 231 baris. Belum ada yang berubah.
          </>
        }
        actions={
          <Steps
            label="Impor"
            steps={["Berkas", "Kolom", "Periksa", "Terapkan"]}
            current={2}
            doneLabel="selesai"
          />
        }
      >
        <h1>Periksa sebelum diterapkan</h1>
      </PageHead>
      <DataTable<ImportRow>
        caption="Baris dari berkas"
        isCaptionUnseen
        rows={rows}
        keyOf={({ row }) => String(row)}
        toneOf={({ problem, question }) =>
          problem !== undefined ? "secang" : question !== undefined ? "kunyit" : undefined
        }
        columns={[
          { key: "row", head: "Baris", cell: ({ row }) => row },
          { key: "name", head: "Nama", isName: true, cell: ({ name }) => name },
          {
            key: "nip",
            head: "NIP",
            isFigure: false,
            cell: ({ nip, problem }) =>
              problem === undefined ? (
                `•••••••• ${nip}`
              ) : (
                <CellNote tone="secang" value={`•••••••• ${nip}`}>
                  {problem}
                </CellNote>
              ),
          },
          {
            key: "unit",
            head: "Unit",
            cell: ({ unit, question }) =>
              question === undefined ? (
                unit
              ) : (
                <CellNote tone="kunyit" value={unit}>
                  Tidak dikenal. {question} <LinkButton onClick={nothing}>Pakai</LinkButton>
                </CellNote>
              ),
          },
          {
            key: "level",
            head: "Keyakinan",
            cell: ({ level }) =>
              level === undefined ? (
                <span class="meta">menunggu perbaikan</span>
              ) : (
                <span class="row">
                  <Strength level={level} of={3} tone={level === 3 ? "daun" : "kunyit"} />
                  {level === 3 ? "Tinggi" : "Sedang"}
                </span>
              ),
          },
        ]}
      />
      <StickyFoot>
        <span>
          <strong>7 baris ditolak tidak ikut diterapkan.</strong>
          <br />
          <span class="meta">Semua dapat diurungkan selama 72 jam.</span>
        </span>
        <span class="row">
          <Button icon={download}>7 baris ditolak</Button>
          <Button kind="primary">Terapkan 224 baris</Button>
        </span>
      </StickyFoot>
    </Frame>
  );
}

const lanes: readonly TimelineLane[] = [
  {
    label: "Laporan pegawai",
    items: [
      {
        kind: "window",
        key: "report",
        look: "soft",
        from: "2027-01-01",
        to: "2027-01-15",
        text: "Laporan dan bukti, sampai 15 Jan",
        spoken: "Laporan dan bukti, 1 sampai 15 Januari",
        onChoose: nothing,
      },
    ],
  },
  {
    label: "Penilaian",
    items: [
      {
        kind: "window",
        key: "draft",
        look: "hatched",
        from: "2027-01-04",
        to: "2027-01-12",
        text: "Draf boleh dimulai",
        spoken: "Draf boleh dimulai, 4 sampai 12 Januari",
      },
      {
        kind: "window",
        key: "rate",
        look: "strong",
        order: 3,
        from: "2027-01-13",
        to: "2027-01-15",
        note: "Predikat individu, 13–15 Jan",
        spoken: "Ketiga: predikat individu, 13 sampai 15 Januari",
        onChoose: nothing,
      },
    ],
  },
  {
    label: "Predikat organisasi",
    items: [
      {
        kind: "window",
        key: "organisation",
        look: "waiting",
        order: 1,
        from: "2027-01-04",
        to: "2027-01-12",
        text: "7 dari 9, sampai 12 Jan",
        spoken: "Pertama: predikat organisasi, 4 sampai 12 Januari, 7 dari 9 sudah ada",
      },
    ],
  },
  {
    label: "Pola distribusi",
    items: [
      {
        kind: "order",
        key: "pattern",
        order: 2,
        on: "2027-01-13",
        note: "Rabu, 13 Jan: setelah organisasi, sebelum individu",
        spoken: "Kedua: pola distribusi, Rabu 13 Januari",
      },
    ],
  },
  {
    label: "Hasil terbit",
    items: [
      {
        kind: "published",
        key: "published",
        on: "2027-01-25",
        note: "Senin, 25 Januari",
        spoken: "Hasil terbit Senin, 25 Januari",
      },
    ],
  },
  {
    label: "Tanda terima, keberatan",
    items: [
      {
        kind: "window",
        key: "objection",
        look: "plain",
        from: "2027-01-25",
        to: "2027-02-08",
        text: "14 hari kalender, sampai 8 Feb",
        spoken: "Keberatan, 25 Januari sampai 8 Februari",
      },
    ],
  },
  {
    label: "Surel pengingat",
    isApart: true,
    items: [
      { kind: "outage", key: "outage", on: "2027-01-04", spoken: "Gangguan 2 jam, Senin 4 Januari" },
      { kind: "reminder", key: "r7", on: "2027-01-08", note: "−7", spoken: "Pengingat 8 Januari" },
      { kind: "reminder", key: "r3", on: "2027-01-12", note: "−3", spoken: "Pengingat 12 Januari" },
      { kind: "reminder", key: "r1", on: "2027-01-14", note: "−1", spoken: "Pengingat 14 Januari" },
      { kind: "reminder", key: "r0", on: "2027-01-15", note: "0", spoken: "Pengingat 15 Januari" },
      { kind: "escalation", key: "e1", on: "2027-01-18", note: "ke atasan", spoken: "Ke atasan, 18 Januari" },
      { kind: "escalation", key: "e2", on: "2027-01-25", note: "Senin", spoken: "Ke atasan, 25 Januari" },
    ],
  },
];

/** What happens when, who waits for whom? */
export function CycleScreen(): VNode {
  const [until, setUntil] = useState("Jum, 15 Jan");
  return (
    <Frame of="administrator" current="/siklus">
      <PageHead
        lead="Evaluasi semester (internal). Batas yang berubah diumumkan kepada semua."
        actions={
          <>
            <StateMark state="done" isChip>
              Berjalan sejak 1 Januari
            </StateMark>
            <Button>Uji coba</Button>
            <Button kind="primary">Simpan perubahan</Button>
          </>
        }
      >
        <h1>Semester II 2026</h1>
      </PageHead>
      <div class="stack">
        <Card>
          <Timeline
            label="Jadwal Semester II 2026"
            from="2026-12-30"
            to="2027-02-09"
            today="2027-01-08"
            holidays={new Set(["2027-01-01", "2027-01-05", "2027-02-06"])}
            lanes={lanes}
            monthName={(date) => (date.startsWith("2027-01") ? "Januari 2027" : "Februari")}
            legend={{ holiday: "hari libur", weekend: "akhir pekan" }}
          />
        </Card>
        <div class="three-panes">
          <Card title="Predikat individu">
            <div class="pair">
              <TextField label="Mulai" value="Rab, 13 Jan" onInput={nothing} />
              <TextField label="Sampai" value={until} onInput={setUntil} />
            </div>
          </Card>
          <Card title="Hari libur dan gangguan">
            <List>
              <ListRow title="Tahun Baru" endDetail="Jum, 1 Jan" />
              <ListRow title="Isra Mikraj" endDetail="Sel, 5 Jan" />
            </List>
          </Card>
        </div>
      </div>
    </Frame>
  );
}
