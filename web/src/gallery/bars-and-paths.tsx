import type { VNode } from "preact";
import { AchievementLine } from "../ui/achievement-line.tsx";
import { Card } from "../ui/card.tsx";
import { Countdown } from "../ui/countdown.tsx";
import { DeadlineStrip } from "../ui/deadline-strip.tsx";
import { HeadroomBar } from "../ui/headroom-bar.tsx";
import { Matrix, MiniMatrix } from "../ui/matrix.tsx";
import { NumberedPath } from "../ui/numbered-path.tsx";
import { LongWork, Segments, Steps } from "../ui/progress.tsx";
import { Remark } from "../ui/remark.tsx";
import { Strength } from "../ui/strength.tsx";
import { Tabs } from "../ui/tabs.tsx";
import type { TimeLeft } from "../ui/time-left.ts";
import { TrendLine } from "../ui/trend-line.tsx";
import { UnitBar } from "../ui/unit-bar.tsx";
import { exampleMatrix } from "./examples.tsx";

const weekdays = ["S", "S", "R", "K", "J", "S", "M"];
const strip = { weekdays, todayLabel: "Kini", closingLabel: "Tutup" };

function words({ unit, count }: TimeLeft): string {
  const names = { days: "hari lagi", hours: "jam lagi", minutes: "menit lagi" };
  return unit === "over" ? "sudah ditutup" : `${count} ${names[unit]}`;
}

/** What shows a quantity, a time or a way, at its edges too. */
export function BarsAndPaths(): VNode {
  const until = "2027-01-15T16:59:00Z";
  return (
    <main class="sheet">
      <h1 class="unseen">Bilah dan jalan</h1>
      <Card title="Sampai batas waktu" isQuiet>
        <div class="stack">
          <DeadlineStrip {...strip} today="2027-01-08" closing="2027-01-15" summary="7 hari lagi." />
          <DeadlineStrip
            {...strip}
            today="2027-01-04"
            closing="2027-01-29"
            holidays={new Set(["2027-01-27"])}
            summary="25 hari lagi."
          />
          <DeadlineStrip {...strip} today="2027-01-14" closing="2027-01-15" summary="Besok." />
          <DeadlineStrip {...strip} today="2027-01-15" closing="2027-01-15" summary="Hari ini." />
          <p>
            <Countdown until={until} now="2027-01-08T02:00:00Z" zone="Asia/Jakarta" words={words} />,{" "}
            <Countdown until={until} now="2027-01-15T10:00:00Z" zone="Asia/Jakarta" words={words} />,{" "}
            <Countdown until={until} now="2027-01-16T10:00:00Z" zone="Asia/Jakarta" words={words} />
          </p>
        </div>
      </Card>
      <Card title="Kemajuan" isQuiet>
        <div class="stack">
          <Segments parts={["done", "done", "done", "open", "open"]} label="3 dari 5 hasil kerja" />
          <Segments
            parts={["done", "current", "done", "done", "open"]}
            label="Hasil kerja 2 dari 5"
            isSmall
          />
          <Segments
            parts={["done", "done", "done", "open", "open", "open", "open", "open", "open"]}
            label="Pertanyaan 3 dari 9"
            isWay
          />
          <LongWork label="Menerapkan" done={0} total={231} count="0 dari 231" />
          <Steps
            label="Impor"
            steps={["Berkas", "Kolom", "Periksa", "Terapkan"]}
            current={2}
            doneLabel="selesai"
          />
        </div>
      </Card>
      <Card title="Ruang predikat" isQuiet>
        <div class="stack">
          <Room />
          <Room own={undefined} good={34} />
          <Room own="Butuh Perbaikan" good={3} />
        </div>
      </Card>
      <Card title="Bilah unit di tepi" isQuiet>
        <div class="stack">
          <UnitBar
            counts={{ done: 44, withSupervisor: 0, withEmployee: 0, notStarted: 0 }}
            label="44 selesai"
          />
          <UnitBar
            counts={{ done: 0, withSupervisor: 0, withEmployee: 0, notStarted: 8 }}
            label="8 belum mulai"
          />
          <UnitBar
            counts={{ done: 996, withSupervisor: 2, withEmployee: 1, notStarted: 1 }}
            label="996 selesai"
          />
        </div>
      </Card>
      <Card title="Capaian di tepi" isQuiet>
        <AchievementLine baseline={7} target={5} reached={3.1} summary="7 ke 3,1 poin, target 5" />
        <AchievementLine baseline={79} target={82} reached={81.6} summary="79 ke 81,6 persen, target 82" />
        <AchievementLine baseline={90} target={120} reached={84} summary="90 ke 84 km, target 120" />
        <AchievementLine baseline={100} target={100} reached={100} summary="Tetap 100 persen" />
        <AchievementLine baseline={10} target={20} summary="Belum ada capaian" />
      </Card>
      <Card title="Matriks sebelum dipilih" isQuiet>
        <Matrix {...exampleMatrix("above", undefined)} />
        <div class="row">
          <MiniMatrix />
          <MiniMatrix row={0} />
          <MiniMatrix row={0} column={1} />
        </div>
      </Card>
      <Card title="Tab" isQuiet>
        <Tabs
          label="Daftar"
          tabs={[
            { href: "/menunggu", label: "Menunggu saya", count: 18, isCurrent: true },
            { href: "/pegawainya", label: "Pegawainya", count: 4, isCurrent: false },
          ]}
        />
      </Card>
      <Card title="Jalan bernomor" isQuiet>
        <NumberedPath
          steps={[
            {
              title: "Buktinya",
              lead: "14 bukti untuk 5 hasil kerja",
              content: <p>Waktu tanggap turun dari 72 ke 41 jam.</p>,
            },
            {
              title: "Kata penilai Anda",
              content: (
                <div class="stack">
                  <Remark tone="daun" heading="Yang sudah baik">
                    Anda membagi wilayah piket.
                  </Remark>
                  <Remark tone="kunyit" heading="Yang dapat ditingkatkan">
                    Kabari pelapor sebelum pekerjaan dimulai.
                  </Remark>
                </div>
              ),
            },
          ]}
        />
      </Card>
      <Card title="Laju" isQuiet>
        <div class="stack">
          <Pace nights={[4, 11, 26, 49, 78, 104, 130]} now={142} />
          <Pace nights={[4, 11, undefined, undefined, 78, undefined, 130]} now={142} />
          <Pace nights={[4]} now={9} />
          <Pace nights={[4, 11, 26, 49, 78, 104, 130, 142, 150, 163, 170, 181, 188, 194, 197]} />
        </div>
      </Card>
      <Card title="Keyakinan" isQuiet>
        <div class="row">
          <Strength level={3} of={3} tone="daun" /> Tinggi
          <Strength level={2} of={3} tone="kunyit" /> Sedang
          <Strength level={1} of={3} tone="abu" /> Rendah
        </div>
      </Card>
    </main>
  );
}

interface PaceProps {
  /** Done on each night from the first on; undefined where nobody counted. */
  readonly nights: readonly (number | undefined)[];
  /** Done on the eighth day; absent when it is over. */
  readonly now?: number;
}

function Pace({ nights, now }: PaceProps): VNode {
  const timeOf = (day: number, hour = 0) => Date.UTC(2027, 0, day, hour);
  const known = nights.flatMap((done, n) =>
    done === undefined ? [] : [{ at: timeOf(n + 2, 2), done, total: 200 }],
  );
  const today = timeOf(nights.length + 1, 8);
  return (
    <TrendLine
      label="Laju selesai"
      from={timeOf(1)}
      to={timeOf(16, 2)}
      deadline={timeOf(16)}
      now={now === undefined ? timeOf(20) : today}
      points={now === undefined ? known : [...known, { at: today, done: now, total: 200 }]}
      marks={{ first: "1 Januari", today: "hari ini", deadline: "batas 15 Januari" }}
      head={["Waktu", "selesai", "seluruhnya"]}
      rows={known.map(({ at, done }) => [new Date(at).toISOString().slice(0, 10), String(done), "200"])}
    />
  );
}

export function Room({ good = 21, own = "Baik" }: { good?: number; own?: string | undefined }): VNode {
  return (
    <HeadroomBar
      total={44}
      groups={[
        { label: "Sangat Baik", people: 5, side: "top" },
        { label: "Baik", people: good, side: "top" },
        { label: "Butuh Perbaikan", people: 2, side: "bottom" },
      ]}
      limit={{ group: "Baik", people: 30 }}
      own={own}
      limitLabel="batas Baik: 30 orang"
      roomLabel={(left) => (left < 0 ? `${-left} di atas batas` : `Ruang untuk ${left} lagi`)}
      summary={`Sangat Baik 5, Baik ${good} dari paling banyak 30, Butuh Perbaikan 2.`}
    />
  );
}
