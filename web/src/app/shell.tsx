import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Link, useLocation } from "wouter-preact";
import { holds } from "#shared/platform/permissions.ts";
import { webPaths } from "#shared/platform/web-paths.ts";
import { common } from "../i18n/common.ts";
import { useSay } from "../i18n/language.ts";
import { isReachable } from "../offline/connection.ts";
import { newVersion, takeNewVersion } from "../offline/update.ts";
import { announce, LiveRegion } from "./announce.tsx";
import { useMe } from "./me.ts";
import { pages } from "./pages.tsx";
import { outbox } from "./services.ts";
import { useStore } from "./store.ts";
import { appTexts } from "./texts.ts";

interface ShellProps {
  readonly children: ComponentChildren;
}

/** What stands around every page: where one can go, whether there is a network, and what has not been sent. */
export function Shell({ children }: ShellProps): VNode {
  const say = useSay();
  return (
    <>
      <a class="skip" href="#content">
        {say(appTexts.skip)}
      </a>
      <header class="top">
        <Link href={webPaths.home}>{say(common.product)}</Link>
        <Link href={webPaths.account}>{say(appTexts.account)}</Link>
      </header>
      <Navigation />
      <Strips />
      <main id="content">{children}</main>
      <LiveRegion />
    </>
  );
}

function Navigation(): VNode | null {
  const say = useSay();
  const { roles } = useMe();
  const [location] = useLocation();
  const shown = pages.flatMap(({ path, nav, needs }) =>
    nav === undefined || (needs !== undefined && !holds(roles, needs)) ? [] : [{ path, nav }],
  );
  if (shown.length === 0) return null;
  return (
    <nav aria-label={say(appTexts.navigation)}>
      <ul>
        {shown.map(({ path, nav }) => (
          <li key={path}>
            <Link href={path} aria-current={location === path ? "page" : undefined}>
              {say(nav)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
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
      {!useStore(isReachable) && <p class="strip strip-offline">{say(appTexts.offline)}</p>}
      {pending > 0 && <p class="strip strip-pending">{say(appTexts.pending, { count: pending })}</p>}
      {isWaiting && (
        <p class="strip">
          {say(appTexts.newVersion)}{" "}
          <button type="button" onClick={takeNewVersion}>
            {say(appTexts.useNewVersion)}
          </button>
        </p>
      )}
    </>
  );
}
