export { MonitorPage } from "./monitor.tsx";
