import type { VNode } from "preact";
import { useLocation } from "wouter-preact";
import { useSay } from "../../i18n/language.ts";
import { Card } from "../../ui/card.tsx";
import { Link } from "../../ui/link.tsx";
import { List } from "../../ui/list-row.tsx";
import { Select } from "../../ui/select.tsx";
import { type State, StateMark } from "../../ui/state-mark.tsx";
import type { Tone } from "../../ui/tone.ts";
import { UnitFigures, UnitRow } from "../../ui/unit-bar.tsx";
import { VirtualList } from "../../ui/virtual-list.tsx";
import { type Place, standingNames, standings } from "./monitor-address.ts";
import type { Phase } from "./monitor-phase.ts";
import { monitorTexts } from "./monitor-texts.ts";
import { useBarWords, useStandingWords } from "./monitor-total.tsx";
import { flatten, type Kept, keptBy, type Standing, type UnitNode, worstFirst } from "./monitor-tree.ts";

interface UnitsProps {
  readonly top: UnitNode;
  /** From the top to `node`. */
  readonly path: readonly UnitNode[];
  readonly node: UnitNode;
  readonly phase: Phase;
  readonly place: Place;
  readonly isOver: boolean;
  /** Whether those who sit in the unit itself are a row among the others. */
  readonly hasOwnRow: boolean;
}

/** More rows than these are drawn as they are seen. */
const mostRows = 200;

/** The units below one, the worst first; each leads further down. */
export function Units({ top, path, node, phase, place, isOver, hasOwnRow }: UnitsProps): VNode {
  const say = useSay();
  const own: readonly UnitNode[] =
    hasOwnRow && node.own.total + node.own.excluded > 0
      ? [{ ...node, name: say(monitorTexts.ownPeople, { unit: node.name }), figures: node.own, below: [] }]
      : [];
  const { standing } = place;
  const nodes = worstFirst([...own, ...node.below]).filter(
    ({ figures }) => standing === undefined || figures[standing] > 0,
  );
  const row = (each: UnitNode) => ({ node: each, phase, place, isOver, standing });
  return (
    <Card>
      <div class="monitor-head">
        <div>
          <h2>{say(monitorTexts.perUnit)}</h2>
          {node.below.length > 1 && <p class="meta">{say(monitorTexts.worstFirst)}</p>}
        </div>
        <Filters top={top} node={node} place={place} />
      </div>
      {place.unit !== undefined && <Trail path={path} place={place} />}
      {nodes.length === 0 && node.below.length > 0 && (
        <p class="monitor-nothing">
          {say(monitorTexts.unitNothing)}{" "}
          <Link href={place.to({ status: undefined })}>{say(monitorTexts.showAll)}</Link>
        </p>
      )}
      {nodes.length > mostRows ? (
        <VirtualList
          label={say(monitorTexts.perUnit)}
          count={nodes.length}
          estimate={60}
          keyOf={(index) => nodes[index]?.id ?? ""}
        >
          {(index) => {
            const each = nodes[index];
            return each === undefined ? null : <OneUnit {...row(each)} isInVirtualList />;
          }}
        </VirtualList>
      ) : (
        <List label={say(monitorTexts.perUnit)}>
          {nodes.map((each) => (
            <OneUnit key={each.id} {...row(each)} />
          ))}
        </List>
      )}
    </Card>
  );
}

/** Where one is in the tree; each step back up is a link. */
function Trail({ path, place }: Pick<UnitsProps, "path" | "place">): VNode {
  const say = useSay();
  const [top, ...below] = path;
  const steps = below.length === 0 && top !== undefined ? [top] : below;
  return (
    <nav aria-label={say(monitorTexts.where)}>
      <ol class="monitor-trail">
        <li>
          <Link href={place.to({ unit: undefined })} isAlone>
            {say(monitorTexts.allUnits)}
          </Link>
        </li>
        {steps.map((each) => (
          <li key={each.id}>
            {each === path.at(-1) ? (
              <span aria-current="page">{each.name}</span>
            ) : (
              <Link href={place.to({ unit: each.id })} isAlone>
                {each.name}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Filters({ top, node, place }: Pick<UnitsProps, "top" | "node" | "place">): VNode {
  const say = useSay();
  const words = useStandingWords();
  const [, go] = useLocation();
  const units = flatten(top).map(({ node: { id, name }, depth }) => ({
    value: depth === 0 ? "" : id,
    label: depth === 0 ? say(monitorTexts.allUnits) : `${"\u2003".repeat(depth - 1)}${name}`,
  }));
  const states = standings.map((standing) => ({ value: standingNames[standing], label: words[standing] }));
  return (
    <div class="monitor-filters">
      {units.length > 1 && (
        <Select
          label={say(monitorTexts.unit)}
          value={node === top ? "" : node.id}
          options={units}
          onChange={(unit) => go(place.to({ unit: unit || undefined }))}
        />
      )}
      <Select
        label={say(monitorTexts.state)}
        value={place.standing === undefined ? "" : standingNames[place.standing]}
        options={[{ value: "", label: say(monitorTexts.allStates) }, ...states]}
        onChange={(name) => go(place.to({ status: standings.find((each) => standingNames[each] === name) }))}
      />
    </div>
  );
}

interface OneUnitProps extends Pick<UnitsProps, "node" | "phase" | "place" | "isOver"> {
  readonly standing: Standing | undefined;
  readonly isInVirtualList?: boolean;
}

function OneUnit({ node, phase, place, isOver, standing, isInVirtualList = false }: OneUnitProps): VNode {
  const say = useSay();
  const bar = useBarWords();
  const words = useStandingWords();
  const { figures, below } = node;
  const detail = below.length > 1 ? say(monitorTexts.unitsBelow, { count: below.length }) : below[0]?.name;
  const Row = isInVirtualList ? UnitFigures : UnitRow;
  return (
    <Row
      name={node.name}
      detail={detail}
      counts={figures}
      label={`${node.name}: ${bar(figures)}`}
      href={place.to({ unit: node.id })}
    >
      {standing === undefined ? (
        <KeptMark kept={keptBy(figures, isOver)} isPlanning={phase.id === "planning"} />
      ) : (
        <StateMark state={stateOf[standing]}>
          {say(monitorTexts.inState, { count: figures[standing], state: words[standing] })}
        </StateMark>
      )}
    </Row>
  );
}

/** The silhouette of each standing. */
export const stateOf = {
  done: "done",
  withSupervisor: "with-supervisor",
  withEmployee: "with-employee",
  notStarted: "not-started",
  excluded: "not-started",
} as const satisfies Record<Standing, State>;

function KeptMark({ kept, isPlanning }: { readonly kept: Kept; readonly isPlanning: boolean }): VNode {
  const say = useSay();
  const { state, tone, text } = looks(isPlanning)[kept.kind];
  const isMuch = "isMuch" in kept && kept.isMuch;
  const values = "count" in kept ? { count: kept.count } : {};
  return (
    <StateMark state={state} tone={isMuch && kept.kind === "appraiser" ? "kunyit" : tone}>
      {say(text, values)}
    </StateMark>
  );
}

interface Look {
  readonly state: State;
  readonly tone: Tone;
  readonly text: (typeof monitorTexts)[keyof typeof monitorTexts];
}

function looks(isPlanning: boolean): Readonly<Record<Kept["kind"], Look>> {
  return {
    done: { state: "done", tone: "daun", text: monitorTexts.keptDone },
    nearly: { state: "with-supervisor", tone: "daun", text: monitorTexts.keptNearly },
    running: { state: "with-supervisor", tone: "abu", text: monitorTexts.keptRunning },
    nobody: { state: "not-started", tone: "abu", text: monitorTexts.keptNobody },
    overdue: { state: "overdue", tone: "secang", text: monitorTexts.keptOverdue },
    appraiser: { state: "with-supervisor", tone: "abu", text: monitorTexts.keptAppraiser },
    employee: {
      state: "with-employee",
      tone: "abu",
      text: isPlanning ? monitorTexts.keptPlan : monitorTexts.keptReport,
    },
  };
}
