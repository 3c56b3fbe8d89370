import { common } from "../i18n/common.ts";
import { useSay } from "../i18n/language.ts";
import { Store, useStore } from "./store.ts";

/** As wide as where the navigation stands at the side; narrower is a phone's. */
const wide = matchMedia("(min-width: 60em)");
const isWide = new Store(wide.matches);
wide.addEventListener("change", ({ matches }) => isWide.set(matches));

/** "HP ini" where the screen is a phone's: most people's device, and the word that they have for it. */
export function useThisDevice(): string {
  const say = useSay();
  return say(useStore(isWide) ? common.thisDevice : common.thisPhone);
}
