import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { matchRoute, useLocation, useRouter } from "wouter-preact";
import { mainRole, roleNames } from "#shared/identity/messages.ts";
import { capitalised } from "#shared/platform/text.ts";
import { webPaths } from "#shared/platform/web-paths.ts";
import { useInbox } from "../data/inbox.ts";
import { common } from "../i18n/common.ts";
import { useSay } from "../i18n/language.ts";
import { isReachable } from "../offline/connection.ts";
import { newVersion, takeNewVersion } from "../offline/update.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Chip } from "../ui/chip.tsx";
import { cloudOff, menu, zap } from "../ui/icons.ts";
import { LinkButton, Way } from "../ui/link.tsx";
import { Row } from "../ui/list-row.tsx";
import { Notice, OfflineStrip } from "../ui/notice.tsx";
import { type NavItem, PageShell, TopBar } from "../ui/page-shell.tsx";
import { announce, LiveRegion } from "./announce.tsx";
import { initialsOf } from "./initials.ts";
import { useMe } from "./me.ts";
import { isAt, menuOf, phoneItems } from "./menu.ts";
import { type PageEntry, pages } from "./pages.tsx";
import { RecordNote } from "./record-note.tsx";
import { outbox } from "./services.ts";
import { useStore } from "./store.ts";
import { appTexts } from "./texts.ts";
import { Toasts } from "./toasts.tsx";

interface ShellProps {
  readonly children: ComponentChildren;
}

/** What stands around every page: where one can go, whether there is a network, and what has not been sent. */
export function Shell({ children }: ShellProps): VNode {
  const say = useSay();
  const { isTask = false, isWhole = false } = useEntry() ?? {};
  return (
    <PageShell
      skipLabel={say(appTexts.skip)}
      product={say(common.product)}
      place={usePlaceName()}
      home={webPaths.home}
      navigationLabel={say(appTexts.navigation)}
      navigation={useNavigation()}
      isTask={isTask}
      isWhole={isWhole}
      aside={<Aside />}
      strip={<Strips />}
    >
      {!isTask && <Top />}
      {children}
      <Toasts />
      <LiveRegion />
    </PageShell>
  );
}

/** Where one is at work. The service's own house is called as the service is, which stands beside it already. */
function usePlaceName(): string {
  const say = useSay();
  const { agency, roles } = useMe();
  return roles.includes("operator") ? say(appTexts.operatorPlace) : agency.name;
}

/** What the table of pages says of the page that is shown. */
function useEntry(): PageEntry | undefined {
  const [location] = useLocation();
  const { parser } = useRouter();
  return pages.find(({ path }) => matchRoute(parser, path, location)[0]);
}

function useNavigation(): readonly NavItem[] {
  const say = useSay();
  const me = useMe();
  const [location] = useLocation();
  const { appraises, open } = useInbox();
  const items = menuOf(me, appraises, location);
  const more: NavItem = {
    href: webPaths.account,
    label: say(appTexts.more),
    icon: menu,
    isCurrent: isAt(location, webPaths.account),
  };
  return [
    ...items.map(({ path, label, icon }, index) => ({
      href: path,
      label: say(label),
      icon,
      isCurrent: isAt(location, path),
      isWideOnly: index >= phoneItems,
      ...(path === webPaths.inbox && open > 0 ? { count: open } : {}),
    })),
    more,
  ];
}

/** Who is here as what, whose record counts, and what is unsent, on a wide screen; a phone has it at the top and in the account. */
function Aside(): VNode {
  const say = useSay();
  const { name, roles } = useMe();
  const role = capitalised(say(roleNames[mainRole(roles)]));
  // The operator's place is called as the role is.
  const detail = role === usePlaceName() ? undefined : role;
  return (
    <>
      <Unsent />
      <RecordNote />
      <Row
        start={<Avatar initials={initialsOf(name)} size="middle" />}
        title={name}
        detail={detail}
        href={webPaths.account}
      />
    </>
  );
}

function Top(): VNode {
  const say = useSay();
  const { name } = useMe();
  return (
    <TopBar place={usePlaceName()}>
      <Unsent />
      <Way href={webPaths.account} class="top-bar-way" aria-label={say(appTexts.account)}>
        <Avatar initials={initialsOf(name)} size="middle" />
      </Way>
    </TopBar>
  );
}

function Unsent(): VNode | null {
  const say = useSay();
  const { pending } = useStore(outbox.state);
  if (pending === 0) return null;
  return (
    <Chip tone="kunyit" icon={cloudOff}>
      {say(appTexts.pending, { count: pending })}
    </Chip>
  );
}

/** The states of the device that concern every page. */
function Strips(): VNode {
  const say = useSay();
  const { pending } = useStore(outbox.state);
  const before = useRef(pending);
  useEffect(() => {
    if (pending === 0 && before.current > 0) announce(say(appTexts.allSent));
    before.current = pending;
  }, [pending, say]);
  const isWaiting = useStore(newVersion);
  return (
    <>
      {!useStore(isReachable) && (
        <OfflineStrip lead={say(appTexts.offline)}>{say(appTexts.offlineMeaning)}</OfflineStrip>
      )}
      {isWaiting && (
        <Notice
          tone="nila"
          icon={zap}
          role="status"
          lead={say(appTexts.newVersion)}
          action={<LinkButton onClick={takeNewVersion}>{say(appTexts.useNewVersion)}</LinkButton>}
        />
      )}
    </>
  );
}
