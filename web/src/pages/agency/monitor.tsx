import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import { pathTo as addressTo, webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { useMay, useNow, useReader } from "../../app/me.ts";
import { Page } from "../../app/page.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { daysInWords, wallMomentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { dayNumber } from "../../ui/days.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { download } from "../../ui/icons.ts";
import { Link } from "../../ui/link.tsx";
import { ClosedState } from "../../ui/notice.tsx";
import { Select } from "../../ui/select.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { wallClockAt } from "../../ui/wall-clock.ts";
import { ExportDialog } from "./export-dialog.tsx";
import { type Place, usePlace } from "./monitor-address.ts";
import { MonitorAside, MonitorFirst } from "./monitor-aside.tsx";
import { MonitorCourse } from "./monitor-course.tsx";
import { type Monitor, useMonitor } from "./monitor-data.ts";
import { Live } from "./monitor-live.tsx";
import { People } from "./monitor-people.tsx";
import { type Phase, phaseAtHand, phasesOf } from "./monitor-phase.ts";
import { monitorTexts } from "./monitor-texts.ts";
import { MonitorTotal } from "./monitor-total.tsx";
import { pathTo } from "./monitor-tree.ts";
import { Units } from "./monitor-units.tsx";
import { OfCycle } from "./of-cycle.tsx";
import "./monitor.css";

/** Will we finish? */
export function MonitorPage(): VNode {
  const say = useSay();
  return (
    <OfCycle
      next={say(monitorTexts.noCycleNext)}
      draw={(cycle, cycles) => <MonitorOfCycle cycle={cycle} cycles={cycles} />}
    />
  );
}

interface MonitorProps {
  readonly cycle: Cycle;
  readonly cycles: readonly Cycle[];
}

function MonitorOfCycle({ cycle, cycles }: MonitorProps): VNode {
  const place = usePlace();
  const now = wallClockAt(useNow(), cycle.zone);
  const phases = phasesOf(cycle);
  const phase = phases.find(({ address }) => address === place.phase) ?? phaseAtHand(phases, now);
  const isOpened = cycle.openedAt !== undefined;
  if (phase === undefined || !isOpened) return <NotOpen cycle={cycle} />;
  return (
    // Another place is another page: its heading gets the focus.
    <MonitorOfPhase
      key={`${cycle.id} ${phase.id} ${place.unit}`}
      cycle={cycle}
      cycles={cycles}
      phases={phases}
      phase={phase}
      place={place}
      now={now}
    />
  );
}

function NotOpen({ cycle }: { readonly cycle: Cycle }): VNode {
  const say = useSay();
  const reader = useReader();
  const mayPlan = useMay("cycles.plan");
  const title = cycle.title[reader.language];
  const moment = wallMomentOf(cycle.opensAt, { ...reader, zone: cycle.zone });
  return (
    <Page title={say(monitorTexts.notOpen, { title })}>
      <EmptyState
        title={say(monitorTexts.notOpenNext, { moment })}
        action={
          mayPlan && (
            <ButtonLink href={addressTo(webPaths.cycle, { id: cycle.id })}>
              {say(monitorTexts.toCycle)}
            </ButtonLink>
          )
        }
      />
    </Page>
  );
}

interface OfPhase extends MonitorProps {
  readonly phases: readonly Phase[];
  readonly phase: Phase;
  readonly place: Place;
  /** What the clocks of the cycle's zone show. */
  readonly now: string;
}

function MonitorOfPhase({ cycle, cycles, phases, phase, place, now }: OfPhase): VNode {
  const say = useSay();
  const monitor = useMonitor(cycle.id, phase.id);
  const mayExport = useMay("reports.export");
  const [isExporting, setExporting] = useState(false);
  const { headline, lead } = useDeadlineWords(cycle, phase, now);
  const path = place.unit === undefined || monitor.top === undefined ? [] : pathTo(place.unit, monitor.top);
  const unit = path.at(-1);
  return (
    <Page
      title={unit?.name ?? headline}
      lead={unit === undefined ? lead : `${headline}. ${lead}`}
      actions={
        <>
          <Live monitor={monitor} />
          {mayExport && (
            <Button icon={download} onClick={() => setExporting(true)}>
              {say(monitorTexts.export)}
            </Button>
          )}
        </>
      }
    >
      <div class="stack">
        <Choices cycle={cycle} cycles={cycles} phases={phases} phase={phase} place={place} />
        <Content cycle={cycle} phase={phase} place={place} monitor={monitor} isOver={phase.closesAt < now} />
      </div>
      {isExporting && <ExportDialog cycle={cycle.id} phase={phase.id} onClose={() => setExporting(false)} />}
    </Page>
  );
}

/** "Tutup 7 hari lagi", and what closes when in full. */
function useDeadlineWords(cycle: Cycle, phase: Phase, now: string) {
  const say = useSay();
  const reader = { ...useReader(), zone: cycle.zone };
  const { language } = reader;
  const daysUntil = (local: string) =>
    daysInWords(dayNumber(local.slice(0, 10)) - dayNumber(now.slice(0, 10)), language);
  const values = (local: string) => ({
    what: phase.what[language],
    title: phase.title[language],
    moment: wallMomentOf(local, reader),
  });
  if (now < phase.opensAt) {
    return {
      headline: say(monitorTexts.opens, { days: daysUntil(phase.opensAt) }),
      lead: say(monitorTexts.from, values(phase.opensAt)),
    };
  }
  const { closes, closed, until, untilExtended, wasUntil } = monitorTexts;
  const isOver = phase.closesAt < now;
  const sentence = isOver ? wasUntil : phase.isExtended ? untilExtended : until;
  return {
    headline: say(isOver ? closed : closes, { days: daysUntil(phase.closesAt) }),
    lead: say(sentence, values(phase.closesAt)),
  };
}

/** So many tabs fit a phone. */
const mostTabs = 3;

function Choices({ cycle, cycles, phases, phase, place }: Omit<OfPhase, "now">): VNode {
  const say = useSay();
  const { language } = useReader();
  const [, go] = useLocation();
  const opened = cycles.filter(({ openedAt }) => openedAt !== undefined);
  const nameOf = ({ id, what, title }: Phase) => (id === "planning" ? what[language] : title[language]);
  return (
    <>
      {opened.length > 1 && (
        <Select
          label={say(monitorTexts.cycle)}
          value={cycle.id}
          options={opened.map(({ id, title }) => ({ value: id, label: title[language] }))}
          onChange={(siklus) => go(place.to({ siklus, fase: undefined, unit: undefined }))}
        />
      )}
      {phases.length > mostTabs ? (
        <Select
          label={say(monitorTexts.phases)}
          value={phase.address}
          options={phases.map((each) => ({ value: each.address, label: nameOf(each) }))}
          onChange={(fase) => go(place.to({ fase }))}
        />
      ) : (
        <Tabs
          label={say(monitorTexts.phases)}
          tabs={phases.map((each) => ({
            href: place.to({ fase: each.address }),
            label: nameOf(each),
            isCurrent: each === phase,
          }))}
        />
      )}
    </>
  );
}

interface ContentProps {
  readonly cycle: Cycle;
  readonly phase: Phase;
  readonly place: Place;
  readonly monitor: Monitor;
  readonly isOver: boolean;
}

function Content({ cycle, phase, place, monitor, isOver }: ContentProps): VNode {
  const say = useSay();
  const { top, error, again } = monitor;
  const mayReadCourse = useMay("monitor.read-trend");
  if (top === undefined) return error === null ? <PageWaits /> : <PageFailed error={error} again={again} />;
  const path = pathTo(place.unit ?? top.id, top);
  const node = path.at(-1);
  if (node === undefined) {
    return (
      <EmptyState
        title={say(monitorTexts.noUnit)}
        action={<Link href={place.to({ unit: undefined })}>{say(monitorTexts.toTop)}</Link>}
      >
        {say(monitorTexts.noUnitNext)}
      </EmptyState>
    );
  }
  const { total, done, excluded } = node.figures;
  if (total + excluded === 0) {
    return <EmptyState title={say(monitorTexts.nobody)}>{say(monitorTexts.nobodyNext)}</EmptyState>;
  }
  const isTop = node === top;
  const open = total - done;
  // Whoever sits at the top itself has a row there, so that the rows add up; a unit shows its people at once.
  const hasPeople =
    node.own.total + node.own.excluded > 0 && (!isTop || node.below.length === 0 || place.unit === node.id);
  // Nights are kept of the whole agency and of the units right below its top.
  const hasCourse = mayReadCourse && path.length <= 2;
  const aside = { cycle, phase, node, isTop, monitor, place };
  return (
    <>
      {isOver && open > 0 && <Closed cycle={cycle} phase={phase} open={open} />}
      <MonitorTotal figures={node.figures}>
        {hasCourse && (
          <MonitorCourse
            cycle={cycle}
            phase={phase}
            figures={node.figures}
            unit={isTop ? undefined : node.id}
          />
        )}
      </MonitorTotal>
      <div class="monitor-panes">
        <MonitorFirst {...aside} />
        <div class="stack monitor-list">
          {(node.below.length > 0 || place.unit !== undefined) && (
            <Units
              top={top}
              path={path}
              node={node}
              phase={phase}
              place={place}
              isOver={isOver}
              hasOwnRow={!hasPeople}
            />
          )}
          {hasPeople && (
            <People key={node.id} cycle={cycle} phase={phase} node={node} place={place} rows={monitor.rows} />
          )}
        </div>
        <MonitorAside {...aside} />
      </div>
    </>
  );
}

function Closed({ cycle, phase, open }: { cycle: Cycle; phase: Phase; open: number }): VNode {
  const say = useSay();
  const reader = useReader();
  const mayExtend = useMay("cycles.extend");
  const { language } = reader;
  const what = phase.what[language];
  const title = phase.title[language];
  const moment = wallMomentOf(phase.closesAt, { ...reader, zone: cycle.zone });
  return (
    <ClosedState
      lead={say(monitorTexts.closedLead, { what, title })}
      action={
        mayExtend && (
          <Link href={addressTo(webPaths.cycle, { id: cycle.id })} isAlone>
            {say(monitorTexts.extend)}
          </Link>
        )
      }
    >
      {say(monitorTexts.closedMeaning, { count: open, moment })}
    </ClosedState>
  );
}
