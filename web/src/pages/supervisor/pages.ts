/** What supervisors see, and leaders of units. */
export { InboxPage } from "./inbox-page.tsx";
export { OrganisationPage } from "./organisation-page.tsx";
export { PersonPage } from "./person-page.tsx";
export { TeamPage } from "./team-page.tsx";
