import * as z from "zod";
import { open, route } from "../platform/route.ts";

const noSecret = "The description of the API holds nothing of any agency.";

export const publicRoutes = {
  readOpenApi: route({
    method: "GET",
    path: "/openapi.json",
    access: open(noSecret),
    summary: "The whole API as an OpenAPI 3.1 document.",
    returns: z.looseObject({ openapi: z.string() }),
  }),
  readDocs: route({
    method: "GET",
    path: "/docs",
    access: open(noSecret),
    summary: "The whole API to read: routes, who may call them, every error, the terms.",
    returns: z.string(),
    produces: "text/html; charset=utf-8",
  }),
};
