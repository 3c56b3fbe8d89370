export { CriteriaPage } from "./criteria-page.tsx";
export { PositionPage } from "./position-page.tsx";
