import { type ComponentType, render, type VNode } from "preact";
import { useState } from "preact/hooks";
import "../../../web/src/ui/base.css";
import { Button } from "../../../web/src/ui/button.tsx";
import { Chip } from "../../../web/src/ui/chip.tsx";
import { ConflictView } from "../../../web/src/ui/conflict-view.tsx";
import { CellNote, DataTable } from "../../../web/src/ui/data-table.tsx";
import { Dialog } from "../../../web/src/ui/dialog.tsx";
import { FileDrop } from "../../../web/src/ui/file-drop.tsx";
import { Row } from "../../../web/src/ui/list-row.tsx";
import { Matrix } from "../../../web/src/ui/matrix.tsx";
import { StickyFoot } from "../../../web/src/ui/page-shell.tsx";
import { Segmented } from "../../../web/src/ui/segmented.tsx";
import { TextArea } from "../../../web/src/ui/text-area.tsx";
import { TextField } from "../../../web/src/ui/text-field.tsx";
import { Toast, ToastRegion } from "../../../web/src/ui/toast.tsx";
import { VirtualList } from "../../../web/src/ui/virtual-list.tsx";

type Level = "below" | "as" | "above";
const names: readonly Level[] = ["below", "as", "above"];
const words = { below: "Di Bawah", as: "Sesuai", above: "Di Atas" } as const;

/** Rating with digits, a text beside it, and a dialog over it. */
function Rating(): VNode {
  const [level, setLevel] = useState<Level>();
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const options = names.map((value, at) => ({
    value,
    label: words[value],
    shape: value,
    key: String(at + 1),
  }));
  const row = level === undefined ? undefined : 2 - names.indexOf(level);
  return (
    <main class="shell-main">
      <h1>Menilai</h1>
      <Segmented label="Hasil kerja" options={options} value={level} onChange={setLevel} />
      <Matrix
        rowsName="Hasil kerja, ke bawah"
        columnsName="Perilaku, ke samping"
        rows={["Di Atas", "Sesuai", "Di Bawah"]}
        columns={["Di Bawah", "Sesuai", "Di Atas"]}
        cells={[
          ["Kurang", "Baik", "Sangat Baik"],
          ["Kurang", "Baik", "Baik"],
          ["Sangat Kurang", "Butuh Perbaikan", "Butuh Perbaikan"],
        ]}
        row={row}
        column={1}
        outcome={row === undefined ? "" : `Predikat ${row === 2 ? "Butuh Perbaikan" : "Baik"}`}
      />
      <TextArea label="Alasan" value={text} onInput={setText} />
      <Button onClick={() => setOpen(true)}>Buka</Button>
      <Dialog isOpen={isOpen} title="Kirim penilaian" closeLabel="Tutup" onClose={() => setOpen(false)}>
        <p>Penilaian ini dikirim kepada pegawai.</p>
      </Dialog>
    </main>
  );
}

/** A dialog that has to be answered, and one that leaves the page together with what it lies in. */
function Dialogs(): VNode {
  const [asks, setAsks] = useState(false);
  const [refused, setRefused] = useState(0);
  const [isThere, setThere] = useState(false);
  return (
    <main class="shell-main">
      <h1>Dialog</h1>
      <Button onClick={() => setAsks(true)}>Tanya</Button>
      <Button onClick={() => setThere(true)}>Sekejap</Button>
      <output>{refused} ditolak</output>
      <Dialog
        isOpen={asks}
        title="Pilih salah satu"
        closeLabel="Tutup"
        mustAnswer
        onClose={() => setRefused((times) => times + 1)}
        foot={<Button onClick={() => setAsks(false)}>Jawab</Button>}
      >
        <p>Jawaban diperlukan.</p>
      </Dialog>
      {isThere && (
        <Dialog isOpen title="Sekejap saja" closeLabel="Tutup" onClose={() => setThere(false)}>
          <p>Teks yang dapat disorot dengan tetikus.</p>
        </Dialog>
      )}
    </main>
  );
}

/** Ten thousand people, each row far lower than it was thought to be. */
function People(): VNode {
  const [count, setCount] = useState(10_000);
  return (
    <main class="shell-main">
      <h1>Pegawai</h1>
      <Button onClick={() => setCount(5)}>Saring</Button>
      <VirtualList label="Pegawai" count={count} estimate={400} keyOf={String}>
        {(row) => <Row title={`Pegawai ${row + 1}`} detail="Pengawas" href={`/pegawai/${row + 1}`} />}
      </VirtualList>
    </main>
  );
}

/** A page that draws itself anew all the time, as one with a running clock does. */
function Receipt(): VNode {
  const [isShown, setShown] = useState(false);
  const [seconds, setSeconds] = useState(0);
  return (
    <main class="shell-main">
      <h1>Tanda terima</h1>
      <Button onClick={() => setShown(true)}>Kirim</Button>
      <Button onClick={() => setSeconds((now) => now + 1)}>Detak</Button>
      <output>{seconds}</output>
      <ToastRegion>
        {isShown && (
          <Toast receipt="TT-2027-01-0418" closeLabel="Tutup" onClose={() => setShown(false)}>
            Laporan diterima,
          </Toast>
        )}
      </ToastRegion>
    </main>
  );
}

const rows = [
  { line: "27", name: "Bagus Hermawan", nip: "19870412", unit: "Disdukcapil" },
  {
    line: "41",
    name: "Yuniarti Kusuma",
    nip: "198704122010012007",
    unit: "Dinas Pekerjaan Umum dan Penataan Ruang",
  },
];

function Forms(): VNode {
  const [text, setText] = useState("Satu");
  const [file, setFile] = useState("");
  const [kept, setKept] = useState("");
  const [sent, setSent] = useState(0);
  const [isReady, setReady] = useState(false);
  return (
    <main class="shell-main">
      <h1>Isian</h1>
      <DataTable
        caption="Baris berkas"
        columns={[
          { key: "line", head: "Baris", cell: ({ line }) => line, isFigure: true },
          { key: "name", head: "Nama", cell: ({ name }) => name, isName: true },
          {
            key: "nip",
            head: "NIP",
            cell: ({ nip }) =>
              nip.length === 18 ? (
                nip
              ) : (
                <CellNote tone="secang" value={nip}>{`${nip.length} angka`}</CellNote>
              ),
          },
          {
            key: "unit",
            head: "Unit",
            cell: ({ unit }) => (
              <>
                {unit} <Chip>usul</Chip>
              </>
            ),
          },
        ]}
        rows={rows}
        keyOf={({ line }) => line}
        toneOf={({ nip }) => (nip.length === 18 ? undefined : "secang")}
      />
      <TextField
        label="NIP"
        hint="18 angka"
        value={text}
        onInput={setText}
        error="NIP 8 angka, seharusnya 18."
      />
      <TextArea label="Alasan" value={text} onInput={setText} />
      <FileDrop
        label="Pilih berkas"
        orDrop="atau seret ke sini"
        hint="XLSX"
        accept=".xlsx"
        onFile={(it) => setFile(it.name)}
      />
      <output>{file}</output>
      <ConflictView
        question="Pilih yang dipakai."
        mine={{ source: "Di HP ini, 09.42", content: "36 jam" }}
        theirs={{ source: "Di server, 09.15", content: "40 jam" }}
        keepLabel="Pakai"
        missing="Pilih salah satu"
        onKeep={setKept}
      />
      <p>{kept !== "" && `Dipakai: ${kept}`}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setSent((times) => times + 1);
        }}
      >
        <TextField label="Target" value={text} onInput={setText} />
        <StickyFoot>
          <Button onClick={() => setReady(true)}>Lengkapi</Button>
          <Button type="submit" kind="primary" missing={!isReady && "Hasil kerja 5 belum bertarget"}>
            Kirim
          </Button>
        </StickyFoot>
      </form>
      <p>{sent} terkirim</p>
    </main>
  );
}

const pages: Readonly<Record<string, ComponentType>> = {
  rating: Rating,
  dialogs: Dialogs,
  people: People,
  receipt: Receipt,
  forms: Forms,
};

const Shown = pages[location.hash.slice(1)] ?? Rating;
const place = document.getElementById("page");
if (place === null) throw new Error("There is no place for the page.");
render(<Shown />, place);
