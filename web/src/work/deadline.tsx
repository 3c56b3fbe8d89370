import type { VNode } from "preact";
import type { Text } from "#shared/platform/text.ts";
import { useNow, useReader } from "../app/me.ts";
import { daysAway, momentOf } from "../i18n/format.ts";
import { type Catalogue, useSay } from "../i18n/language.ts";
import { Countdown } from "../ui/countdown.tsx";
import { DeadlineStrip } from "../ui/deadline-strip.tsx";
import type { TimeLeft } from "../ui/time-left.ts";
import { dayAt } from "../ui/wall-clock.ts";
import type { WindowStanding } from "./windows.ts";

const texts = {
  hours: { id: "{count} jam lagi", en: "{count} {count:hour|hours} left" },
  minutes: { id: "{count} menit lagi", en: "{count} {count:minute|minutes} left" },
  over: { id: "sudah lewat", en: "over" },
  today: { id: "Kini", en: "Now" },
  closing: { id: "Tutup", en: "Closes" },
  weekdays: { id: "S S R K J S M", en: "M T W T F S S" },
  summary: { id: "Dari hari ini sampai {until}: {left}.", en: "From today until {until}: {left}." },
} as const satisfies Catalogue;

interface DeadlineProps {
  readonly standing: WindowStanding;
  /** "Ditunggu sampai": what the date follows. */
  readonly lead: Text;
}

/** "Ditunggu sampai Jumat, 15 Januari 2027 pukul 23.59 WIB, 7 hari lagi." */
export function DeadlineWords({ standing: { closesAt }, lead }: DeadlineProps): VNode {
  const say = useSay();
  const reader = useReader();
  const now = useNow();
  const words = (left: TimeLeft) => {
    if (left.unit === "days") return daysAway(closesAt, now, reader);
    return say(texts[left.unit], { count: left.count });
  };
  return (
    <>
      {say(lead)} <strong>{momentOf(closesAt, reader)}</strong>,{" "}
      <Countdown until={closesAt} now={now} zone={reader.zone} words={words} />.
    </>
  );
}

/** The days from today to a window's closing. */
export function WindowStrip({ standing: { closesAt } }: Pick<DeadlineProps, "standing">): VNode {
  const say = useSay();
  const reader = useReader();
  const now = useNow();
  const left = daysAway(closesAt, now, reader);
  return (
    <DeadlineStrip
      today={dayAt(now, reader.zone)}
      closing={dayAt(closesAt, reader.zone)}
      weekdays={say(texts.weekdays).split(" ")}
      todayLabel={say(texts.today)}
      closingLabel={say(texts.closing)}
      summary={say(texts.summary, { until: momentOf(closesAt, reader), left })}
    />
  );
}
