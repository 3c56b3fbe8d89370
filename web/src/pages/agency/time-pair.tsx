import type { VNode } from "preact";
import { TextField } from "../../ui/text-field.tsx";
import type { LocalTime } from "./local-time.ts";

interface TimePairProps {
  readonly date: string;
  readonly hour: string;
  readonly value: LocalTime;
  readonly onChange: (time: LocalTime) => void;
  readonly error?: string | undefined;
}

/** A day and an hour beside each other. */
export function TimePair({ date, hour, value, onChange, error }: TimePairProps): VNode {
  const [day = "", time = ""] = value.split("T");
  return (
    <div class="cycle-times">
      <TextField
        label={date}
        type="date"
        value={day}
        onInput={(next) => onChange(`${next}T${time}`)}
        error={error}
      />
      <TextField label={hour} type="time" value={time} onInput={(next) => onChange(`${day}T${next}`)} />
    </div>
  );
}
