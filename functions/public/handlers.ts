import { docsContentSecurityPolicy, docsPage } from "#shared/platform/docs-page.ts";
import { openApiOf } from "#shared/platform/openapi.ts";
import { implement, serve } from "#shared/platform/serve.ts";
import { publicRoutes } from "#shared/public/routes.ts";
import { routes } from "#shared/routes.ts";

/** Both are made at their first reading and kept for the life of the environment. */
let page: string | undefined;
let description: ReturnType<typeof openApiOf> | undefined;

export const implementation = implement(publicRoutes, {
  subjects: {},
  handlers: {
    readOpenApi: async () => {
      description ??= openApiOf(routes);
      return description;
    },

    readDocs: async (_input, context) => {
      context.setHeader("content-security-policy", docsContentSecurityPolicy);
      page ??= docsPage(routes);
      return page;
    },
  },
});

export const handler = serve(implementation);
