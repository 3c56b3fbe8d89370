import { can, route } from "#shared/platform/route.ts";
import { AttachFile, FileAddress, PlacedFile } from "./model.ts";

const file = "/v1/cycles/{cycleId}/parts/{partId}/evaluations/{evaluationId}/files/{fileId}";
const own = { when: "own-part" } as const;

export const evidenceRoutes = {
  attachFile: route({
    method: "PUT",
    path: file,
    access: can("evaluation.report", own),
    summary:
      "Ask where to send a file as evidence; asked again, it answers a new address until the file is kept.",
    body: AttachFile,
    returns: PlacedFile,
    errors: [
      "evidence.full",
      "appraisal.no-plan",
      "state.transition",
      "part.excluded",
      "window.not-yet",
      "window.closed",
    ],
  }),
  keepFile: route({
    method: "POST",
    path: `${file}/arrival`,
    access: can("evaluation.report", own),
    summary: "Say that the file was sent; it is kept if it is what it was said to be.",
    returns: PlacedFile,
    errors: [
      "evidence.not-arrived",
      "evidence.wrong-type",
      "appraisal.no-plan",
      "state.transition",
      "part.excluded",
      "window.not-yet",
      "window.closed",
    ],
  }),
  removeFile: route({
    method: "DELETE",
    path: file,
    access: can("evaluation.report", own),
    summary: "Take a file away while the report is not sent; it is deleted.",
    errors: ["appraisal.no-plan", "state.transition", "part.excluded", "window.not-yet", "window.closed"],
  }),
  readFile: route({
    method: "GET",
    path: file,
    access: can("evaluation.read", { when: "reader-of-part" }),
    summary: "Where a file can be fetched, for five minutes; others than its owner see it once it was sent.",
    returns: FileAddress,
  }),
} as const;
