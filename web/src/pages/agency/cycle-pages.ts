export { CyclePage } from "./cycle-page.tsx";
export { CyclesPage } from "./cycles-page.tsx";
