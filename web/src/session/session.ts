import { Refused } from "#shared/platform/client.ts";
import { Store } from "../app/store.ts";
import { isReachable } from "../offline/connection.ts";
import { isUnreachable } from "../offline/unreachable.ts";
import { clearDevice, owner } from "./device.ts";
import { openApi } from "./open-api.ts";

export type SessionState =
  /** It is being asked whether this device is signed in. */
  | { readonly kind: "starting" }
  | { readonly kind: "signed-out" }
  | {
      readonly kind: "signed-in";
      readonly accessToken: string;
      readonly me: Me;
      readonly agencies: readonly AgencyOfLogin[];
    }
  /** It ran out while somebody was at work: they are asked to sign in beside what they have typed. */
  | { readonly kind: "lapsed"; readonly agencyId: AgencyOfLogin["agencyId"] }
  /** Nobody answered; what lies on the device can be read. */
  | { readonly kind: "unreachable" };

export type SignInBody = Parameters<typeof openApi.signIn>[0]["body"];
type AnsweredSession = Awaited<ReturnType<typeof openApi.signIn>>;
export type Me = AnsweredSession["me"];
export type AgencyOfLogin = AnsweredSession["agencies"][number];

/** What tabs of one device tell each other. */
type News = "signed-in" | "begin-anew";

/**
 * The session of this device. The access token lives in memory alone and is renewed by a cookie that no script can
 * read; when that has run out too, calls wait until the person has signed in again, and then go on.
 */
class Session {
  readonly state = new Store<SessionState>({ kind: "starting" });
  readonly #tabs = new BroadcastChannel("kinerja.session");
  /** Whose work this page may show; another tab may have changed whose the device is. */
  #person = owner.get();
  #start: Promise<void> | undefined;
  #renewal: Promise<boolean> | undefined;
  #regained: ((isRegained: boolean) => void) | undefined;

  constructor() {
    this.#tabs.onmessage = ({ data }: MessageEvent<News>) => {
      if (data === "begin-anew") location.replace("/");
      else void this.#regain();
    };
    isReachable.watch((isBack) => {
      if (isBack && this.state.get().kind === "unreachable") this.#start = this.#begin();
    });
  }

  /** Asks once whether the device is signed in, unless somebody signs in first; settles when that is known. */
  started(): Promise<void> {
    this.#start ??= this.#begin();
    return this.#start;
  }

  token(): string | undefined {
    const state = this.state.get();
    return state.kind === "signed-in" ? state.accessToken : undefined;
  }

  /**
   * Exchanges a provider's proof for a session. Throws what the service refuses it with. Where it was somebody else who
   * worked here before, the page must be loaded anew: it may still show what is theirs.
   */
  async signIn(body: SignInBody): Promise<AnsweredSession & { readonly isOtherPerson: boolean }> {
    const session = await openApi.signIn({ body });
    const isOtherPerson = !this.#take(session);
    this.#start = Promise.resolve();
    this.#tell("signed-in");
    return { ...session, isOtherPerson };
  }

  /**
   * A new token, by the cookie; where that has ended, by the person, who is asked in a layer. False when they leave
   * instead, or were not signed in. Rejects when nobody answers.
   */
  renew(): Promise<boolean> {
    this.#renewal ??= this.#renewOnce().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  /** Goes over to another agency of the same login; the app begins anew there. */
  async changeAgency(agencyId: AgencyOfLogin["agencyId"]): Promise<void> {
    await openApi.renewSession({ body: { agencyId } });
    owner.forget();
    this.#tell("begin-anew");
    location.replace("/");
  }

  /** "Keluar dari HP ini": ends the session and leaves nothing of the person on the device. */
  async leave(): Promise<void> {
    this.#regained?.(false);
    // The cookie is out of reach of scripts: without a network the session is ended at the next start, before anything else.
    owner.markLeaving();
    await this.#endAtService().catch(() => undefined);
    await clearDevice({ keepsApp: !isReachable.get() });
    this.#tell("begin-anew");
    location.replace("/");
  }

  async #begin(): Promise<void> {
    try {
      if (owner.isLeaving()) await this.#endAtService();
      if (!this.#take(await openApi.renewSession({ body: {} }))) await beginAnew();
    } catch (error) {
      if (isUnreachable(error)) this.state.set({ kind: owner.isLeaving() ? "signed-out" : "unreachable" });
      else this.state.set({ kind: "signed-out" });
    }
  }

  async #endAtService(): Promise<void> {
    await openApi.signOut();
    owner.hasLeft();
  }

  async #renewOnce(): Promise<boolean> {
    try {
      if (!this.#take(await openApi.renewSession({ body: {} }))) await beginAnew();
      return true;
    } catch (error) {
      if (!(error instanceof Refused) || error.status >= 429) throw error;
      return await this.#lapse();
    }
  }

  #lapse(): Promise<boolean> {
    const state = this.state.get();
    if (state.kind !== "signed-in") {
      this.state.set({ kind: "signed-out" });
      return Promise.resolve(false);
    }
    this.state.set({ kind: "lapsed", agencyId: state.me.agency.agencyId });
    return new Promise((resolve) => {
      this.#regained = resolve;
    });
  }

  /** Another tab signed in: the cookie is good again. */
  async #regain(): Promise<void> {
    if (this.state.get().kind !== "lapsed") return;
    if (!this.#take(await openApi.renewSession({ body: {} }))) await beginAnew();
    this.#regained?.(true);
    this.#regained = undefined;
  }

  /** False, and nothing is shown, where it is somebody else's than who worked here before. */
  #take({ accessToken, me, agencies }: AnsweredSession): boolean {
    const before = this.#person;
    this.#person = me.memberId;
    owner.set(me.memberId);
    if (before !== undefined && before !== me.memberId) return false;
    this.state.set({ kind: "signed-in", accessToken, me, agencies });
    return true;
  }

  #tell(news: News): void {
    this.#tabs.postMessage(news);
  }
}

/** Loads the app anew. Never settles, so that no call goes on as somebody else. */
function beginAnew(): Promise<never> {
  location.replace("/");
  return new Promise(() => undefined);
}

export const session = new Session();
