import type { VNode } from "preact";
import { useParams } from "wouter-preact";
import { DeskContext, deskOf } from "./desk.ts";
import { PersonPage } from "./person-page.tsx";

/** One of the official's people: the page that the official would have, without what decides. */
export function PreparingPersonPage(): VNode {
  const { official = "" } = useParams<{ official: string }>();
  return (
    <DeskContext.Provider value={deskOf(official)}>
      <PersonPage />
    </DeskContext.Provider>
  );
}
