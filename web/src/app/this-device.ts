import { common } from "../i18n/common.ts";
import { useSay } from "../i18n/language.ts";

/** "HP ini" on a screen as narrow as a phone's, where the navigation stands below: most people's word for their device. */
export function useThisDevice(): string {
  return useSay()(matchMedia("(min-width: 60em)").matches ? common.thisDevice : common.thisPhone);
}
