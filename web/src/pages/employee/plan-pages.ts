export { PlanFramePage } from "./plan-frame.tsx";
export { PlanPage } from "./plan-page.tsx";
export { PlanResultPage } from "./plan-result.tsx";
