import type { VNode } from "preact";
import { webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { initialsOf } from "../../app/initials.ts";
import { common } from "../../i18n/common.ts";
import { dateOf } from "../../i18n/format.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Link } from "../../ui/link.tsx";
import { List, ListRow } from "../../ui/list-row.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { unitTexts } from "./unit-texts.ts";
import { type Official, useOfficials } from "./use-units.ts";

/** Appraisers who are not on the roster. */
export function OfficialsList({ mayChange }: { readonly mayChange: boolean }): VNode {
  const say = useSay();
  const { officials, error, again } = useOfficials();
  if (error !== null) return <PageFailed error={error} again={again} />;
  if (officials === undefined) return <Skeleton label={say(common.loading)} shape="rows" />;
  if (officials.length === 0)
    return <EmptyState title={say(unitTexts.noOfficials)}>{say(unitTexts.noOfficialsRemedy)}</EmptyState>;
  return (
    <Card>
      <List label={say(unitTexts.officials)}>
        {officials.map((official) => (
          <OfficialRow key={official.id} official={official} mayChange={mayChange} />
        ))}
      </List>
    </Card>
  );
}

function OfficialRow({ official, mayChange }: { readonly official: Official; readonly mayChange: boolean }) {
  const say = useSay();
  const language = useLanguage();
  const { id, office, name, email, from, to } = official;
  const day = (date: string | undefined) => (date === undefined ? "…" : dateOf(date, language));
  const term =
    from === undefined && to === undefined ? "" : say(unitTexts.term, { from: day(from), to: day(to) });
  return (
    <ListRow
      start={<Avatar initials={initialsOf(name ?? office)} size="middle" />}
      title={office}
      detail={<bdi>{[name ?? say(unitTexts.noHolder), email, term].filter(Boolean).join(" · ")}</bdi>}
      end={
        <span class="unit-ways">
          <Link href={`${webPaths.people}?penilai=${id}`} isAlone>
            {say(unitTexts.appraised)}
            <span class="unseen"> {office}</span>
          </Link>
          {mayChange && (
            <Link href={`${webPaths.units}?pejabat=${id}`} isAlone>
              {say(unitTexts.change)}
              <span class="unseen"> {office}</span>
            </Link>
          )}
        </span>
      }
    />
  );
}
