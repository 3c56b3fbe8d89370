import type { Api } from "../../data/client.ts";

export type Official = Awaited<ReturnType<Api["people"]["listOfficials"]>>["items"][number];

/** By name and office, or by the office where no name is known. */
export function callOf({ name, office }: Pick<Official, "name" | "office">): string {
  return name === undefined ? office : `${name}, ${office}`;
}
