import { webPaths } from "#shared/platform/web-paths.ts";
import { lazyPage } from "../../../web/src/app/lazy.tsx";
import { type PageEntry, pages as served } from "../../../web/src/app/pages.tsx";

const proof: PageEntry = {
  path: webPaths.units,
  page: lazyPage(async () => (await import("./proof-page.tsx")).ProofPage),
};

export const pages: readonly PageEntry[] = [...served.filter(({ path }) => path !== proof.path), proof];
