import * as z from "zod";
import { importEntity } from "#shared/people/imports.ts";
import { consume } from "#shared/platform/consume.ts";
import { idSchema } from "#shared/platform/ids.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { AgencyTable } from "#shared/platform/table/table.ts";
import { importOfKey } from "./import-files.ts";
import { mayPreview, previewImport } from "./import-preview.ts";

/** S3's "Object Created" as EventBridge tells it. */
const ObjectCreated = z.object({ detail: z.object({ object: z.object({ key: z.string() }) }) });

/** A roster has arrived: it is read and judged, and its preview is laid down. Nothing of it is applied. */
export const handler = consume("uploads", ObjectCreated, async ({ detail }, { now }) => {
  const place = importOfKey(decodeURIComponent(detail.object.key));
  if (place === undefined) return;
  const table = new AgencyTable(functionConnection(), idSchema("agency").parse(place.agency));
  const job = await table.get(importEntity, { id: idSchema("import").parse(place.import) });
  if (job !== undefined && mayPreview(job)) await previewImport(table, job, now);
});
