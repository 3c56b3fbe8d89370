import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { stepNames } from "#shared/cycles/messages.ts";
import { Refused } from "#shared/platform/client.ts";
import { announce } from "../../app/announce.tsx";
import { useReader } from "../../app/me.ts";
import { toast } from "../../app/toasts.tsx";
import { api } from "../../data/client.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { explain } from "../../data/refusals.ts";
import { useSay } from "../../i18n/language.ts";
import { InfoNotice } from "../../ui/notice.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { ActDialog } from "../../work/act-dialog.tsx";
import { TimePair } from "../../work/time-pair.tsx";
import { keepCycle } from "./cycle-data.ts";
import { cycleTexts } from "./cycle-texts.ts";
import { type CycleWindow, stateOf } from "./cycle-windows.ts";
import { hourOfTime, type LocalTime, localMoment } from "./local-time.ts";

interface ExtendDialogProps {
  readonly cycle: Cycle;
  readonly window: CycleWindow;
  readonly now: LocalTime;
  readonly onClose: () => void;
}

/** A later deadline, with why; it cannot be taken back, so what follows from it stands beside the button. */
export function ExtendDialog({ cycle, window, now, onClose }: ExtendDialogProps): VNode {
  const say = useSay();
  const reader = useReader();
  const here = { ...reader, zone: cycle.zone };
  const name = say(stepNames[window.step]);
  const [closesAt, setClosesAt] = useState<LocalTime>(`T${hourOfTime(window.closesAt)}`);
  const [reason, setReason] = useState<"extension" | "outage">("extension");
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const isWhole = /^\d.*T\d\d:\d\d$/.test(closesAt);
  const extend = useMutation({
    mutationFn: () =>
      api.cycles.extendWindow({
        params: { cycleId: cycle.id },
        body: { window: window.key, closesAt, reason, note: note.trim() },
        ifMatch: cycle.version,
      }),
    onSuccess: (extended) => {
      keepCycle(extended);
      const done = say(cycleTexts.extended, { name, moment: localMoment(closesAt, here) });
      toast(done);
      announce(done);
      onClose();
    },
  });
  const refusal = extend.error instanceof Refused ? explain(extend.error, reader.language) : undefined;
  const isOfTime = extend.error instanceof Refused && extend.error.code.startsWith("cycle.extension");
  const timeError =
    isTried && !isWhole
      ? say(cycleTexts.incomplete)
      : isOfTime && refusal !== undefined
        ? `${refusal.title} ${refusal.detail}`
        : undefined;
  const noteError = isTried && note.trim() === "" ? say(cycleTexts.noteMissing) : undefined;
  const send = () => {
    setTried(true);
    if (isWhole && note.trim() !== "") extend.mutate();
  };
  return (
    <ActDialog
      title={say(cycleTexts.extendTitle, { name })}
      act={say(cycleTexts.extend)}
      write={isOfTime ? { ...extend, error: null } : extend}
      onAct={send}
      onClose={onClose}
    >
      <p class="lead">
        {say(cycleTexts.extendNow, { moment: localMoment(window.closesAt, here) })}{" "}
        {stateOf(window, now) === "closed" && say(cycleTexts.reopens)}
      </p>
      <TimePair
        date={say(cycleTexts.newEnd)}
        hour={say(cycleTexts.openingHour)}
        value={closesAt}
        onChange={(time) => {
          setClosesAt(time);
          extend.reset();
        }}
        error={timeError}
      />
      {isWhole && timeError === undefined && <p class="meta">{localMoment(closesAt, here)}</p>}
      <Segmented
        label={say(cycleTexts.reason)}
        options={[
          { value: "extension", label: say(cycleTexts.reasonExtension) },
          { value: "outage", label: say(cycleTexts.reasonOutage) },
        ]}
        value={reason}
        onChange={setReason}
      />
      <TextArea
        label={say(cycleTexts.note)}
        hint={say(cycleTexts.noteHint)}
        value={note}
        onInput={setNote}
        maxLength={500}
        isRequired
        error={noteError}
      />
      <InfoNotice>
        {say(cycleTexts.extendEffect)} {window.step === "report" && say(cycleTexts.extendAppraisal)}
      </InfoNotice>
    </ActDialog>
  );
}
