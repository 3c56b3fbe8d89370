export { RemindersPage } from "./reminders.tsx";
