import { webPaths } from "#shared/platform/web-paths.ts";
import type { Api } from "../../data/client.ts";
import { linkApi, linkFiles, linkPlans } from "../../session/open-api.ts";
import type { FetchFile } from "../../work/evidence-file.tsx";

export type Confirmation = Awaited<ReturnType<Api["appraisals"]["readConfirmation"]>>;
export type Prepared = Confirmation["people"][number];
export type Asked = Confirmation["plans"][number];

/** The code of the link in this tab: a phone that makes room for another app loads the page anew. It goes with the tab. */
const kept = "kinerja.confirmation";

/**
 * The code behind the address, which is then taken out of it and of the history: it is good for whoever has it. Without one
 * the code with which this tab was opened before.
 */
export function takeCode(): string {
  const code = location.hash.slice(1);
  if (code === "") return sessionStorage.getItem(kept) ?? "";
  history.replaceState(history.state, "", webPaths.confirmation);
  sessionStorage.setItem(kept, code);
  return code;
}

/** The link has done its work, or never will. */
export function dropCode(): void {
  sessionStorage.removeItem(kept);
}

/** Makes a draft final as it was shown: the digest says which one that was. */
export async function confirmOne(code: string, { part, state, draft }: Prepared): Promise<Prepared> {
  const isSeenAnew = state === "changed";
  return await linkApi.confirmPrepared({ body: { code, part, hash: draft?.hash ?? "", isSeenAnew } });
}

/** The plan as it was shown: version and digest say which one that was. */
function shownOf(code: string, { part, state, plan }: Asked) {
  return { code, part, version: plan?.version ?? 1, hash: plan?.hash ?? "", isSeenAnew: state === "changed" };
}

export async function approveOne(code: string, asked: Asked): Promise<Asked> {
  return await linkPlans.approveAskedPlan({ body: shownOf(code, asked) });
}

export async function returnOne(code: string, asked: Asked, reason: string): Promise<Asked> {
  return await linkPlans.returnAskedPlan({ body: { ...shownOf(code, asked), reason } });
}

/** As the link asks for the files of one of its people. */
export function filesOf(code: string, { part }: Pick<Prepared, "part">): FetchFile {
  return (fileId) => linkFiles.readLinkedFile({ body: { code, part, fileId } });
}
