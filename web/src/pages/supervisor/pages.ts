/** What supervisors see, leaders of units, and of one person also whoever prepares for an external official. */
export { InboxPage } from "./inbox-page.tsx";
export { OrganisationPage } from "./organisation-page.tsx";
export { PersonPage } from "./person-page.tsx";
export { PreparingPersonPage } from "./preparing-person-page.tsx";
export { TeamPage } from "./team-page.tsx";
