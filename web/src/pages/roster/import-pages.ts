/** The roster as a file: what came of each, and what it would change. */
export { ImportPage } from "./import-page.tsx";
export { ImportsPage } from "./imports-page.tsx";
