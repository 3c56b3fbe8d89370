import { agencyRoutes } from "./agencies/routes.ts";
import { appraisalRoutes } from "./appraisals/routes.ts";
import { cycleRoutes } from "./cycles/routes.ts";
import { evidenceRoutes } from "./evidence/routes.ts";
import { healthRoutes } from "./health/routes.ts";
import { identityRoutes } from "./identity/routes.ts";
import { peopleRoutes } from "./people/routes.ts";
import { planRoutes } from "./plans/routes.ts";
import { publicRoutes } from "./public/routes.ts";
import { reminderRoutes } from "./reminders/routes.ts";
import { reportRoutes } from "./reports/routes.ts";

/** Every route of the service, by area: the roof on which API, gateway, documentation, client and tests stand. */
export const routes = {
  agencies: agencyRoutes,
  identity: identityRoutes,
  people: peopleRoutes,
  cycles: cycleRoutes,
  reminders: reminderRoutes,
  reports: reportRoutes,
  health: healthRoutes,
  public: publicRoutes,
  plans: planRoutes,
  evidence: evidenceRoutes,
  appraisals: appraisalRoutes,
} as const;
