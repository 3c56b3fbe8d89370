import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { AchievementLine } from "../ui/achievement-line.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { ConflictView } from "../ui/conflict-view.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Kawung } from "../ui/kawung.tsx";
import { Link, LinkButton } from "../ui/link.tsx";
import { List, ListRow } from "../ui/list-row.tsx";
import { Matrix } from "../ui/matrix.tsx";
import { ClosedState, ErrorState, NoPermission, OfflineStrip, SealedDraft } from "../ui/notice.tsx";
import { LongWork } from "../ui/progress.tsx";
import { ReadOnly } from "../ui/read-only.tsx";
import { RuleNote } from "../ui/rule-note.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { StateMark } from "../ui/state-mark.tsx";
import { TextField } from "../ui/text-field.tsx";
import { Toast, ToastRegion } from "../ui/toast.tsx";
import { UnitBar, UnitLegend } from "../ui/unit-bar.tsx";
import { exampleMatrix, levels, nothing } from "./examples.tsx";

/** The components as they stand on one sheet. */
export function Sheet(): VNode {
  return (
    <main class="sheet">
      <h1 class="unseen">Komponen</h1>
      <Colours />
      <Card title="Huruf, Plus Jakarta Sans" isQuiet>
        <p class="display">Mengapa Baik?</p>
        <h1>Selamat pagi</h1>
        <h2>Laporan Semester II</h2>
        <p class="figures">Isi 15/22, angka sejajar 1.204,50</p>
        <p class="meta">Keterangan 13/18</p>
      </Card>
      <Buttons />
      <Choices />
      <Fields />
      <Card title="Status: warna, kata, dan bentuk" isQuiet>
        <div class="row">
          <StateMark state="done" isChip>
            Selesai
          </StateMark>
          <StateMark state="with-supervisor" isChip>
            Menunggu penilai
          </StateMark>
          <StateMark state="with-employee" isChip>
            Menunggu pegawai
          </StateMark>
          <StateMark state="not-started" isChip>
            Belum mulai
          </StateMark>
          <StateMark state="overdue" isChip>
            Lewat batas
          </StateMark>
          <StateMark state="draft" isChip>
            Draf
          </StateMark>
          <StateMark state="unsent" isChip>
            3 belum terkirim
          </StateMark>
        </div>
      </Card>
      <Card title="Bilah unit" isQuiet>
        <UnitBar
          counts={{ done: 25, withSupervisor: 9, withEmployee: 7, notStarted: 3 }}
          label="25 selesai, 9 menunggu penilai, 7 menunggu pegawai, 3 belum mulai."
        />
        <UnitLegend
          words={{
            done: "selesai",
            withSupervisor: "menunggu penilai",
            withEmployee: "menunggu pegawai",
            notStarted: "belum mulai",
          }}
        />
      </Card>
      <Card title="Capaian: awal, target, tercapai" isQuiet>
        <div class="row-apart">
          <strong>Waktu tanggap laporan</strong>
          <span>72 ke 41 jam</span>
        </div>
        <AchievementLine
          baseline={72}
          target={48}
          reached={41}
          labels={{ baseline: "awal 72", target: "target 48", reached: "41" }}
          summary="Dari 72 ke 41 jam, target paling lama 48 jam."
        />
      </Card>
      <States />
      <Card title="Baris daftar" isQuiet>
        <List>
          <ListRow
            start={<Avatar initials="NK" tone="daun" />}
            title="Nur Kholifah"
            detail="Pengawas Lapangan"
            end={<StateMark state="done">5/5</StateMark>}
          />
          <ListRow
            start={<Avatar initials="SW" tone="secang" />}
            title="Sari Wahyuningsih"
            detail="Juru Gambar"
            end={<StateMark state="with-employee">4/5</StateMark>}
          />
        </List>
      </Card>
      <Card title="Kabar singkat" isQuiet>
        <ToastRegion>
          <Toast
            receipt="TT-2027-01-0418"
            action={<LinkButton onClick={nothing}>Lihat</LinkButton>}
            closeLabel="Tutup"
            onClose={nothing}
          >
            Laporan diterima,
          </Toast>
        </ToastRegion>
      </Card>
      <Card title="Lewat batas, tanpa izin" isQuiet>
        <div class="stack">
          <ClosedState lead="Ditutup Jumat, 15 Januari pukul 23.59 WIB.">
            Draf Anda tersimpan. Perlu waktu tambahan? <Link href="/bantuan">Minta kepada BKPSDM</Link>
          </ClosedState>
          <NoPermission>
            Halaman ini hanya untuk penilai. <Link href="/">Ke Hari ini</Link>
          </NoPermission>
        </div>
      </Card>
      <Card title="Aturan satu ketukan" isQuiet>
        <RuleNote
          label="Kriteria"
          title="Predikat Sangat Baik"
          source="PermenPANRB 6/2022, sejak 3 Februari 2022"
          isOpen
        >
          Hanya bila hasil kerja dan perilaku keduanya Di Atas Ekspektasi.
        </RuleNote>
      </Card>
      <Card title="Motif kawung" isQuiet>
        <div class="cloth">
          <Kawung />
        </div>
      </Card>
    </main>
  );
}

const swatches = [
  ["paper", "ink"],
  ["surface", "ink"],
  ["sunken", "ink"],
  ["ink", "paper"],
  ["ink-2", "paper"],
  ["ink-3", "paper"],
  ["nila", "on-nila"],
  ["nila-soft", "nila"],
  ["nila-strong", "on-nila"],
  ["daun", "surface"],
  ["daun-soft", "daun"],
  ["kunyit", "surface"],
  ["kunyit-soft", "kunyit"],
  ["secang", "surface"],
  ["secang-soft", "secang"],
  ["abu", "surface"],
  ["abu-soft", "abu"],
  ["line", "ink"],
] as const;

function Colours(): VNode {
  return (
    <Card title="Warna" isQuiet>
      <div class="swatches">
        {swatches.map(([name, text]) => (
          <span key={name} class="swatch" style={{ background: `var(--${name})`, color: `var(--${text})` }}>
            {name}
          </span>
        ))}
      </div>
    </Card>
  );
}

function Buttons(): VNode {
  return (
    <Card title="Tombol" isQuiet>
      <div class="row">
        <Button kind="primary">Lanjutkan</Button>
        <Button>Simpan</Button>
        <Button kind="dangerous">Kembalikan</Button>
        <Button kind="quiet">Lewati</Button>
        <Button kind="primary" missing="Hasil kerja 5 belum bertarget">
          Kirim
        </Button>
      </div>
    </Card>
  );
}

function Choices(): VNode {
  const [result, setResult] = useState<"below" | "as" | "above" | undefined>("as");
  const [behaviour, setBehaviour] = useState<"below" | "as" | "above" | undefined>("above");
  return (
    <>
      <Card title="Pilihan" isQuiet>
        <div class="stack">
          <Segmented
            label="Hasil kerja"
            isLabelUnseen
            options={levels()}
            value={result}
            onChange={setResult}
          />
          <Segmented
            label="Perilaku"
            isLabelUnseen
            options={levels()}
            value={behaviour}
            onChange={setBehaviour}
          />
        </div>
      </Card>
      <Card title="Matriks" isQuiet>
        <Matrix {...exampleMatrix(result, behaviour)} isOutcomeUnseen />
      </Card>
    </>
  );
}

function Fields(): VNode {
  const [target, setTarget] = useState("36");
  const [nip, setNip] = useState("19870412");
  return (
    <Card title="Isian" isQuiet>
      <div class="stack">
        <TextField label="Target" isFigure value={target} onInput={setTarget} />
        <TextField
          label="NIP"
          value={nip}
          onInput={setNip}
          error="NIP 8 angka, seharusnya 18. Salin dari kartu pegawai."
        />
        <ReadOnly label="Catatan penilai">Hanya dapat dibaca. Batas waktu sudah lewat.</ReadOnly>
      </div>
    </Card>
  );
}

function States(): VNode {
  return (
    <>
      <Card title="Kosong" isQuiet>
        <EmptyState title="Tidak ada yang perlu Anda kerjakan hari ini.">
          Berikutnya: dialog kinerja, minggu pertama Februari.
        </EmptyState>
      </Card>
      <Card title="Memuat: rangka, lalu hitungan" isQuiet>
        <Skeleton label="Memuat" shape="rows" count={1} />
        <LongWork label="Membaca roster-kota.xlsx" done={168} total={231} count="168 dari 231" />
      </Card>
      <Card title="Galat" isQuiet>
        <ErrorState lead="Belum terkirim." action={<LinkButton onClick={nothing}>Coba sekarang</LinkButton>}>
          Isian Anda aman di HP ini. Kami coba lagi sendiri.
        </ErrorState>
      </Card>
      <Card title="Luring dan berbenturan" isQuiet>
        <div class="stack">
          <OfflineStrip lead="Tanpa sinyal.">Anda tetap bisa mengisi. 3 catatan menunggu.</OfflineStrip>
          <ConflictView
            question="Isian ini berubah di dua tempat."
            mine={{ source: "Di HP ini, 09.42", content: "36 jam" }}
            theirs={{ source: "Di server, 09.15", content: "40 jam" }}
            keepLabel="Pakai ini"
            missing="Pilih salah satu"
            onKeep={nothing}
          />
        </div>
      </Card>
      <Card title="Draf tersegel di malam terakhir" isQuiet>
        <SealedDraft lead="Segel dicatat server pukul 23.41." action={<Link href="/segel">Lihat segel</Link>}>
          Isi laporan dapat menyusul saat sinyal kembali.
        </SealedDraft>
      </Card>
    </>
  );
}
