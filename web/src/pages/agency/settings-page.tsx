import type { VNode } from "preact";
import { useMe } from "../../app/me.ts";
import { Page } from "../../app/page.tsx";
import { useSay } from "../../i18n/language.ts";
import { Tabs } from "../../ui/tabs.tsx";
import { AgencySettings } from "./settings-agency.tsx";
import { CalendarSettings } from "./settings-calendar.tsx";
import { MemberSettings } from "./settings-members.tsx";
import { settingsTexts } from "./settings-texts.ts";
import { useAddress } from "./use-address.ts";
import "./settings.css";

const views = { agency: undefined, calendar: "kalender", members: "anggota" } as const;

/** What an agency's administrator decides about how the service works for it, and who may do what. */
export function SettingsPage(): VNode {
  const say = useSay();
  const { agency } = useMe();
  const { said, to } = useAddress();
  const wanted = said.get("lihat") ?? undefined;
  return (
    <Page title={say(settingsTexts.title)} lead={agency.name}>
      <div class="stack">
        <Tabs
          label={say(settingsTexts.views)}
          tabs={(Object.keys(views) as (keyof typeof views)[]).map((name) => ({
            href: to({ lihat: views[name], tahun: undefined }),
            label: say(settingsTexts[name]),
            isCurrent: wanted === views[name],
          }))}
        />
        <div class="stack settings">
          {wanted === views.calendar ? (
            <CalendarSettings />
          ) : wanted === views.members ? (
            <MemberSettings />
          ) : (
            <AgencySettings />
          )}
        </div>
      </div>
    </Page>
  );
}
