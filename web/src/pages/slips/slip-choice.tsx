import { useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { useSearchParams } from "wouter-preact";
import { PageFailed } from "../../app/failure.tsx";
import { toast } from "../../app/toasts.tsx";
import { PageWaits } from "../../app/waiting.tsx";
import { api } from "../../data/client.ts";
import { read } from "../../data/queries.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { printer, rotateCcw } from "../../ui/icons.ts";
import { InfoNotice } from "../../ui/notice.tsx";
import { Select } from "../../ui/select.tsx";
import { Refusal } from "../../work/refusal.tsx";
import type { Slip } from "./slip.tsx";
import { type SlipLine, SlipList } from "./slip-list.tsx";
import { slipTexts } from "./texts.ts";
import { unitOptions } from "./unit-options.ts";

interface SlipChoiceProps {
  /** The slips, and how many were asked for. */
  readonly onReady: (slips: readonly Slip[], asked: number) => void;
}

/** Which unit, and who in it waits for a slip. */
export function SlipChoice({ onReady }: SlipChoiceProps): VNode {
  const say = useSay();
  const language = useLanguage();
  const [search, setSearch] = useSearchParams();
  const unit = search.get("unit") ?? "";
  const { data, error, refetch } = useQuery(read("people", "listUnits"));
  if (data === undefined)
    return error === null ? <PageWaits /> : <PageFailed error={error} again={() => void refetch()} />;
  return (
    <div class="stack">
      <p class="lead">{say(slipTexts.lead)}</p>
      <Select
        label={say(slipTexts.unit)}
        value={unit}
        onChange={(chosen) => setSearch(chosen === "" ? {} : { unit: chosen }, { replace: true })}
        options={[{ value: "", label: say(slipTexts.chooseUnit) }, ...unitOptions(data.items, language)]}
      />
      {unit !== "" && <UnitSlips key={unit} unit={unit as Unit} onReady={onReady} />}
    </div>
  );
}

type Unit = Awaited<ReturnType<typeof api.people.listUnits>>["items"][number]["id"];

/** A portion is what one answer holds; a larger unit is printed in several. */
const portion = 200;
/** While accounts are being made, the list asks again. */
const askAgainMilliseconds = 3_000;
/** The service prints at most so many at once. */
const atOnce = 40;

interface UnitSlipsProps extends SlipChoiceProps {
  readonly unit: Unit;
}

function UnitSlips({ unit, onReady }: UnitSlipsProps): VNode {
  const say = useSay();
  const [cursor, setCursor] = useState<string>();
  const [work, setWork] = useState<"idle" | "busy" | { readonly error: unknown }>("idle");
  const query = { unit, limit: portion, ...(cursor === undefined ? {} : { cursor }) };
  const { data, error, refetch } = useQuery({
    ...read("identity", "listSlips", { query }),
    refetchInterval: ({ state }) =>
      state.data?.items.some((line) => line.state === "preparing") === true ? askAgainMilliseconds : false,
  });
  if (data === undefined)
    return error === null ? <PageWaits /> : <PageFailed error={error} again={() => void refetch()} />;

  const { items: lines, next } = data;
  const having = (state: SlipLine["state"]) => lines.filter((line) => line.state === state);
  const [ready, preparing, lapsed] = [having("ready"), having("preparing"), having("lapsed")];

  const during = (task: () => Promise<void>) => {
    setWork("busy");
    task().then(
      () => setWork("idle"),
      (failure: unknown) => setWork({ error: failure }),
    );
  };
  const renew = (which: readonly SlipLine[]) =>
    during(async () => {
      for (const { memberId } of which) await api.identity.inviteAgain({ params: { memberId } });
      // Before anything is printed: the list still calls the old slip ready.
      await refetch();
      const [only] = which;
      if (only !== undefined && which.length === 1) toast(say(slipTexts.renewed, { name: only.name }));
    });
  const prepare = () =>
    during(async () => {
      const slips: Slip[] = [];
      for (let from = 0; from < ready.length; from += atOnce) {
        const memberIds = ready.slice(from, from + atOnce).map(({ memberId }) => memberId);
        slips.push(...(await api.identity.printSlips({ body: { memberIds } })).slips);
      }
      onReady(slips, ready.length);
    });
  const onward = next !== undefined && <Button onClick={() => setCursor(next)}>{say(slipTexts.more)}</Button>;

  if (lines.length === 0 && next === undefined && cursor === undefined)
    return <EmptyState title={say(slipTexts.noneTitle)}>{say(slipTexts.none)}</EmptyState>;
  return (
    <div class="stack">
      {typeof work === "object" && <Refusal error={work.error} />}
      {preparing.length > 0 && (
        <InfoNotice lead={say(slipTexts.preparingLead, { count: preparing.length })}>
          {say(slipTexts.preparingMeaning)}
        </InfoNotice>
      )}
      <div class="row slip-actions">
        <Button
          kind="primary"
          icon={printer}
          isBusy={work === "busy"}
          missing={ready.length === 0 && say(slipTexts.nothingReady)}
          onClick={prepare}
        >
          {say(slipTexts.prepare, { count: ready.length })}
        </Button>
        {lapsed.length > 1 && (
          <Button icon={rotateCcw} isBusy={work === "busy"} onClick={() => renew(lapsed)}>
            {say(slipTexts.renewLapsed, { count: lapsed.length })}
          </Button>
        )}
        {onward}
      </div>
      <Card title={say(slipTexts.list)} isQuiet>
        {lines.length === 0 ? (
          <p>{say(slipTexts.noneHere)}</p>
        ) : (
          <SlipList lines={lines} renew={(line) => renew([line])} />
        )}
      </Card>
    </div>
  );
}
