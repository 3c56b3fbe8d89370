import type { ComponentChildren, VNode } from "preact";
import { Page } from "../../app/page.tsx";
import type { Api } from "../../data/client.ts";
import { useSay } from "../../i18n/language.ts";
import { Steps } from "../../ui/progress.tsx";
import { importTexts } from "./import-texts.ts";

export type ImportView = Awaited<ReturnType<Api["people"]["readImport"]>>;

interface StagePageProps {
  readonly title: string;
  readonly lead?: ComponentChildren;
  /** Index of the step at hand; four: all are behind. */
  readonly step: 0 | 1 | 2 | 3 | 4;
  readonly children: ComponentChildren;
}

/** A stage of the import under the steps of all. */
export function StagePage({ title, lead, step, children }: StagePageProps): VNode {
  const say = useSay();
  const steps = [
    importTexts.stepFile,
    importTexts.stepColumns,
    importTexts.stepReview,
    importTexts.stepApply,
  ];
  return (
    <Page
      // Anew for each stage: its heading is what is read out.
      key={title}
      title={title}
      lead={lead}
      actions={
        <Steps
          label={say(importTexts.steps)}
          steps={steps.map((each) => say(each))}
          current={step}
          doneLabel={say(importTexts.stepDone)}
        />
      }
    >
      {children}
    </Page>
  );
}
