import { WindowKey } from "#shared/cycles/model.ts";
import { cycleEntity } from "#shared/cycles/store.ts";
import { findWindow } from "#shared/cycles/windows.ts";
import { memberEntity } from "#shared/identity/store.ts";
import { fullName } from "#shared/people/person.ts";
import { officialEntity, personEntity } from "#shared/people/store.ts";
import { type Id, idSchema } from "#shared/platform/ids.ts";
import type { PlatformTable } from "#shared/platform/table/table.ts";
import { explainStep } from "#shared/reminders/explain.ts";
import { explanations } from "#shared/reminders/messages.ts";
import { StepId } from "#shared/reminders/model.ts";
import { deadlineDay } from "#shared/reminders/policy.ts";
import type { StoredMail } from "../engines/contract.ts";
import { stepInShort } from "./milestones.ts";

type Tagged = Pick<StoredMail, "messageId" | "tags">;

/** The names of those whom mails are for, by message id, as the mails' tags say it. */
export async function namesOf(
  table: PlatformTable,
  mails: readonly Tagged[],
): Promise<ReadonlyMap<string, string>> {
  const byAgency = Map.groupBy(mails, ({ tags }) => tags["agency"] ?? "");
  const found = await Promise.all(
    [...byAgency].map(async ([agency, own]) => {
      const agencyId = idSchema("agency").safeParse(agency).data;
      if (agencyId === undefined) return [];
      const names = await namesOfPeople(
        table,
        agencyId,
        new Set(own.map(({ tags }) => tags["person"] ?? "")),
      );
      return own.map(({ messageId, tags }) => [messageId, names.get(tags["person"] ?? "")] as const);
    }),
  );
  return new Map(found.flat().flatMap(([id, name]) => (name === undefined ? [] : [[id, name] as const])));
}

/** The step of a reminder in short. */
export function stepOf(mail: Tagged): string | undefined {
  const step = readStep(mail)?.step;
  return step === undefined ? undefined : stepInShort(step);
}

/** What happened when a mail was sent at once, by how its tag begins. */
const occasions: Readonly<Record<string, string>> = {
  invitation: "Penerima diundang untuk masuk",
  returned: "SKP penerima dikembalikan",
  declined: "Laporan penerima yang terlambat tidak diterima",
  result: "Hasil penilaian penerima ditetapkan",
  import: "Impor yang dimulai penerima selesai",
};

/** What the reminder's step stands for, and its deadline; for a mail sent at once, that it was. */
export async function whyOf(table: PlatformTable, mail: Tagged): Promise<readonly string[]> {
  const { notice } = mail.tags;
  if (notice !== undefined)
    return [`${occasions[notice.split(".")[0] ?? ""] ?? "Ada kabar baru"}. Dikirim segera, bukan pengingat.`];
  const named = readStep(mail);
  const agency = idSchema("agency").safeParse(mail.tags["agency"]).data;
  if (named === undefined || agency === undefined) return [];
  const cycle = await table.within(agency).get(cycleEntity, { id: named.cycle });
  const window = cycle && findWindow(cycle, named.window)?.window;
  if (window === undefined) return [];
  const why = explainStep({ step: named.step, covers: [] }, deadlineDay(window), "id");
  return named.deadlineVersion > 1 ? [...why, explanations.extended.id] : why;
}

interface NamedStep {
  readonly cycle: Id<"cycle">;
  readonly window: WindowKey;
  readonly deadlineVersion: number;
  readonly step: StepId;
}

/** The first step that a reminder carries, as its tag names it: the ledger's key, with "@" for "#". */
function readStep({ tags }: Tagged): NamedStep | undefined {
  const [cycle, window, version, , step] = (tags["step"] ?? "").split("@");
  const read = {
    cycle: idSchema("cycle").safeParse(cycle).data,
    window: WindowKey.safeParse(window).data,
    step: StepId.safeParse(step).data,
  };
  if (read.cycle === undefined || read.window === undefined || read.step === undefined) return undefined;
  return { cycle: read.cycle, window: read.window, step: read.step, deadlineVersion: Number(version) };
}

async function namesOfPeople(
  table: PlatformTable,
  agency: Id<"agency">,
  ids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const refs = [...ids];
  const found = await table
    .within(agency)
    .getTogether(
      [personEntity, refs.flatMap((id) => wrapped(idSchema("employee").safeParse(id).data))],
      [officialEntity, refs.flatMap((id) => wrapped(idSchema("official").safeParse(id).data))],
      [memberEntity, refs.flatMap((id) => wrapped(idSchema("member").safeParse(id).data)).map(asMember)],
    );
  return new Map<string, string>([
    ...found.person.map((one) => [one.id, fullName(one)] as const),
    ...found.official.map((one) => [one.id, one.name ?? one.office] as const),
    ...found.member.map((one) => [one.memberId, one.name] as const),
  ]);
}

function wrapped<I>(id: I | undefined): { id: I }[] {
  return id === undefined ? [] : [{ id }];
}

function asMember({ id }: { id: Id<"member"> }): { memberId: Id<"member"> } {
  return { memberId: id };
}
