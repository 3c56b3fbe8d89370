import { covers } from "../people/rules.ts";
import type { Id } from "../platform/ids.ts";
import type { Member } from "./model.ts";

/** For which external officials a member prepares ratings on a day: a dated fact that ends by itself. */
export function assistedOn({ assists = [] }: Pick<Member, "assists">, day: string): Id<"official">[] {
  return [...new Set(assists.filter((assist) => covers(assist, day)).map(({ official }) => official))];
}
