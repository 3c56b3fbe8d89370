import { can, route } from "../platform/route.ts";
import { ServiceHealth } from "./model.ts";

export const healthRoutes = {
  readHealth: route({
    method: "GET",
    path: "/v1/service/health",
    access: can("health.read"),
    summary:
      "How the service is: what needs its operator, and each agency's cycles, imports and mail as numbers; nothing of any person.",
    returns: ServiceHealth,
  }),
} as const;
