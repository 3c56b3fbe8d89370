import { type Agency, DirectoryEntry, defaultSettings } from "#shared/agencies/model.ts";
import { agencyRoutes } from "#shared/agencies/routes.ts";
import {
  agencyEntity,
  allAgencies,
  calendarEntity,
  directoryEntity,
  readAgency,
  settingsEntity,
} from "#shared/agencies/store.ts";
import { nationalHolidays } from "#shared/cycles/national-holidays.ts";
import { newInvitation } from "#shared/identity/invite.ts";
import { invitationEntity, memberEntity } from "#shared/identity/store.ts";
import { isoInstant } from "#shared/platform/clock.ts";
import { derivedId } from "#shared/platform/digest.ts";
import { AppError } from "#shared/platform/errors.ts";
import { newId } from "#shared/platform/ids.ts";
import { type CallContext, implement, serve } from "#shared/platform/serve.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { commit, create, withCurrent } from "#shared/platform/table/commit.ts";
import { type AgencyTable, changed, PlatformTable } from "#shared/platform/table/table.ts";
import type { Write } from "#shared/platform/table/write.ts";

export const implementation = implement(agencyRoutes, {
  subjects: {},
  handlers: {
    onboardAgency: async ({ body }, context) => {
      const platform = new PlatformTable(functionConnection());
      const agencyId = await newAgencyId(context);
      const table = platform.within(agencyId);
      const { administrator, ...profile } = body;
      const agency: Agency = { ...profile, agencyId, createdAt: isoInstant(context.now) };
      const invitee = { ...administrator, roles: ["agencyAdmin"] as const };
      const { member, invitation } = newInvitation(agencyId, invitee, context.now);
      const created = await create({ ...context, table }, agencyEntity, "agency.onboarded", agency, [
        table.create(settingsEntity, defaultSettings),
        table.create(memberEntity, member),
        table.create(invitationEntity, invitation),
        platform.create(directoryEntity, DirectoryEntry.parse(agency)),
      ]);
      // A replay meets the agency as it is by now.
      const { settings } = await readAgency(table);
      return { ...created, settings };
    },

    listAgencies: async ({ query }, { cursors }) => {
      const platform = new PlatformTable(functionConnection());
      return cursors.answer(await platform.query(directoryEntity, allAgencies, cursors.page(query)));
    },

    readAgency: async (_input, { table }) => await agencyView(table),

    configureAgency: async ({ body }, context) => {
      const { profile, settings } = await readAgency(context.table);
      const { settings: wanted, ...fields } = body;
      const nextSettings = { ...changed(settings, {}), ...wanted } as typeof defaultSettings;
      const platform = new PlatformTable(functionConnection());
      const wide = { ...context, table: platform.within(context.actor.agency) };
      const subject = { kind: agencyEntity, current: profile };
      await withCurrent(
        async () =>
          await commit(wide, subject, "agency.configured", async () => {
            const next = changed(profile, fields as Partial<Agency>);
            const writes = [
              ...(wanted === undefined ? [] : [wide.table.replace(settingsEntity, settings, nextSettings)]),
              ...(await directoryWrites(platform, profile, next)),
            ];
            return { next, writes };
          }),
        async () => await agencyView(context.table),
      );
      return await agencyView(context.table);
    },

    readCalendar: async (_input, { table }) => {
      const { calendar } = await readAgency(table);
      return { years: [...calendar], national: [...nationalHolidays] };
    },

    changeCalendar: async ({ body: { version, ...next } }, context) => {
      const current = await context.table.get(calendarEntity, next);
      const seen = { ...context, expectedVersion: context.expectedVersion ?? version };
      if (current !== undefined) {
        return await commit(seen, { kind: calendarEntity, current }, "calendar.changed", () => ({ next }));
      }
      if (seen.expectedVersion !== 0) throw new AppError("edit.conflict");
      return await create(context, calendarEntity, "calendar.changed", next);
    },
  },
});

export const handler = serve(implementation);

async function agencyView(table: AgencyTable) {
  const { profile, settings } = await readAgency(table);
  return { ...profile, settings };
}

/** The operator's list follows a change of name. */
async function directoryWrites(platform: PlatformTable, before: Agency, after: Agency): Promise<Write[]> {
  const entry = before.name === after.name ? undefined : await platform.get(directoryEntity, after);
  if (entry === undefined) return [];
  return [platform.replace(directoryEntity, entry, changed(entry, { name: after.name }))];
}

/** The same request again meets the agency that its first try made. */
async function newAgencyId({ actor, mark, now }: CallContext) {
  if (mark === undefined) return newId("agency", now.epochMilliseconds);
  return derivedId("agency", actor.member, mark.key);
}
