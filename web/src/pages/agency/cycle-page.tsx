import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useParams } from "wouter-preact";
import { webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { useReader } from "../../app/me.ts";
import { Page } from "../../app/page.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { read } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { Link } from "../../ui/link.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { CycleCheck } from "./cycle-check.tsx";
import { CycleDryRun } from "./cycle-dry-run.tsx";
import { periodInWords } from "./cycle-lanes.ts";
import { CycleSchedule } from "./cycle-schedule.tsx";
import { CycleState } from "./cycle-state.tsx";
import { cycleTexts } from "./cycle-texts.ts";
import { useAddress } from "./use-address.ts";
import "./cycle.css";

/** One cycle: what happens when, whether its data is sound, and what its opening would do. */
export function CyclePage(): VNode {
  const say = useSay();
  const { id: cycleId = "" } = useParams();
  const { data: cycle, error, refetch } = useQuery(read("cycles", "readCycle", { params: { cycleId } }));
  if (cycle !== undefined) return <Views key={cycle.id} cycle={cycle} />;
  return (
    <Page title={say(cycleTexts.title)}>
      {error === null ? <PageWaits /> : <PageFailed error={error} again={() => void refetch()} />}
    </Page>
  );
}

const views = { schedule: undefined, check: "periksa", dryRun: "uji-coba" } as const;

function Views({ cycle }: { readonly cycle: Cycle }): VNode {
  const say = useSay();
  const { language } = useReader();
  const { said, to } = useAddress();
  const wanted = said.get("lihat") ?? undefined;
  const [first, ...others] = cycle.evaluations;
  const label = others.length === 0 ? first?.label[language] : undefined;
  const rule = say(cycle.state === "planned" ? cycleTexts.canChange : cycleTexts.changesAreTold);
  return (
    <Page
      title={cycle.title[language]}
      lead={
        <>
          {label ?? periodInWords(cycle.period, say, language)}. {rule}{" "}
          <Link href={webPaths.cycles}>{say(cycleTexts.all)}</Link>
        </>
      }
      actions={<CycleState cycle={cycle} isChip />}
    >
      <div class="stack">
        {cycle.state !== "cancelled" && (
          <Tabs
            label={say(cycleTexts.views)}
            tabs={(Object.keys(views) as (keyof typeof views)[]).map((name) => ({
              href: to({ lihat: views[name], jendela: undefined, orang: undefined }),
              label: say(cycleTexts[name]),
              isCurrent: wanted === views[name],
            }))}
          />
        )}
        {wanted === views.check ? (
          <CycleCheck cycle={cycle} />
        ) : wanted === views.dryRun ? (
          <CycleDryRun cycle={cycle} />
        ) : (
          <CycleSchedule cycle={cycle} />
        )}
      </div>
    </Page>
  );
}
