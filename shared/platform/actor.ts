import * as z from "zod";
import { idSchema } from "./ids.ts";
import { roles } from "./permissions.ts";

/**
 * Who calls, as the authorizer verified it. Everything that decides about access comes from here and never from a
 * header, a body or a path.
 */
export const Actor = z.object({
  login: idSchema("login"),
  agency: idSchema("agency"),
  member: idSchema("member"),
  roles: z.array(z.enum(roles)),
  /** The employee that the membership stands for, if any. */
  employee: idSchema("employee").optional(),
  /** The external official that the membership stands for, if any. */
  official: idSchema("official").optional(),
  session: idSchema("session"),
});
export type Actor = z.infer<typeof Actor>;

/** The person behind the actor: an employee's or an external official's id. */
export function personOf(actor: Actor): string | undefined {
  return actor.employee ?? actor.official;
}

/** The authorizer's context reaches the function as text. */
export function actorFromContext(context: unknown): Actor | undefined {
  const text = z.object({ actor: z.string() }).safeParse(context);
  if (!text.success) return undefined;
  const actor = Actor.safeParse(JSON.parse(text.data.actor));
  return actor.success ? actor.data : undefined;
}
