export { AgenciesPage } from "./agencies-page.tsx";
