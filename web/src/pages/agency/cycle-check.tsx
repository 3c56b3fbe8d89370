import { useInfiniteQuery, useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { findingNames } from "#shared/cycles/messages.ts";
import { PageFailed } from "../../app/failure.tsx";
import { useReader } from "../../app/me.ts";
import { PageWaits } from "../../app/waiting.tsx";
import { api } from "../../data/client.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { read, refresh } from "../../data/queries.ts";
import { momentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { circleAlert, info, rotateCcw, triangleAlert } from "../../ui/icons.ts";
import { Link, LinkButton } from "../../ui/link.tsx";
import type { Tone } from "../../ui/tone.ts";
import { Refusal } from "../../work/refusal.tsx";
import { CycleEvaluations } from "./cycle-evaluations.tsx";
import { type Finding, type FindingCode, fixOf, pageOf } from "./cycle-fixes.ts";
import { cycleTexts } from "./cycle-texts.ts";
import { Names } from "./names.tsx";

type Severity = Finding["severity"];
interface FindingCount {
  readonly code: string;
  readonly severity: Severity;
  readonly count: number;
}

const looks: Readonly<Record<Severity, { readonly tone: Tone; readonly icon: string }>> = {
  blocks: { tone: "secang", icon: circleAlert },
  fix: { tone: "kunyit", icon: triangleAlert },
  warning: { tone: "abu", icon: info },
};

/** Everything that would go wrong, gravest first, each with its remedy and the page where that is done. */
export function CycleCheck({ cycle }: { readonly cycle: Cycle }): VNode {
  const say = useSay();
  const reader = useReader();
  const params = { cycleId: cycle.id };
  // The counts are of all that was found; the findings themselves are read where somebody looks.
  const query = useQuery(read("cycles", "checkCycle", { params, query: { limit: 1 } }));
  const { data: check, error, refetch, isFetching } = query;
  if (check === undefined) {
    return error === null ? <PageWaits /> : <PageFailed error={error} again={() => void refetch()} />;
  }
  const many = (wanted: Severity) =>
    check.counts.filter(({ severity }) => severity === wanted).reduce((sum, { count }) => sum + count, 0);
  const again = (
    <Button icon={rotateCcw} isBusy={isFetching} onClick={() => refresh(["cycles/checkCycle"])}>
      {say(cycleTexts.checkAgain)}
    </Button>
  );
  return (
    <>
      <div class="row-apart">
        <div>
          <p class="lead">
            {say(cycleTexts.findings, { blocks: many("blocks"), fix: many("fix"), warning: many("warning") })}
          </p>
          <p class="meta">{say(cycleTexts.checkedAt, { moment: momentOf(check.checkedAt, reader) })}</p>
        </div>
        {again}
      </div>
      {check.counts.length === 0 ? (
        <Card>
          <EmptyState title={say(cycleTexts.allGood)}>{say(cycleTexts.allGoodNext)}</EmptyState>
        </Card>
      ) : (
        check.counts.map((count) => (
          <FindingGroup key={`${count.severity} ${count.code}`} cycle={cycle} group={count} />
        ))
      )}
    </>
  );
}

interface FindingGroupProps {
  readonly cycle: Cycle;
  readonly group: FindingCount;
}

/** One kind of finding: how many, how grave, and on asking who and what to do. */
function FindingGroup({ cycle, group: { code, severity, count } }: FindingGroupProps): VNode {
  const say = useSay();
  // What must be put right before the opening lies open.
  const [isOpen, setOpen] = useState(severity !== "warning");
  const { tone, icon } = looks[severity];
  const name = say(findingNames[code as FindingCode], { count });
  return (
    <Card
      title={`${count} ${name}`}
      action={
        <span class="row">
          <Chip tone={tone} icon={icon}>
            {say(cycleTexts[severity])}
          </Chip>
          <LinkButton isAlone onClick={() => setOpen(!isOpen)}>
            {say(isOpen ? cycleTexts.hideSubjects : cycleTexts.showSubjects)}
            <span class="unseen"> {name}</span>
          </LinkButton>
        </span>
      }
    >
      {isOpen && <Findings cycle={cycle} code={code} />}
    </Card>
  );
}

interface FindingsProps {
  readonly cycle: Cycle;
  readonly code: string;
}

const pageLength = 50;

function Findings({ cycle, code }: FindingsProps): VNode {
  const say = useSay();
  const params = { cycleId: cycle.id };
  const pages = useInfiniteQuery({
    // Under the key of the check, so that checking again asks for it too.
    queryKey: ["cycles", "checkCycle", { params, code }],
    queryFn: ({ pageParam }) =>
      api.cycles.checkCycle({
        params,
        query: { code: code as FindingCode, limit: pageLength, cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  const findings = pages.data?.pages.flatMap((page) => page.findings) ?? [];
  if (pages.isPending) return <PageWaits />;
  return (
    <div class="stack">
      <Refusal error={pages.error} />
      {alike(findings).map(({ what, fix, first, subjects }) => (
        <div key={what} class="finding">
          <p>
            <strong>{what}</strong>
          </p>
          <p class="lead">{fix}</p>
          <Names people={subjects.map((subject) => ({ ...subject, href: pageOf(subject.id) }))} />
          <FixLink finding={first} cycle={cycle} />
          {code === "person.needs-quarterly" && <CycleEvaluations cycle={cycle} fix={fix} />}
        </div>
      ))}
      {pages.hasNextPage && (
        <Button isBusy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {say(cycleTexts.more)}
        </Button>
      )}
    </div>
  );

  /** Findings of the same words are told once, with all whom they name. */
  function alike(all: readonly Finding[]) {
    const groups = new Map<
      string,
      { what: string; fix: string; first: Finding; subjects: Finding["subjects"] }
    >();
    for (const finding of all) {
      const what = say(finding.what);
      const known = groups.get(what);
      const subjects = [...(known?.subjects ?? []), ...finding.subjects];
      groups.set(what, { what, fix: say(finding.fix), first: known?.first ?? finding, subjects });
    }
    return [...groups.values()];
  }
}

function FixLink({ finding, cycle }: { readonly finding: Finding; readonly cycle: Cycle }): VNode | null {
  const fix = fixOf(finding, cycle, useSay());
  if (fix === undefined) return null;
  return (
    <Link href={fix.href} isAlone>
      {fix.label}
    </Link>
  );
}
