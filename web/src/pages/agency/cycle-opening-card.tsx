import type { VNode } from "preact";
import { useReader } from "../../app/me.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { numberOf, shortDay } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Card } from "../../ui/card.tsx";
import { Link } from "../../ui/link.tsx";
import { List, ListRow } from "../../ui/list-row.tsx";
import { wallClockAt } from "../../ui/wall-clock.ts";
import { useDryRun } from "./cycle-data.ts";
import { openingKey } from "./cycle-problems.ts";
import { cycleTexts } from "./cycle-texts.ts";
import { localMoment } from "./local-time.ts";

interface OpeningCardProps {
  readonly cycle: Cycle;
  readonly hrefOf: (words: Readonly<Record<string, string | undefined>>) => string;
}

/** Before the opening what it would find, afterwards what it found. */
export function OpeningCard({ cycle, hrefOf }: OpeningCardProps): VNode | null {
  if (cycle.state === "cancelled") return null;
  return cycle.opened === undefined ? (
    <BeforeOpening cycle={cycle} hrefOf={hrefOf} />
  ) : (
    <Found cycle={cycle} opened={cycle.opened} />
  );
}

function Found({
  cycle,
  opened,
}: {
  readonly cycle: Cycle;
  readonly opened: NonNullable<Cycle["opened"]>;
}): VNode {
  const say = useSay();
  const reader = useReader();
  const { openedAt, zone } = cycle;
  const count = (value: number) => <strong class="figures">{numberOf(value, reader.language)}</strong>;
  return (
    <Card title={say(cycleTexts.found)}>
      <List isDense>
        <ListRow title={say(cycleTexts.partsInScope)} end={count(opened.inScope)} />
        <ListRow title={say(cycleTexts.excluded)} end={count(opened.excluded)} />
      </List>
      <p class="meta">
        {openedAt !== undefined &&
          say(cycleTexts.openedAt, {
            moment: localMoment(wallClockAt(openedAt, zone), { ...reader, zone }),
          })}
        . {say(cycleTexts.openingHash, { hash: opened.hash.slice(0, 8) })}
      </p>
    </Card>
  );
}

function BeforeOpening({ cycle, hrefOf }: OpeningCardProps): VNode {
  const say = useSay();
  const reader = useReader();
  const { data: run } = useDryRun(cycle, cycle.state === "planned");
  const count = (value: number | undefined) => (
    <strong class="figures">{value === undefined ? "…" : numberOf(value, reader.language)}</strong>
  );
  const first = run?.steps[0];
  const moment =
    cycle.held === true
      ? say(cycleTexts.held)
      : say(cycleTexts.opensAt, { moment: localMoment(cycle.opensAt, { ...reader, zone: cycle.zone }) });
  return (
    <Card
      title={say(cycleTexts.beforeOpening)}
      {...(cycle.state === "planned" && {
        action: <Link href={hrefOf({ jendela: openingKey })}>{say(cycleTexts.openingChange)}</Link>,
      })}
    >
      <p>{moment}</p>
      <List isDense>
        <ListRow title={say(cycleTexts.inScope)} end={count(run?.inScope)} />
        <ListRow title={say(cycleTexts.excluded)} end={count(run?.excluded)} />
        <ListRow title={say(cycleTexts.unreachable)} end={count(run?.unreachableCount)} />
        {first !== undefined && (
          <ListRow title={say(cycleTexts.firstMail)} endDetail={shortDay(first.day, reader.language)} />
        )}
      </List>
      <p class="row">
        <Link href={hrefOf({ lihat: "periksa", jendela: undefined })} isAlone>
          {say(cycleTexts.toCheck)}
        </Link>
        <Link href={hrefOf({ lihat: "uji-coba", jendela: undefined })} isAlone>
          {say(cycleTexts.toDryRun)}
        </Link>
      </p>
    </Card>
  );
}
