import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { stepNames } from "#shared/cycles/messages.ts";
import { webPaths } from "#shared/platform/web-paths.ts";
import { useMay, useReader } from "../../app/me.ts";
import { read } from "../../data/queries.ts";
import { shortDay } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Card } from "../../ui/card.tsx";
import type { IsoDate } from "../../ui/days.ts";
import { Link } from "../../ui/link.tsx";
import { List, ListRow } from "../../ui/list-row.tsx";
import { type Calendar, daysOffOf } from "./calendar-days.ts";
import { cycleTexts } from "./cycle-texts.ts";
import type { Picture } from "./cycle-windows.ts";
import { dateOfTime } from "./local-time.ts";

export interface DayOff {
  readonly date: IsoDate;
  readonly name: string;
}

/** The agency's days off of all years that are known; none until they are. */
export function useDaysOff(): readonly DayOff[] {
  const { data } = useQuery(read("agencies", "readCalendar"));
  return data === undefined ? [] : daysOffOf(data);
}

interface HolidaysCardProps {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly daysOff: readonly DayOff[];
  readonly picture: Picture;
}

/** What the picture hatches, by name; and the outages for which windows were extended. */
export function HolidaysCard({ from, to, daysOff, picture }: HolidaysCardProps): VNode {
  const say = useSay();
  const { language } = useReader();
  const mayChange = useMay("agency.configure");
  const { data } = useQuery(read("agencies", "readCalendar"));
  const shown = daysOff.filter(({ date }) => from <= date && date <= to);
  const outages = picture.windows.flatMap(({ key, step, extensions }) =>
    extensions
      .filter(({ reason }) => reason === "outage")
      .map(({ at, note }) => ({ key: `${key} ${at}`, step, at, note })),
  );
  const provisional = data === undefined ? [] : provisionalYears(data, from, to);
  return (
    <Card
      title={say(cycleTexts.holidays)}
      {...(mayChange && {
        action: <Link href={`${webPaths.settings}?lihat=kalender`}>{say(cycleTexts.toCalendar)}</Link>,
      })}
    >
      {shown.length + outages.length === 0 && <p class="lead">{say(cycleTexts.noHolidays)}</p>}
      <List isDense>
        {shown.map(({ date, name }) => (
          <ListRow key={date} title={name} endDetail={shortDay(date, language)} />
        ))}
        {outages.map(({ key, step, at, note }) => (
          <ListRow
            key={key}
            title={`${say(cycleTexts.outage)}: ${say(stepNames[step])}`}
            detail={note}
            endDetail={shortDay(dateOfTime(at), language)}
          />
        ))}
      </List>
      {provisional.map((year) => (
        <p key={year} class="meta">
          {say(cycleTexts.provisional, { year })}
        </p>
      ))}
    </Card>
  );
}

function provisionalYears({ national }: Calendar, from: IsoDate, to: IsoDate): number[] {
  return national
    .filter(
      ({ year, status }) => status === "provisional" && `${year}-12-31` >= from && `${year}-01-01` <= to,
    )
    .map(({ year }) => year);
}
