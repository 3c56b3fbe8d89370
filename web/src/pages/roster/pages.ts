export { PeoplePage } from "./people-page.tsx";
export { PersonPage } from "./person-page.tsx";
export { TicketPage } from "./ticket-page.tsx";
export { TicketsPage } from "./tickets-page.tsx";
export { UnitsPage } from "./units-page.tsx";
