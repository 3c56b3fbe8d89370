import type { ComponentChildren, VNode } from "preact";
import { webPaths } from "#shared/platform/web-paths.ts";
import { TaskPage } from "../../app/page.tsx";
import { useSay } from "../../i18n/language.ts";
import { reportPageTexts as texts } from "./report-texts.ts";

interface FrameProps {
  /** Which evaluation. */
  readonly detail?: string;
  /** What is saved. */
  readonly end?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The page with its way back, whatever stands on it. */
export function ReportFrame({ detail, end, children }: FrameProps): VNode {
  const say = useSay();
  return (
    <TaskPage
      title={say(texts.title)}
      back={{ href: webPaths.today, label: say(texts.back) }}
      {...(detail !== undefined && { detail })}
      {...(end !== undefined && { end })}
    >
      {children}
    </TaskPage>
  );
}
