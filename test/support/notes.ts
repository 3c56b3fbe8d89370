import * as z from "zod";
import { derivedId } from "#shared/platform/digest.ts";
import { AppError } from "#shared/platform/errors.ts";
import { type Id, idSchema } from "#shared/platform/ids.ts";
import { PageQuery, pageModel } from "#shared/platform/pages.ts";
import { can, open, route } from "#shared/platform/route.ts";
import { implement } from "#shared/platform/serve.ts";
import { commit, create, remove } from "#shared/platform/table/commit.ts";
import { entity } from "#shared/platform/table/entity.ts";
import { keys } from "#shared/platform/table/keys.ts";
import { accessPattern } from "#shared/platform/table/query.ts";
import { changed } from "#shared/platform/table/table.ts";

/** A small area that exists in tests only: enough of one to see every promise of the platform kept. */
export const Note = z.object({
  id: idSchema("export"),
  text: z.string().min(1).max(200),
  /** Kept, but declared by no route: it must never be seen outside. */
  secret: z.string().optional(),
});
export type Note = z.infer<typeof Note>;

export const noteEntity = entity({
  name: "note",
  keyClass: "exports",
  schema: 1,
  model: Note,
  key: (agency, note: Pick<Note, "id">) => keys.export(agency, note.id),
});

const NoteView = z.object({ id: idSchema("export"), text: z.string(), version: z.number() });
const NoteInput = z.strictObject({ text: z.string().min(1).max(200) });
const oneNote = "/v1/notes/{exportId}";

export const noteRoutes = {
  createNote: route({
    method: "POST",
    path: "/v1/notes",
    access: can("plan.write"),
    body: NoteInput,
    returns: NoteView,
    status: 201,
    summary: "Writes a note.",
  }),
  listNotes: route({
    method: "GET",
    path: "/v1/notes",
    access: can("plan.read"),
    query: PageQuery,
    returns: pageModel(NoteView),
    summary: "All notes.",
  }),
  readNote: route({
    method: "GET",
    path: oneNote,
    access: can("plan.read"),
    returns: NoteView,
    summary: "One note.",
  }),
  changeNote: route({
    method: "PUT",
    path: oneNote,
    access: can("plan.write"),
    body: NoteInput,
    returns: NoteView,
    errors: ["edit.conflict"],
    summary: "Changes a note.",
  }),
  removeNote: route({
    method: "DELETE",
    path: oneNote,
    access: can("plan.write"),
    summary: "Takes a note away.",
  }),
  readOwn: route({
    method: "GET",
    path: "/v1/people/{employeeId}/note",
    access: can("plan.read", { when: "reader-of-employee" }),
    returns: z.object({ text: z.string() }),
    summary: "Only one's own.",
  }),
  misbehave: route({
    method: "GET",
    path: "/v1/misbehaviour",
    access: open("A test."),
    query: z.strictObject({ how: z.enum(["throttle", "bug", "undeclared", "page", "cookie"]) }),
    returns: z.string(),
    produces: "text/html; charset=utf-8",
    summary: "Goes wrong as asked.",
  }),
};

export const allNotes = accessPattern([noteEntity], (agency) => ({
  partition: keys.export(agency, "" as Id<"export">).pk,
}));

export const notes = implement(noteRoutes, {
  subjects: {
    "reader-of-employee": async ({ employeeId }, { actor }) =>
      actor.employee === employeeId ? { text: "mine" } : undefined,
  },
  handlers: {
    createNote: async ({ body }, context) => {
      const id = derivedId("export", context.actor.agency, context.mark?.key ?? "");
      return await create(context, noteEntity, "note.create", { id, ...body, secret: "sealed" });
    },
    listNotes: async ({ query }, { table, cursors }) => {
      const after = query.cursor === undefined ? {} : { after: cursors.read(query.cursor) };
      const page = await table.query(allNotes, { limit: query.limit, ...after });
      return {
        items: [...page.items],
        ...(page.next === undefined ? {} : { next: cursors.write(page.next) }),
      };
    },
    readNote: async ({ params }, { table }) => await found(table.get(noteEntity, { id: params.exportId })),
    changeNote: async ({ params, body }, context) => {
      const current = await found(context.table.get(noteEntity, { id: params.exportId }));
      const next = () => ({ next: changed(current, body) });
      return await commit(context, { kind: noteEntity, current }, "note.change", next);
    },
    removeNote: async ({ params }, context) => {
      const current = await found(context.table.get(noteEntity, { id: params.exportId }));
      await remove(context, noteEntity, current, "note.remove");
      return undefined;
    },
    readOwn: async ({ subject }) => subject,
    misbehave: async ({ query }, context) => {
      switch (query.how) {
        case "throttle":
          throw Object.assign(new Error("slow down"), { name: "ThrottlingException" });
        case "bug":
          throw new TypeError("cannot read 198501012010011001 of budi@pauh.go.id");
        case "undeclared":
          return 7 as unknown as string;
        case "page":
          return "<p>ok</p>";
        case "cookie":
          context.setCookie("refresh=1; HttpOnly");
          return "kept";
      }
    },
  },
});

async function found<T>(item: Promise<T | undefined>): Promise<T> {
  const value = await item;
  if (value === undefined) throw new AppError("not-found");
  return value;
}
