import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type * as z from "zod";
import english from "zod/v4/locales/en.js";
import indonesian from "zod/v4/locales/id.js";
import { AppError, type FieldProblem } from "./errors.ts";
import { pathParameters } from "./path-parameters.ts";
import type { RouteDefinition } from "./route.ts";
import type { Language } from "./text.ts";

/** What of an HTTP event a route's schemas read. */
type InputEvent = Pick<
  APIGatewayProxyEventV2,
  "pathParameters" | "queryStringParameters" | "body" | "isBase64Encoded"
>;

const maxBodyBytes = 512 * 1024;

/**
 * Path, query and body of a request as its route describes them. Throws `not-found` for an id of the wrong shape, and
 * `request.invalid` with every field that does not fit, in the caller's language.
 */
export function parseInput(definition: RouteDefinition, event: InputEvent, language: Language) {
  const problems: FieldProblem[] = [];
  const parse = (schema: z.ZodType | undefined, value: unknown, where: string): unknown => {
    if (schema === undefined) return undefined;
    const result = schema.safeParse(value, { error: zodMessages[language].localeError });
    if (result.success) return result.data;
    problems.push(...result.error.issues.map((issue) => fieldProblem(issue, where)));
    return undefined;
  };
  const params = parsePath(event.pathParameters ?? {});
  const query = parse(definition.query, event.queryStringParameters ?? {}, "query");
  const body = definition.body && parse(definition.body, readBody(event), "");
  if (problems.length > 0) throw new AppError("request.invalid", { fields: problems.slice(0, 50) });
  return { params, query, body };
}

const zodMessages = { id: indonesian(), en: english() };

function fieldProblem(issue: z.core.$ZodIssue, where: string): FieldProblem {
  const path = [...(where === "" ? [] : [where]), ...issue.path.map(String)].join(".");
  return { path: path === "" ? "body" : path, message: issue.message, code: issue.code };
}

/** An id of the wrong shape names nothing: it is not found, like one that does not exist. */
function parsePath(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const schema = pathParameters[name as keyof typeof pathParameters];
      const result = schema.safeParse(value);
      if (!result.success) throw new AppError("not-found");
      return [name, result.data as string];
    }),
  );
}

function readBody(event: InputEvent): unknown {
  const text = event.isBase64Encoded
    ? Buffer.from(event.body ?? "", "base64").toString()
    : (event.body ?? "");
  if (Buffer.byteLength(text) > maxBodyBytes) throw new AppError("request.too-large");
  try {
    const value: unknown = text === "" ? undefined : JSON.parse(text);
    if (holdsHalfCharacter(text, value)) throw new SyntaxError("half a character");
    return value;
  } catch (cause) {
    throw new AppError("request.invalid", { fields: [{ path: "body", message: "JSON" }], cause });
  }
}

/**
 * Whether a JSON escape stands for half a character (a lone surrogate), which no UTF-8 store can keep. Only a text with
 * such escapes is looked at twice: written again, whole characters lose theirs and halves keep them.
 */
function holdsHalfCharacter(text: string, value: unknown): boolean {
  const surrogate = /\\ud[89a-f]/i;
  return surrogate.test(text) && surrogate.test(JSON.stringify(value).replaceAll("\\\\", ""));
}
