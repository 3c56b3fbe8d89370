import { createHash } from "node:crypto";
import { beforeEach, vi } from "vitest";
import type * as z from "zod";
import type { AttachFile, PlacedFile } from "#shared/evidence/model.ts";
import { evidenceRoutes } from "#shared/evidence/routes.ts";
import type { Actor } from "#shared/platform/actor.ts";
import { type Id, newId } from "#shared/platform/ids.ts";
import { resultId } from "./appraisal-samples.ts";
import { gate } from "./gate.ts";
import { planAndApprove } from "./hot-operations.ts";
import { stored as objects } from "./objects.ts";
import { during, newWork, type Work } from "./work.ts";
import { useWorld, type World } from "./world.ts";

vi.mock("#shared/platform/objects.ts", () => import("./objects.ts"));

const { implementation: plans } = await import("#functions/plans/handlers.ts");
const { implementation: appraisals } = await import("#functions/appraisals/handlers.ts");
const { implementation: evidence } = await import("#functions/evidence/handlers.ts");

/** Deployed functions find it in their environment. */
Object.assign(process.env, { EVIDENCE_BUCKET: "evidence" });

/** Begins as a JPEG does. */
export const photo = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  Buffer.from("a photo of the register"),
]);

export interface EvidenceWorld extends World {
  /** A part with an approved plan of two results, on a day on which the report can be written. */
  reporting(): Promise<Work>;
  /** Asks for a file's place; the facts are those of `photo` but for what is given. */
  attach(work: Work, over?: Partial<AttachFile>, file?: Id<"file">, as?: Actor): Promise<Attached>;
  /** What asking is refused with. */
  attachRefusal(work: Work, over?: Partial<AttachFile>, file?: Id<"file">): Promise<string>;
  /** Puts bytes where the upload would. */
  arrive(work: Work, file: Id<"file">, bytes?: Buffer): void;
  /** What lies under a key of this file, `awaited` or `kept`. */
  object(work: Work, file: Id<"file">, where: "awaited" | "kept"): Uint8Array | undefined;
  /** All of it: place, bytes, kept. Answers the piece of evidence that names it. */
  keptFile(work: Work, over?: Partial<AttachFile>): Promise<FileEvidence>;
}

type Attached = z.output<typeof PlacedFile>;

export interface FileEvidence extends Omit<AttachFile, "result"> {
  readonly kind: "file";
  readonly key: string;
  readonly title: string;
  readonly fileId: Id<"file">;
}

export const newFile = () => newId("file", Date.now());
export const paramsFor = (work: Work, fileId: Id<"file">) => ({
  ...work.params,
  evaluationId: work.evaluation,
  fileId,
});

export function factsOf(bytes: Buffer, over: Partial<AttachFile> = {}): AttachFile {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { result: resultId(1), name: "IMG_1.jpg", type: "image/jpeg", size: bytes.length, sha256, ...over };
}

/** Plans, appraisals and evidence on the real table, with objects in memory; every call outwards passes the gate. */
export function useEvidenceWorld(): EvidenceWorld {
  const world = useWorld([plans, appraisals, evidence], (connection) => gate.through(connection));
  beforeEach(() => {
    objects.clear();
    gate.revive();
  });

  const keyOf = (work: Work, file: Id<"file">, where: "awaited" | "kept") =>
    `evidence/${where}/${work.agency}/${work.part.id}/${work.evaluation}/${file}`;
  const asking = (work: Work, over: Partial<AttachFile>, file: Id<"file">, as: Actor) => ({
    as,
    params: paramsFor(work, file),
    body: factsOf(photo, over),
  });

  const own: Omit<EvidenceWorld, keyof World> = {
    reporting: async () => {
      const work = await newWork(world);
      await planAndApprove(world, work);
      world.travelTo(during.progress);
      return work;
    },
    attach: async (work, over = {}, file = newFile(), as = work.employee) =>
      (await world.call(evidenceRoutes.attachFile, asking(work, over, file, as))).body,
    attachRefusal: async (work, over = {}, file = newFile()) =>
      (await world.refusal(evidenceRoutes.attachFile, asking(work, over, file, work.employee))).code,
    arrive: (work, file, bytes = photo) => void objects.set(keyOf(work, file, "awaited"), bytes),
    object: (work, file, where) => objects.get(keyOf(work, file, where)),
    keptFile: async (work, over = {}) => {
      const { id } = await own.attach(work, over);
      own.arrive(work, id);
      const keeping = { as: work.employee, params: paramsFor(work, id) };
      const { body } = await world.call(evidenceRoutes.keepFile, keeping);
      const { name, type, size, sha256 } = body;
      return {
        kind: "file",
        key: id.slice(-6),
        title: "Foto register",
        fileId: id,
        name,
        type,
        size,
        sha256,
      };
    },
  };
  return Object.assign(Object.create(Object.prototype, Object.getOwnPropertyDescriptors(world)), own);
}
