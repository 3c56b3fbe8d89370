import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Avatar } from "../../ui/avatar.tsx";
import { Button, ButtonLink, IconButton } from "../../ui/button.tsx";
import { Card, CardLink } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { DeadlineStrip } from "../../ui/deadline-strip.tsx";
import { Icon } from "../../ui/icon.tsx";
import { arrowRight, bookOpen, cloudCheck, cornerDownRight, info, mapPin, volume2 } from "../../ui/icons.ts";
import { Link, LinkButton } from "../../ui/link.tsx";
import { List, ListRow, Row } from "../../ui/list-row.tsx";
import { Matrix } from "../../ui/matrix.tsx";
import { ReturnedNotice } from "../../ui/notice.tsx";
import { NumberedPath } from "../../ui/numbered-path.tsx";
import { PageHead, StickyFoot, TaskBar, TopBar } from "../../ui/page-shell.tsx";
import { Segments } from "../../ui/progress.tsx";
import { Remark } from "../../ui/remark.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Select } from "../../ui/select.tsx";
import { ShapeMark } from "../../ui/shape-mark.tsx";
import { StateMark, StateSign } from "../../ui/state-mark.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { exampleMatrix, Frame, nothing } from "../examples.tsx";

/** What now, by when? */
export function TodayScreen(): VNode {
  return (
    <Frame of="employee">
      <TopBar place="Kota Contoh">
        <StateMark state="unsent" isChip>
          3 belum terkirim
        </StateMark>
        <Avatar initials="WK" tone="nila" size="middle" />
      </TopBar>
      <PageHead lead="Satu hal ditunggu dari Anda.">
        <h1>Selamat pagi, Wulan.</h1>
      </PageHead>
      <div class="stack">
        <Card title="Laporan Semester II 2026">
          <div class="stack">
            <p class="lead">
              Ditunggu sampai <strong>Jumat, 15 Januari</strong> pukul 23.59 WIB,{" "}
              <span class="countdown">7 hari lagi</span>.
            </p>
            <DeadlineStrip
              today="2027-01-08"
              closing="2027-01-15"
              weekdays={["S", "S", "R", "K", "J", "S", "M"]}
              todayLabel="Kini"
              closingLabel="Tutup"
              summary="Dari hari ini, Jumat 8 Januari, sampai Jumat 15 Januari: 7 hari lagi."
            />
            <Segments parts={["done", "done", "done", "open", "open"]} label="3 dari 5 hasil kerja lengkap" />
            <strong>Tinggal 2 dari 5 hasil kerja</strong>
          </div>
          <List isDense>
            <ListRow
              start={<StateSign state="with-employee" />}
              title="Data kondisi jalan"
              endDetail="kurang bukti"
            />
            <ListRow
              start={<StateSign state="not-started" />}
              title="Posko banjir Nov–Des"
              endDetail="belum diisi"
            />
          </List>
          <ButtonLink href="/laporan" kind="primary" isWide iconAfter={arrowRight}>
            Lanjutkan
          </ButtonLink>
        </Card>
        <Card>
          <Row
            start={<Avatar initials="DA" tone="daun" />}
            above="Penilai Anda"
            title="Dewi Anggraini, S.T. (Plt)"
            end={
              <Link href="/penilai" isAlone>
                Keliru?
              </Link>
            }
          />
        </Card>
        <div class="pair">
          <CardLink href="/kriteria" icon={bookOpen}>
            Kriteria saya
          </CardLink>
          <CardLink href="/posisi" icon={mapPin}>
            Posisi saya
          </CardLink>
        </div>
      </div>
    </Frame>
  );
}

/** What must I change? */
export function PlanScreen(): VNode {
  const [aspect, setAspect] = useState("waktu");
  const [target, setTarget] = useState("36");
  return (
    <Frame of="employee" current="/skp" isTask>
      <TaskBar back={{ href: "/skp", label: "Kembali" }} title={<h1 class="task-title">SKP 2027</h1>}>
        <Chip tone="daun" icon={cloudCheck}>
          Tersimpan 09.42
        </Chip>
      </TaskBar>
      <div class="stack">
        <ReturnedNotice lead="Dikembalikan, 2 catatan" aside={<StateMark state="done">1 dijawab</StateMark>}>
          Kirim ulang sampai Jumat, 29 Januari.
        </ReturnedNotice>
        <div class="row-apart meta">
          <span>Hasil kerja 2 dari 5 · Utama</span>
          <Segments
            parts={["done", "current", "done", "done", "open"]}
            label="Hasil kerja kedua dari lima"
            isSmall
          />
        </div>
        <Card title="Laporan jalan berlubang ditangani lebih cepat">
          <div class="stack">
            <p class="row lead">
              <Icon of={cornerDownRight} size={16} /> Mendukung: <strong>Jalan mantap 82 persen</strong>
            </p>
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
            <TextField
              label="Indikator"
              value="Waktu tanggap laporan jalan"
              onInput={nothing}
              action={<LinkButton onClick={nothing}>Contoh lain</LinkButton>}
            />
            <div class="pair">
              <Select
                label="Arah"
                value="lama"
                onChange={nothing}
                options={[{ value: "lama", label: "Paling lama" }]}
              />
              <Select
                label="Satuan"
                value="jam"
                onChange={nothing}
                options={[{ value: "jam", label: "jam" }]}
              />
            </div>
            <TextField
              label="Target"
              hint="Capaian 2026: 41 jam. Awal tahun: 72 jam."
              isFigure
              value={target}
              onInput={setTarget}
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
          </div>
        </Card>
      </div>
      <StickyFoot>
        <span>
          <strong>4 dari 5 lengkap</strong>
          <br />
          <span class="caption">Hasil kerja 5 belum bertarget</span>
        </span>
        <Button kind="primary">Kirim ulang</Button>
      </StickyFoot>
    </Frame>
  );
}

/** Why Baik? */
export function ResultScreen(): VNode {
  return (
    <Frame of="employee" current="/hasil" isTask>
      <TaskBar back={{ href: "/hasil", label: "Kembali" }} title="Hasil saya">
        <IconButton icon={volume2} label="Bacakan" onClick={nothing} />
      </TaskBar>
      <div class="stack">
        <div class="row">
          <Chip tone="nila" icon={info}>
            Semester II 2026, internal
          </Chip>
          <StateMark state="not-started" isChip>
            Sementara
          </StateMark>
        </div>
        <h1 class="display">Mengapa Baik?</h1>
        <p class="lead">
          Ditetapkan Dewi Anggraini, S.T. (Plt) pada Senin, 25 Januari 2027. Inilah jalannya, dari bukti
          sampai predikat.
        </p>
        <NumberedPath
          steps={[
            {
              title: "Buktinya",
              lead: "14 bukti untuk 5 hasil kerja, 12 terverifikasi",
              content: (
                <Card>
                  <List>
                    <ListRow
                      title="Laporan jalan berlubang"
                      detail="72 ke 41 jam, target paling lama 48"
                      end={<Above />}
                    />
                    <ListRow
                      title="Progres fisik sesuai rencana"
                      detail="Deviasi 3,1 poin, target paling banyak 5"
                      end={<Above />}
                    />
                  </List>
                </Card>
              ),
            },
            {
              title: "Bertemu di matriks",
              content: (
                <>
                  <Card>
                    <Matrix {...exampleMatrix("above", "as")} isOutcomeUnseen />
                  </Card>
                  <p class="lead">
                    Bila perilaku dinilai <strong>Di Atas</strong>, predikatnya menjadi{" "}
                    <strong>Sangat Baik</strong>.
                  </p>
                </>
              ),
            },
            {
              title: "Kata penilai Anda",
              content: (
                <div class="stack">
                  <Remark tone="daun" heading="Yang sudah baik">
                    Tanggap laporan turun dari 72 ke 41 jam karena Anda membagi wilayah piket.
                  </Remark>
                  <Remark tone="kunyit" heading="Yang dapat ditingkatkan">
                    Kabari pelapor sebelum pekerjaan dimulai, bukan sesudahnya.
                  </Remark>
                </div>
              ),
            },
          ]}
        />
      </div>
      <StickyFoot>
        <p class="meta">
          “Telah menerima” tidak berarti menyetujui. Tanggapan dapat dikirim sampai{" "}
          <strong>Senin, 8 Februari 2027</strong>.
        </p>
        <Button>Tanggapi</Button>
        <Button kind="primary">Telah menerima</Button>
      </StickyFoot>
    </Frame>
  );
}

function Above(): VNode {
  return (
    <span class="above">
      <ShapeMark of="above" /> Di Atas
    </span>
  );
}
