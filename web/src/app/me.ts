import { useQuery } from "@tanstack/preact-query";
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { holds, type Permission } from "#shared/platform/permissions.ts";
import type { Api } from "../data/client.ts";
import { read } from "../data/queries.ts";
import type { Reader } from "../i18n/format.ts";
import { useLanguage } from "../i18n/language.ts";

export type Me = Awaited<ReturnType<Api["identity"]["readMe"]>>;

/** Who is at work here; every page behind the sign-in is drawn within it. */
export const MeContext = createContext<Me | undefined>(undefined);

export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === undefined) throw new Error("This page is drawn without knowing who reads it.");
  return me;
}

/** Whether a control is worth showing; the service decides again. */
export function useMay(permission: Permission): boolean {
  return holds(useMe().roles, permission);
}

/** How the person reads dates and numbers. */
export function useReader(): Reader {
  const { agency } = useMe();
  return { language: useLanguage(), zone: agency.zone };
}

const minute = 60_000;

/** The service's time, to the minute: the phone's own clock may be wrong, and a local cloud's stands where it was set. */
export function useNow(): string {
  const { data, dataUpdatedAt } = useQuery(read("identity", "readMe"));
  const [elapsed, setElapsed] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setElapsed(Date.now()), minute);
    return () => clearInterval(timer);
  }, []);
  const saidAt = Date.parse(data?.now ?? new Date(elapsed).toISOString());
  return new Date(saidAt + Math.max(0, elapsed - dataUpdatedAt)).toISOString();
}
