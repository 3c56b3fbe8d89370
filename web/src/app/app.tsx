import { QueryClientProvider, useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { matchRoute, Redirect, Route, Switch, useLocation, useRouter, useSearch } from "wouter-preact";
import { webPaths } from "#shared/platform/web-paths.ts";
import { queries, read } from "../data/queries.ts";
import { common } from "../i18n/common.ts";
import { useSay } from "../i18n/language.ts";
import { keepReads, restoreReads } from "../offline/reads.ts";
import { SignInAgain } from "../session/again.tsx";
import { owner } from "../session/device.ts";
import { session } from "../session/session.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Link } from "../ui/link.tsx";
import { NoPermission } from "../ui/notice.tsx";
import { FailureBoundary, PageFailed } from "./failure.tsx";
import { lazyPage } from "./lazy.tsx";
import { MeContext, useMe } from "./me.ts";
import { OpenPage } from "./open-page.tsx";
import { Page } from "./page.tsx";
import { type PageEntry, pages } from "./pages.tsx";
import { homeOf, isOpenToAll, mayOpen } from "./paths.ts";
import { outbox } from "./services.ts";
import { Shell } from "./shell.tsx";
import { useStore } from "./store.ts";
import { appTexts } from "./texts.ts";
import { PageWaits } from "./waiting.tsx";

const SignInPage = lazyPage(async () => (await import("../pages/sign-in.tsx")).SignInPage);
const InvitationPage = lazyPage(async () => (await import("../pages/invitation.tsx")).InvitationPage);
const ConfirmationPage = lazyPage(
  async () => (await import("../pages/confirmation/confirmation-page.tsx")).ConfirmationPage,
);

/** The pages that are shown without a session, beside the sign-in. */
const openPages: Readonly<Record<string, typeof SignInPage>> = {
  [webPaths.invitation]: InvitationPage,
  [webPaths.confirmation]: ConfirmationPage,
};

export function App(): VNode {
  return (
    <FailureBoundary>
      <QueryClientProvider client={queries}>
        <Door />
        <SignInAgain />
      </QueryClientProvider>
    </FailureBoundary>
  );
}

/** Before the sign-in or behind it. */
function Door(): VNode {
  const [path] = useLocation();
  const search = useSearch();
  const { kind } = useStore(session.state);
  if (isOpenToAll(path)) {
    const OpenToAll = openPages[path] ?? SignInPage;
    return (
      <OpenPage>
        <OpenToAll />
      </OpenPage>
    );
  }
  if (kind === "signed-out") {
    const wanted = search === "" ? path : `${path}?${search}`;
    const query = wanted === webPaths.home ? "" : `?${new URLSearchParams({ ke: wanted })}`;
    return <Redirect to={webPaths.signIn + query} replace />;
  }
  return <House />;
}

/** Everything behind the sign-in: it needs to know who is at work. */
function House(): VNode {
  const isRestored = useRestored();
  useFetchedAhead();
  const { kind } = useStore(session.state);
  const {
    data: me,
    error,
    refetch,
  } = useQuery({
    ...read("identity", "readMe"),
    // The session's answer says it, too.
    enabled: isRestored && kind !== "starting",
  });
  const memberId = me?.memberId;
  useEffect(() => {
    if (memberId === undefined || kind !== "signed-in") return;
    void restoreReads(memberId, queries).then(() => outbox.send());
    return keepReads(memberId, queries);
  }, [memberId, kind]);
  if (me === undefined)
    return (
      <main class="shell-main">
        {error === null ? <PageWaits /> : <PageFailed error={error} again={() => void refetch()} />}
      </main>
    );
  return (
    <MeContext.Provider value={me}>
      <Shell>
        <FailureBoundary key={me.memberId}>
          <Rooms />
        </FailureBoundary>
      </Shell>
    </MeContext.Provider>
  );
}

/** While it is being asked who this is, the page's code comes. */
function useFetchedAhead(): void {
  const [location] = useLocation();
  const { parser } = useRouter();
  // An ordinary effect would wait until something is painted.
  useLayoutEffect(() => {
    void session.started();
    pages.find(({ path }) => matchRoute(parser, path, location)[0])?.page.fetchAhead();
  }, []);
}

/** True once what the device keeps of its person is in the cache, so that it shows before any answer. */
function useRestored(): boolean {
  const [isRestored, setRestored] = useState(owner.get() === undefined);
  useEffect(() => {
    const memberId = owner.get();
    if (memberId === undefined) return;
    void restoreReads(memberId, queries)
      .then(() => outbox.look())
      // A browser may refuse to keep anything; then there is nothing to show beforehand.
      .catch(() => undefined)
      .then(() => setRestored(true));
  }, []);
  return isRestored;
}

function Rooms(): VNode {
  return (
    <Switch>
      <Route path={webPaths.home} component={HomeOfRole} />
      {pages.map((entry) => (
        <Route key={entry.path} path={entry.path}>
          <Room {...entry} />
        </Route>
      ))}
      <Route component={NoPage} />
    </Switch>
  );
}

function HomeOfRole(): VNode {
  return <Redirect to={homeOf(useMe().roles)} replace />;
}

function Room({ page: Content, path }: PageEntry): VNode {
  return mayOpen(path, useMe().roles) ? <Content /> : <NotForThisPerson />;
}

function NotForThisPerson(): VNode {
  const say = useSay();
  return (
    <Page title={say(appTexts.noPermission)}>
      <NoPermission action={<Link href={webPaths.home}>{say(common.toStart)}</Link>}>
        {say(appTexts.noPermissionRemedy)}
      </NoPermission>
    </Page>
  );
}

function NoPage(): VNode {
  const say = useSay();
  return (
    <Page title={say(appTexts.noPage)}>
      <EmptyState
        title={say(appTexts.noPageRemedy)}
        action={<ButtonLink href={webPaths.home}>{say(common.toStart)}</ButtonLink>}
      />
    </Page>
  );
}
