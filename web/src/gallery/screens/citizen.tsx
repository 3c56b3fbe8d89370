import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { arrowRight, lock } from "../../ui/icons.ts";
import { Kawung } from "../../ui/kawung.tsx";
import { Logo } from "../../ui/logo.tsx";
import { StickyFoot } from "../../ui/page-shell.tsx";
import { Segments } from "../../ui/progress.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Strength } from "../../ui/strength.tsx";

const answers = ["Tidak cepat", "Kurang cepat", "Cepat", "Sangat cepat"];

/** Is it quick, does it matter? */
export function SurveyScreen(): VNode {
  const [answer, setAnswer] = useState<string | undefined>("Cepat");
  return (
    <div class="shell-page">
      <header>
        <Kawung>
          <p class="survey-head">
            <Logo /> <strong>Layanan akta kelahiran</strong>
          </p>
        </Kawung>
      </header>
      <main class="shell-main">
        <div class="stack">
          <Segments
            parts={["done", "done", "done", "open", "open", "open", "open", "open", "open"]}
            label="Pertanyaan 3 dari 9"
            isWay
          />
          <div class="row-apart">
            <strong>Pertanyaan 3 dari 9</strong>
            <span class="meta">sekitar 40 detik lagi</span>
          </div>
          <h1 class="display">Seberapa cepat akta kelahiran selesai?</h1>
          <p class="lead">Waktu penyelesaian, dari berkas lengkap sampai Bapak/Ibu menerimanya.</p>
          <Segmented
            label="Jawaban"
            isLabelUnseen
            layout="list"
            options={answers.map((label, index) => ({
              value: label,
              label,
              sign: <Strength level={index + 1} of={4} />,
            }))}
            value={answer}
            onChange={setAnswer}
          />
          <p class="row meta">
            <Icon of={lock} size={16} /> Tanpa nama, tanpa NIK
          </p>
        </div>
        <StickyFoot>
          <Button kind="quiet">Lewati</Button>
          <Button kind="primary" iconAfter={arrowRight} missing={answer === undefined && "Pilih jawaban"}>
            Berikutnya
          </Button>
        </StickyFoot>
      </main>
    </div>
  );
}
