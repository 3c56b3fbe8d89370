import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { announce } from "../../app/announce.tsx";
import { useNow, useReader } from "../../app/me.ts";
import { toast } from "../../app/toasts.tsx";
import { api } from "../../data/client.ts";
import { refresh } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { InfoNotice } from "../../ui/notice.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { dayAt } from "../../ui/wall-clock.ts";
import { ActDialog } from "../../work/act-dialog.tsx";
import { TimePair } from "../../work/time-pair.tsx";
import { instantOf } from "../../work/windows.ts";
import { outageTexts as texts } from "./outage-texts.ts";

/** From, to and why, once it is over. It cannot be taken back: windows only grow. */
export function OutageDialog({ onClose }: { readonly onClose: () => void }): VNode {
  const say = useSay();
  const { zone } = useReader();
  const today = dayAt(useNow(), zone);
  const [from, setFrom] = useState(`${today}T`);
  const [to, setTo] = useState(`${today}T`);
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const record = useMutation({
    mutationFn: () =>
      api.cycles.recordOutage({
        body: { from: instantOf(from, zone), to: instantOf(to, zone), reason: reason.trim() },
      }),
    onSuccess: () => {
      refresh(["cycles/listOutages"]);
      toast(say(texts.recorded));
      announce(say(texts.recorded));
      onClose();
    },
  });
  const send = () => {
    setTried(true);
    if (isWhole(from) && isWhole(to) && reason.trim() !== "") record.mutate();
  };
  const when = (isWrong: boolean, text: string) => (isTried && isWrong ? text : undefined);
  return (
    <ActDialog
      title={say(texts.record)}
      act={say(texts.record)}
      write={record}
      onAct={send}
      onClose={onClose}
    >
      <TimePair
        date={say(texts.fromDay)}
        hour={say(texts.fromHour)}
        value={from}
        onChange={setFrom}
        isRequired
        error={when(!isWhole(from), say(texts.incomplete))}
      />
      <TimePair
        date={say(texts.toDay)}
        hour={say(texts.toHour)}
        value={to}
        onChange={setTo}
        isRequired
        error={when(!isWhole(to), say(texts.incomplete))}
      />
      <TextArea
        label={say(texts.reason)}
        hint={say(texts.reasonHint)}
        value={reason}
        onInput={setReason}
        maxLength={300}
        isRequired
        error={when(reason.trim() === "", say(texts.reasonMissing))}
      />
      <InfoNotice>{say(texts.effect)}</InfoNotice>
    </ActDialog>
  );
}

function isWhole(local: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local);
}
