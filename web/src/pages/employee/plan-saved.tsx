import type { VNode } from "preact";
import { useReader } from "../../app/me.ts";
import { useThisDevice } from "../../app/this-device.ts";
import { timeOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Chip } from "../../ui/chip.tsx";
import { cloudCheck, cloudOff, hourglass, triangleAlert } from "../../ui/icons.ts";
import { planTexts as texts } from "./plan-texts.ts";
import type { Saving } from "./use-plan.ts";

/** "Tersimpan 09.42": where what was written lies. */
export function SavedChip({ saving }: { readonly saving: Saving }): VNode {
  const say = useSay();
  const reader = useReader();
  const device = useThisDevice();
  switch (saving.kind) {
    case "saved":
      return (
        <Chip tone="daun" icon={cloudCheck}>
          {saving.at === undefined
            ? say(texts.saved)
            : say(texts.savedAt, { time: timeOf(saving.at, reader) })}
        </Chip>
      );
    case "saving":
      return <Chip icon={hourglass}>{say(texts.saving)}</Chip>;
    case "on-device":
      return (
        <Chip tone="kunyit" icon={cloudOff}>
          {say(texts.onDevice, { device })}
        </Chip>
      );
    case "stuck":
      return (
        <Chip tone="kunyit" icon={triangleAlert}>
          {say(texts.stuck)}
        </Chip>
      );
  }
}
