import { type ComponentType, render } from "preact";
import "../ui/base.css";
import { BarsAndPaths } from "./bars-and-paths.tsx";
import { Controls } from "./controls.tsx";
import "../app/app.css";
import "./gallery.css";
import { CycleScreen, ImportScreen, MonitorScreen } from "./screens/administrator.tsx";
import { SurveyScreen } from "./screens/citizen.tsx";
import { PlanScreen, ResultScreen, TodayScreen } from "./screens/employee.tsx";
import { RatingScreen, WaitingScreen } from "./screens/supervisor.tsx";
import { Sheet } from "./sheet.tsx";

/**
 * Every component in its states, and the screens that they make. `?tampilan=` names one, `?tema=gelap` or `terang` the
 * theme. For developing and for tests; the built app has no gallery.
 */
const views: Readonly<Record<string, ComponentType>> = {
  lembar: Sheet,
  kendali: Controls,
  bilah: BarsAndPaths,
  "hari-ini": TodayScreen,
  skp: PlanScreen,
  hasil: ResultScreen,
  menunggu: WaitingScreen,
  menilai: RatingScreen,
  monitor: MonitorScreen,
  impor: ImportScreen,
  siklus: CycleScreen,
  survei: SurveyScreen,
};

const asked = new URLSearchParams(location.search);
const theme = { gelap: "dark", terang: "light" }[asked.get("tema") ?? ""];
if (theme !== undefined) document.documentElement.dataset["theme"] = theme;
const View = views[asked.get("tampilan") ?? "lembar"] ?? Sheet;
const place = document.getElementById("gallery");
if (place === null) throw new Error("The page has no place for the gallery.");
render(<View />, place);
