import type { VNode } from "preact";
import { useSearchParams } from "wouter-preact";
import { webPaths } from "#shared/platform/web-paths.ts";
import { useMay } from "../../app/me.ts";
import { Page } from "../../app/page.tsx";
import { useSay } from "../../i18n/language.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { plus } from "../../ui/icons.ts";
import { Tabs } from "../../ui/tabs.tsx";
import { OfficialForm } from "./official-form.tsx";
import { OfficialsList } from "./officials-list.tsx";
import { UnitForm } from "./unit-form.tsx";
import { unitTexts } from "./unit-texts.ts";
import { UnitTree } from "./unit-tree-view.tsx";
import "./units.css";

/** The tree of units and the officials from outside, and the pages on which they are changed. */
export function UnitsPage(): VNode {
  const [search] = useSearchParams();
  const mayChangeUnits = useMay("units.manage");
  const mayChangeOfficials = useMay("people.manage");
  const unit = search.get("ubah");
  const official = search.get("pejabat");
  if (mayChangeUnits && unit !== null) return <UnitForm key={unit} id={unit} />;
  if (mayChangeOfficials && official !== null && official !== "")
    return <OfficialForm key={official} id={official} />;
  return official === null ? (
    <TreePage mayChange={mayChangeUnits} />
  ) : (
    <OfficialsPage mayChange={mayChangeOfficials} />
  );
}

interface MayChange {
  readonly mayChange: boolean;
}

function TreePage({ mayChange }: MayChange): VNode {
  const say = useSay();
  return (
    <Page
      title={say(unitTexts.title)}
      lead={say(unitTexts.lead)}
      {...(mayChange && {
        actions: (
          <ButtonLink href={`${webPaths.units}?ubah=baru`} icon={plus}>
            {say(unitTexts.add)}
          </ButtonLink>
        ),
      })}
    >
      <div class="stack">
        <Parts isOfficials={false} />
        <UnitTree mayChange={mayChange} />
      </div>
    </Page>
  );
}

function OfficialsPage({ mayChange }: MayChange): VNode {
  const say = useSay();
  return (
    <Page
      title={say(unitTexts.officials)}
      lead={say(unitTexts.officialsLead)}
      {...(mayChange && {
        actions: (
          <ButtonLink href={`${webPaths.units}?pejabat=baru`} icon={plus}>
            {say(unitTexts.addOfficial)}
          </ButtonLink>
        ),
      })}
    >
      <div class="stack">
        <Parts isOfficials />
        <OfficialsList mayChange={mayChange} />
      </div>
    </Page>
  );
}

function Parts({ isOfficials }: { readonly isOfficials: boolean }): VNode {
  const say = useSay();
  return (
    <Tabs
      label={say(unitTexts.tabs)}
      tabs={[
        { href: webPaths.units, label: say(unitTexts.tree), isCurrent: !isOfficials },
        { href: `${webPaths.units}?pejabat`, label: say(unitTexts.officials), isCurrent: isOfficials },
      ]}
    />
  );
}
