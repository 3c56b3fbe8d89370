import type * as z from "zod";
import { idSchema } from "./ids.ts";
import { partIdSchema } from "./part-id.ts";

/** Every name that may stand in braces in a route's path. A path with another name does not compile. */
export const pathParameters = {
  agencyId: idSchema("agency"),
  memberId: idSchema("member"),
  invitationId: idSchema("invitation"),
  unitId: idSchema("unit"),
  employeeId: idSchema("employee"),
  officialId: idSchema("official"),
  assignmentId: idSchema("assignment"),
  importId: idSchema("import"),
  exportId: idSchema("export"),
  cycleId: idSchema("cycle"),
  evaluationId: idSchema("evaluation"),
  partId: partIdSchema,
  resultId: idSchema("result"),
  fileId: idSchema("file"),
} satisfies Record<string, z.ZodType<string>>;

export type PathParameterName = keyof typeof pathParameters;

type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** The parsed parameters of a path, branded by kind; `never` where the path names an unknown one. */
export type PathValues<Path extends string> = {
  readonly [Name in NamesIn<Path> & PathParameterName]: z.output<(typeof pathParameters)[Name]>;
};

/** A path whose every parameter has a schema. */
export type KnownPath<Path extends string> = [Exclude<NamesIn<Path>, PathParameterName>] extends [never]
  ? Path
  : never;
