import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Avatar } from "../../ui/avatar.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip, ChipButton } from "../../ui/chip.tsx";
import { Icon } from "../../ui/icon.tsx";
import { arrowRight, check, fileText, image, paperclip, plus } from "../../ui/icons.ts";
import { List, ListRow } from "../../ui/list-row.tsx";
import { Matrix, MiniMatrix } from "../../ui/matrix.tsx";
import { PageHead, StickyFoot, TaskBar, TopBar } from "../../ui/page-shell.tsx";
import { RuleNote } from "../../ui/rule-note.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { ShapeMark } from "../../ui/shape-mark.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { Room } from "../bars-and-paths.tsx";
import { exampleMatrix, Frame, type Level, levels, nothing } from "../examples.tsx";

const people = [
  { name: "Nur Kholifah", initials: "NK", tone: "nila", post: "Pengawas Lapangan", done: "5/5", proofs: 12 },
  {
    name: "Hadi Santosa",
    initials: "HS",
    tone: "daun",
    post: "Ahli Muda, Teknik Jalan",
    done: "5/5",
    proofs: 9,
  },
  {
    name: "Yoga Pratama",
    initials: "YP",
    tone: "kunyit",
    post: "Penelaah Teknis Kebijakan",
    done: "4/4",
    proofs: 7,
  },
  {
    name: "Lestari Manurung",
    initials: "LM",
    tone: "abu",
    post: "Pengadministrasi Perkantoran",
    done: "4/4",
    proofs: 6,
  },
] as const;

/** Who waits, how long? */
export function WaitingScreen(): VNode {
  return (
    <Frame of="supervisor">
      <TopBar place="Bina Marga">
        <Chip isOutlined icon={check}>
          Tersambung
        </Chip>
        <Avatar initials="DA" tone="daun" size="middle" />
      </TopBar>
      <PageHead
        lead={
          <>
            4 belum mengirim laporan. Ditutup Jumat, 15 Jan. Perkiraan selesai: <strong>50 menit</strong>.
          </>
        }
      >
        <h1>18 orang menunggu Bapak/Ibu</h1>
      </PageHead>
      <div class="stack">
        <ButtonLink href="/menilai" kind="primary" isWide iconAfter={arrowRight}>
          Mulai dari yang paling lengkap
        </ButtonLink>
        <Tabs
          label="Daftar"
          tabs={[
            { href: "/menunggu", label: "Menunggu saya", count: 18, isCurrent: true },
            { href: "/pegawainya", label: "Pegawainya", count: 4, isCurrent: false },
            { href: "/selesai", label: "Selesai", count: 22, isCurrent: false },
          ]}
        />
        <Card title="Lengkap, siap dinilai · 13" isQuiet action={<span class="meta">Lapor · bukti</span>}>
          <List>
            {people.map(({ name, initials, tone, post, done, proofs }) => (
              <ListRow
                key={name}
                href={`/menilai/${initials}`}
                start={<Avatar initials={initials} tone={tone} />}
                title={name}
                detail={post}
                end={<StateMark state="done">{done}</StateMark>}
                endDetail={`${proofs} bukti`}
              />
            ))}
          </List>
        </Card>
      </div>
    </Frame>
  );
}

/** What is the evidence, is it fair? */
export function RatingScreen(): VNode {
  const [result, setResult] = useState<Level | undefined>("above");
  const [behaviour, setBehaviour] = useState<Level | undefined>("as");
  const [reason, setReason] = useState(
    "Empat dari lima hasil melampaui target; waktu tanggap 7 jam lebih cepat.",
  );
  const [better, setBetter] = useState("Kabari pelapor sebelum pekerjaan dimulai, bukan sesudahnya.");
  const matrix = exampleMatrix(result, behaviour);
  return (
    <Frame of="supervisor" isTask>
      <TaskBar
        back={{ href: "/menunggu", label: "Kembali" }}
        title={
          <span class="row">
            <Avatar initials="WK" tone="nila" size="middle" />
            <span>
              <h1 class="task-title">Wulan Kartikasari</h1>
              <span class="caption">Ahli Pertama, Bina Marga</span>
            </span>
          </span>
        }
      >
        <span class="caption">
          Orang ke-
          <br />
          <strong>6 dari 18</strong>
        </span>
      </TaskBar>
      <div class="stack">
        <Card title="Rencana dan bukti · 5 hasil kerja" isQuiet>
          <List>
            <ListRow
              start={<Thumb of={image} />}
              title="Laporan jalan berlubang"
              detail="41 jam, target 48"
              end={<LevelWord of="above" word="Di atas" />}
            />
            <ListRow
              start={<Thumb of={fileText} />}
              title="Jalan kondisi mantap"
              detail="81,6 %, target 82 %"
              end={<LevelWord of="as" word="Sesuai" />}
            />
          </List>
        </Card>
        <Segmented
          label="Hasil kerja"
          options={levels(["1", "2", "3"])}
          value={result}
          onChange={setResult}
        />
        <TextArea
          label="Alasan dan bukti"
          qualifier="(wajib untuk Di Atas)"
          value={reason}
          onInput={setReason}
        >
          <ChipButton tone="nila" icon={paperclip} onClick={nothing}>
            Register aduan Des
          </ChipButton>
          <ChipButton isOutlined icon={plus} onClick={nothing}>
            Bukti
          </ChipButton>
        </TextArea>
        <Segmented
          label="Perilaku kerja"
          action={<span class="meta">BerAKHLAK, 7 nilai</span>}
          options={levels(["4", "5", "6"])}
          value={behaviour}
          onChange={setBehaviour}
        />
        <Card>
          <Matrix {...matrix} isOutcomeUnseen />
        </Card>
        <div>
          <div class="row-apart">
            <h2>Ruang predikat</h2>
            <span class="meta">
              Organisasi: <strong>Baik</strong>
            </span>
          </div>
          <Room />
          <RuleNote label="Aturannya" title="Pola distribusi" source="PermenPANRB 6/2022">
            Pola menyarankan, tidak pernah menghalangi.
          </RuleNote>
        </div>
        <TextArea label="Yang dapat ditingkatkan" value={better} onInput={setBetter} />
      </div>
      <StickyFoot>
        <span class="row">
          <MiniMatrix row={matrix.row} column={matrix.column} />
          <span>
            <span class="caption">Predikat, sementara</span>
            <br />
            <strong>Baik</strong>
          </span>
        </span>
        <Button kind="primary" iconAfter={arrowRight}>
          Berikutnya
        </Button>
      </StickyFoot>
    </Frame>
  );
}

function Thumb({ of }: { readonly of: string }): VNode {
  return (
    <span class="thumb">
      <Icon of={of} />
    </span>
  );
}

function LevelWord({ of, word }: { readonly of: Level; readonly word: string }): VNode {
  return (
    <span class="above">
      <ShapeMark of={of} /> {word}
    </span>
  );
}
