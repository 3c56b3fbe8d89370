import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { common } from "../../i18n/common.ts";
import { dateOf } from "../../i18n/format.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Icon } from "../../ui/icon.tsx";
import { chevronDown, chevronRight, fileUp } from "../../ui/icons.ts";
import { Link } from "../../ui/link.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { VirtualList } from "../../ui/virtual-list.tsx";
import { useToday } from "./today.ts";
import { unitTexts } from "./unit-texts.ts";
import { type Branch, foundBranches, pathOf, shownBranches } from "./unit-tree.ts";
import { type Unit, useUnits } from "./use-units.ts";

/** More than these are drawn only as they are seen. */
const drawnAtMost = 200;

/** The whole tree, of which one opens what one wants to see, or searches. */
export function UnitTree({ mayChange }: { readonly mayChange: boolean }): VNode {
  const say = useSay();
  const { branches, byId, isKnown, error, again } = useUnits();
  const [typed, setTyped] = useState("");
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  if (error !== null) return <PageFailed error={error} again={again} />;
  if (!isKnown) return <Skeleton label={say(common.loading)} shape="rows" count={6} />;
  if (branches.length === 0) return <NoUnits />;
  // The topmost are open to begin with; pressing turns each over.
  const open = new Set(
    branches
      .filter(({ unit, depth }) => toggled.has(unit.id) !== (depth === 0))
      .map(({ unit }) => unit.id as string),
  );
  const text = typed.trim();
  const isSearch = text !== "";
  const shown = isSearch ? foundBranches(branches, text) : shownBranches(branches, open);
  const toggle = (id: string) => {
    const next = new Set(toggled);
    if (!next.delete(id)) next.add(id);
    setToggled(next);
  };
  const line = (branch: Branch<Unit>) => (
    <UnitLine
      branch={branch}
      isOpen={open.has(branch.unit.id)}
      onToggle={isSearch ? undefined : () => toggle(branch.unit.id)}
      way={isSearch ? pathOf(byId, branch.unit.id).slice(0, -1) : []}
      mayChange={mayChange}
    />
  );
  return (
    <>
      <SearchField
        label={say(unitTexts.search)}
        clearLabel={say(unitTexts.clear)}
        value={typed}
        onInput={setTyped}
        result={isSearch ? say(unitTexts.found, { count: shown.length }) : ""}
      />
      {shown.length === 0 ? (
        <EmptyState title={say(unitTexts.noneFound)} />
      ) : (
        <div class="card people-card">
          {shown.length > drawnAtMost ? (
            <VirtualList
              label={say(unitTexts.tree)}
              count={shown.length}
              estimate={60}
              keyOf={(row) => shown[row]?.unit.id ?? ""}
            >
              {(row) => {
                const branch = shown[row];
                return branch && line(branch);
              }}
            </VirtualList>
          ) : (
            // biome-ignore lint/a11y/noRedundantRoles: Safari takes the role from a list without marks
            <ul role="list" aria-label={say(unitTexts.tree)}>
              {shown.map((branch) => (
                <li key={branch.unit.id} class="unit-item">
                  {line(branch)}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </>
  );
}

function NoUnits(): VNode {
  const say = useSay();
  return (
    <EmptyState
      title={say(unitTexts.none)}
      action={
        <ButtonLink href={webPaths.imports} kind="primary" icon={fileUp}>
          {say(unitTexts.toImport)}
        </ButtonLink>
      }
    >
      {say(unitTexts.noneRemedy)}
    </EmptyState>
  );
}

interface UnitLineProps {
  readonly branch: Branch<Unit>;
  readonly isOpen: boolean;
  /** Absent in what a search found, where nothing is below anything. */
  readonly onToggle: (() => void) | undefined;
  /** The units above, where the place in the list does not tell. */
  readonly way: readonly Unit[];
  readonly mayChange: boolean;
}

function UnitLine({ branch, isOpen, onToggle, way, mayChange }: UnitLineProps): VNode {
  const say = useSay();
  const { unit, depth, children } = branch;
  const hasBelow = children > 0 && onToggle !== undefined;
  return (
    <div class={`unit-line unit-depth-${onToggle === undefined ? 0 : Math.min(depth, 6)}`}>
      {hasBelow ? (
        <button
          type="button"
          class="unit-toggle"
          aria-expanded={isOpen}
          aria-label={say(isOpen ? unitTexts.shut : unitTexts.open, { name: unit.name })}
          onClick={onToggle}
        >
          <Icon of={isOpen ? chevronDown : chevronRight} />
        </button>
      ) : (
        <span class="unit-toggle" />
      )}
      <div class="unit-name">
        <Link href={`${webPaths.people}?unit=${unit.id}`}>
          <span class="unseen">{say(unitTexts.people)} </span>
          <bdi>{unit.name}</bdi>
        </Link>
        <Remarks unit={unit} way={way} below={children} />
      </div>
      {mayChange && (
        <Link href={`${webPaths.units}?ubah=${unit.id}`} isAlone>
          {say(unitTexts.change)}
          <span class="unseen"> {unit.name}</span>
        </Link>
      )}
    </div>
  );
}

interface RemarksProps {
  readonly unit: Unit;
  readonly way: readonly Unit[];
  readonly below: number;
}

/** Under the name: where it is, how much is below, and whether its time is over or to come. */
function Remarks({ unit, way, below }: RemarksProps): VNode | null {
  const say = useSay();
  const language = useLanguage();
  const today = useToday();
  const { from, to } = unit;
  const day = (date: string) => dateOf(date, language);
  const remarks = [
    way.map(({ name }) => name).join(" › "),
    below > 0 ? say(unitTexts.unitsBelow, { count: below }) : "",
    to === undefined ? "" : say(to < today ? unitTexts.ended : unitTexts.ends, { day: day(to) }),
    from !== undefined && from > today ? say(unitTexts.begins, { day: day(from) }) : "",
  ].filter((text) => text !== "");
  if (remarks.length === 0) return null;
  return (
    <span class="unit-remark">
      <bdi>{remarks.join(" · ")}</bdi>
    </span>
  );
}
