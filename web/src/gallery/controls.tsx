import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Button, ButtonLink, IconButton } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { CheckGroup } from "../ui/check-group.tsx";
import { Chip, ChipButton } from "../ui/chip.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { FileDrop } from "../ui/file-drop.tsx";
import { FileRow } from "../ui/file-row.tsx";
import { Icon } from "../ui/icon.tsx";
import * as icons from "../ui/icons.ts";
import kawung from "../ui/kawung.svg";
import { Key } from "../ui/key.tsx";
import { Link, LinkButton } from "../ui/link.tsx";
import { Row } from "../ui/list-row.tsx";
import { InfoNotice, ReturnedNotice } from "../ui/notice.tsx";
import { LongWork } from "../ui/progress.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Select } from "../ui/select.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Switch } from "../ui/switch.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { TextField } from "../ui/text-field.tsx";
import { VirtualList } from "../ui/virtual-list.tsx";
import { levels, nothing } from "./examples.tsx";

/** What one presses, fills in and chooses, in each of its states. */
export function Controls(): VNode {
  return (
    <main class="sheet">
      <h1 class="unseen">Kendali</h1>
      <Buttons />
      <Fields />
      <Choices />
      <DialogExample />
      <SearchExample />
      <FileExample />
      <Card title="Rangka" isQuiet>
        <Skeleton label="Memuat" shape="text" count={3} />
      </Card>
      <Card title="Ikon" isQuiet>
        <div class="icons">
          {Object.entries(icons).map(([name, shape]) => (
            <Icon key={name} of={shape} />
          ))}
        </div>
      </Card>
      <LongList />
    </main>
  );
}

function Buttons(): VNode {
  const [isRead, setRead] = useState(false);
  return (
    <Card title="Tombol dan tautan" isQuiet>
      <div class="stack">
        <ButtonLink href="/laporan" kind="primary" isWide iconAfter={icons.arrowRight}>
          Mulai dari yang paling lengkap
        </ButtonLink>
        <Button kind="primary" isBusy isWide>
          Mengirim
        </Button>
        <div class="row">
          <Button icon={icons.download}>Ekspor</Button>
          <Button kind="primary">
            Berikutnya <Key>Ctrl</Key> <Key>Enter</Key>
          </Button>
          <IconButton icon={icons.x} label="Tutup" onClick={nothing} />
          <IconButton
            icon={icons.volume2}
            label="Bacakan"
            isPressed={isRead}
            onClick={() => setRead(!isRead)}
          />
        </div>
        <div class="row">
          <Link href="/bukti" isAlone>
            Semua 14 bukti
          </Link>
          <LinkButton onClick={nothing} isAlone>
            Tanya balik
          </LinkButton>
          <LinkButton onClick={nothing} isAlone isDisabled>
            Sudah dijawab
          </LinkButton>
        </div>
        <div class="row">
          <Chip tone="daun" icon={icons.cloudCheck}>
            Tersimpan 09.42
          </Chip>
          <Chip isOutlined icon={icons.check}>
            Tersambung
          </Chip>
          <ChipButton tone="nila" icon={icons.paperclip} onClick={nothing}>
            Register aduan Des
          </ChipButton>
          <ChipButton isOutlined icon={icons.plus} onClick={nothing}>
            Bukti
          </ChipButton>
        </div>
      </div>
    </Card>
  );
}

function Fields(): VNode {
  const [reason, setReason] = useState(
    "Empat dari lima hasil melampaui target; waktu tanggap 7 jam lebih cepat.",
  );
  const [target, setTarget] = useState("36");
  const [unit, setUnit] = useState("jam");
  return (
    <Card title="Isian dengan catatan" isQuiet>
      <div class="stack">
        <TextField
          label="Target"
          hint="Capaian 2026: 41 jam. Awal tahun: 72 jam."
          isFigure
          value={target}
          onInput={setTarget}
          action={<LinkButton onClick={nothing}>Contoh lain</LinkButton>}
          note={{
            name: "Dewi Anggraini",
            initials: "DA",
            date: "Senin, 18 Jan",
            text: "Tahun lalu sudah 41 jam. Mohon diturunkan dari 48, atau jelaskan mengapa tetap.",
            answers: [
              { label: "Tanya balik", onAnswer: nothing },
              { label: "Sudah saya perbaiki", onAnswer: nothing },
            ],
          }}
        />
        <Select
          label="Satuan"
          value={unit}
          onChange={setUnit}
          options={[
            { value: "jam", label: "jam" },
            { value: "hari", label: "hari" },
          ]}
        />
        <TextField
          label="Indikator"
          value="Waktu tanggap laporan jalan"
          onInput={nothing}
          note={{
            name: "Dewi Anggraini",
            initials: "DA",
            date: "Senin, 18 Jan",
            text: "Sebutkan wilayahnya.",
            answers: [],
            answered: "Dijawab Selasa, 19 Jan: sudah saya perbaiki.",
          }}
        />
        <TextArea
          label="Alasan dan bukti"
          qualifier="(wajib untuk Di Atas)"
          value={reason}
          onInput={setReason}
          error="Sebutkan satu bukti."
        >
          <ChipButton isOutlined icon={icons.plus} onClick={nothing}>
            Bukti
          </ChipButton>
        </TextArea>
      </div>
    </Card>
  );
}

function Choices(): VNode {
  const [level, setLevel] = useState<"below" | "as" | "above">();
  const [aspect, setAspect] = useState("waktu");
  const [isSlow, setSlow] = useState(true);
  const [isBusy, setBusy] = useState(false);
  const [roles, setRoles] = useState<readonly ("planner" | "auditor")[]>(["planner"]);
  return (
    <Card title="Pilihan" isQuiet>
      <div class="stack">
        <Segmented
          label="Hasil kerja"
          options={levels(["1", "2", "3"])}
          value={level}
          onChange={setLevel}
          error="Pilih salah satu."
        />
        <Segmented
          label="Aspek yang diukur"
          options={[
            { value: "kuantitas", label: "Kuantitas" },
            { value: "kualitas", label: "Kualitas" },
            { value: "waktu", label: "Waktu" },
            { value: "biaya", label: "Biaya" },
          ]}
          value={aspect}
          onChange={setAspect}
        />
        <CheckGroup
          label="Peran"
          hint="Tetap juga: pegawai."
          options={[
            { value: "planner", label: "perencana periode" },
            { value: "auditor", label: "auditor", hint: "Hanya membaca." },
          ]}
          values={roles}
          onChange={setRoles}
          error={roles.length === 0 ? "Pilih sedikitnya satu peran." : undefined}
        />
        <Switch
          label="Surel memantul"
          hint="Satu dari sepuluh."
          isOn={isSlow}
          word={isSlow ? "nyala" : "mati"}
          onChange={setSlow}
        />
        <Switch label="Basis data sibuk" isOn={isBusy} word={isBusy ? "nyala" : "mati"} onChange={setBusy} />
        <ReturnedNotice lead="Dikembalikan, 2 catatan.">Kirim ulang sampai Jumat, 29 Januari.</ReturnedNotice>
        <InfoNotice lead="Versi baru.">Muat ulang saat sempat.</InfoNotice>
      </div>
    </Card>
  );
}

function DialogExample(): VNode {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <Card title="Lembar" isQuiet>
      <Button onClick={() => setOpen(true)}>Buka lembar</Button>
      <Dialog
        isOpen={isOpen}
        title="Kembalikan laporan?"
        closeLabel="Tutup"
        onClose={close}
        foot={
          <>
            <Button onClick={close}>Batal</Button>
            <Button kind="dangerous" onClick={close}>
              Kembalikan
            </Button>
          </>
        }
      >
        <p>Wulan Kartikasari mendapat surel dengan catatan Bapak/Ibu.</p>
      </Dialog>
    </Card>
  );
}

function SearchExample(): VNode {
  const [wanted, setWanted] = useState("wulan");
  return (
    <Card title="Cari" isQuiet>
      <SearchField
        label="Cari nama atau NIP"
        value={wanted}
        onInput={setWanted}
        clearLabel="Hapus pencarian"
        result="2 pegawai cocok"
      />
    </Card>
  );
}

function FileExample(): VNode {
  const [name, setName] = useState("roster-kota.xlsx");
  return (
    <Card title="Berkas" isQuiet>
      <FileDrop
        label="Pilih berkas"
        orDrop="atau seret ke sini"
        hint="XLSX atau CSV, paling besar 10 MB"
        accept=".xlsx,.csv"
        onFile={(file) => setName(file.name)}
      >
        <LongWork label={name} done={168} total={231} count="168 dari 231" />
      </FileDrop>
      <FileRow
        isPhoto
        picture={kawung}
        title={<LinkButton onClick={nothing}>Rapat koordinasi</LinkButton>}
        detail="167 KB dari 4,8 MB. Terkirim"
      />
      <FileRow
        isPhoto
        title="Foto rapat dengan nama yang panjang sekali dan tidak dapat dipotong"
        detail="JPEG, 167 KB"
        end={
          <LinkButton isAlone onClick={nothing}>
            Buka
          </LinkButton>
        }
      />
      <FileRow isPhoto={false} title="Surat tugas" detail="1,2 MB. Menunggu sinyal" />
    </Card>
  );
}

function LongList(): VNode {
  return (
    <Card title="Daftar panjang, 1.000 baris" isQuiet>
      <VirtualList label="Pegawai" count={1000} estimate={61} keyOf={String}>
        {(row) => (
          <Row
            title={`Pegawai ${row + 1}`}
            detail={row % 7 === 0 ? "Penelaah Teknis Kebijakan pada Sekretariat Daerah" : "Juru Gambar"}
            href={`/pegawai/${row + 1}`}
          />
        )}
      </VirtualList>
    </Card>
  );
}
