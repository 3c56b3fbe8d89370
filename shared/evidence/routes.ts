import { byLink, can, route } from "#shared/platform/route.ts";
import { AttachFile, FileAddress, PlacedFile, ReadLinkedFile } from "./model.ts";

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
  readLinkedFile: route({
    method: "POST",
    path: "/v1/confirmations/file",
    access: byLink,
    summary:
      "Where an external official can fetch a file of somebody whom the link asks to confirm, for five minutes.",
    body: ReadLinkedFile,
    returns: FileAddress,
    errors: ["confirmation.invalid", "confirmation.expired", "confirmation.used"],
  }),
} as const;
