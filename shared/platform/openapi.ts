import * as z from "zod";
import { gatewayMessages, refusalsByStatus, successStatus } from "./answers.ts";
import { type ErrorCode, errorCodes } from "./errors.ts";
import { type PathParameterName, pathParameters } from "./path-parameters.ts";
import { permissions } from "./permissions.ts";
import type { RouteDefinition, RouteTable } from "./route.ts";

/** The route table, as `shared/routes.ts` has it: areas, and in each its routes by name. */
export type RoutesByArea = Readonly<Record<string, RouteTable>>;

type Json = Readonly<Record<string, unknown>>;

/** The parameters in braces of a path, in their order. */
export function pathNames(path: string): PathParameterName[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as PathParameterName);
}

/** A schema as JSON Schema 2020-12, the dialect of OpenAPI 3.1, made by zod itself. What JSON cannot say is open. */
export function jsonSchemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}

/** The service's OpenAPI 3.1 description, generated from the route table and from nothing else. */
export function openApiOf(areas: RoutesByArea) {
  const paths: Record<string, Record<string, Json>> = {};
  const shared = sharedAnswers(areas);
  for (const [area, table] of Object.entries(areas)) {
    for (const [name, definition] of Object.entries(table)) {
      paths[definition.path] ??= {};
      Object.assign(paths[definition.path] ?? {}, {
        [definition.method.toLowerCase()]: operation(area, name, definition, shared),
      });
    }
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Kinerja",
      version: "1",
      description:
        "Performance appraisal for Indonesian government agencies. Refusals are problem documents (RFC 9457) whose `code` comes from one closed list. A field that is not declared is refused in a request and never leaves in an answer.",
    },
    servers: [{ url: "/" }],
    tags: Object.keys(areas).map((name) => ({ name })),
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: {
        session: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "The access token that `POST /v1/sessions` answers; it lasts 15 minutes.",
        },
      },
      schemas: { Problem: problemSchema, GatewayMessage: gatewaySchema, ...answerSchemas(shared) },
    },
  };
}

/** Answers that several routes give, each with the name of the first of them. */
export type SharedAnswers = ReadonlyMap<z.ZodType, string>;

/** A large answer, such as a page to which every step of a workflow leads back, is described once. */
export function sharedAnswers(areas: RoutesByArea): SharedAnswers {
  const routes = Object.values(areas).flatMap((table) => Object.entries(table));
  const byAnswer = Map.groupBy(routes, ([, { returns }]) => returns);
  return new Map(
    [...byAnswer].flatMap(([returns, [first, second]]): [z.ZodType, string][] =>
      returns === undefined || first === undefined || second === undefined ? [] : [[returns, first[0]]],
    ),
  );
}

function answerSchemas(shared: SharedAnswers): Record<string, Json> {
  return Object.fromEntries([...shared].map(([returns, name]) => [name, jsonSchemaOf(returns, "output")]));
}

const problemSchema = {
  type: "object",
  description: "Why a request was refused, and what to do about it.",
  properties: {
    type: { type: "string", description: "Where the code is explained: `/docs#<code>`." },
    code: { type: "string", enum: Object.keys(errorCodes) },
    status: { type: "integer" },
    title: { type: "string", description: "What is wrong, in the language of `Accept-Language` (id, en)." },
    detail: { type: "string", description: "What to do about it." },
    requestId: { type: "string", description: "Tell us this number when you ask about it." },
    fields: {
      type: "array",
      description: "The fields that are wrong, at most 50.",
      items: {
        type: "object",
        properties: {
          path: { type: "string", examples: ["results.2.target"] },
          message: { type: "string" },
          code: { type: "string" },
        },
        required: ["path", "message"],
      },
    },
    current: { description: "With `edit.conflict`: the item as it is now, as the route would answer it." },
  },
  required: ["type", "code", "status", "title", "detail", "requestId"],
};

const gatewaySchema = {
  type: "object",
  description: "An answer of the gateway itself, given before the request reached the service.",
  properties: { message: { type: "string", enum: Object.values(gatewayMessages) } },
  required: ["message"],
};

function operation(area: string, name: string, definition: RouteDefinition, shared: SharedAnswers): Json {
  const { access, body, summary } = definition;
  return {
    operationId: name,
    tags: [area],
    summary,
    description: accessText(definition),
    ...(access.kind === "open" ? { security: [] } : { "x-permission": access.permission }),
    ...(access.kind === "signed-in" && access.when !== undefined ? { "x-relation": access.when } : {}),
    parameters: [
      ...pathNames(definition.path).map(pathParameter),
      ...queryParameters(definition),
      ...headers(definition),
    ],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { "application/json": { schema: jsonSchemaOf(body, "input") } },
          },
        }),
    responses: { [successStatus(definition)]: success(definition, shared), ...refusals(definition) },
  };
}

/** Who may call a route, in words. */
export function accessText({ access }: RouteDefinition): string {
  if (access.kind === "open") return `Open to anyone. ${access.reason}`;
  const holders = permissions[access.permission].join(", ");
  const relation = access.when === undefined ? "" : ` and stand in the relation \`${access.when}\``;
  return `Needs \`${access.permission}\` (${holders})${relation}.`;
}

function pathParameter(name: PathParameterName): Json {
  return { name, in: "path", required: true, schema: jsonSchemaOf(pathParameters[name], "input") };
}

function queryParameters({ query }: RouteDefinition): Json[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = jsonSchemaOf(query, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

function headers({ method, access, status }: RouteDefinition): Json[] {
  if (method === "GET" || access.kind === "open") return [];
  return [
    {
      name: "Idempotency-Key",
      in: "header",
      required: status === 201,
      description:
        "A key of the action's own: the same request again has one effect and answers the current item.",
      schema: { type: "string", pattern: "^[\\w.:-]{8,80}$" },
    },
    {
      name: "If-Match",
      in: "header",
      required: false,
      description: "The `version` that you saw; refused with `edit.conflict` if there is a newer one.",
      schema: { type: "string", pattern: '^"?\\d{1,9}"?$' },
    },
  ];
}

function success({ returns, produces }: RouteDefinition, shared: SharedAnswers): Json {
  if (returns === undefined) return { description: "Done; there is nothing to answer." };
  const type = produces?.split(";")[0] ?? "application/json";
  const name = shared.get(returns);
  const schema = name === undefined ? jsonSchemaOf(returns, "output") : ref(name);
  return { description: "As asked.", content: { [type]: { schema } } };
}

function refusals(definition: RouteDefinition): Json {
  return Object.fromEntries(
    [...refusalsByStatus(definition)].map(([status, codes]) => [status, refusal(status, codes)]),
  );
}

function refusal(status: number, codes: readonly ErrorCode[]): Json {
  const reasons = codes.map((code) => `\`${code}\`: ${errorCodes[code].title.en}`);
  const own = status in gatewayMessages ? { "application/json": { schema: ref("GatewayMessage") } } : {};
  const schema = { allOf: [ref("Problem"), { properties: { code: { enum: codes } } }] };
  return { description: reasons.join(" "), content: { "application/problem+json": { schema }, ...own } };
}

function ref(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}
