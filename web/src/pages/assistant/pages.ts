/** What those see who prepare ratings for an external official. */
export { PreparingPage } from "./preparing-page.tsx";
export { PreparingPersonPage } from "./preparing-person-page.tsx";
