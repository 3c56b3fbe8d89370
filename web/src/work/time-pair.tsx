import type { VNode } from "preact";
import { TextField } from "../ui/text-field.tsx";
import "./time-pair.css";

interface TimePairProps {
  readonly date: string;
  readonly hour: string;
  /** "2027-01-15T20:00", in the zone of whoever reads it; half of it while it is typed. */
  readonly value: string;
  readonly onChange: (time: string) => void;
  readonly isRequired?: boolean;
  readonly error?: string | undefined;
}

/** A day and an hour beside each other. */
export function TimePair({ date, hour, value, onChange, isRequired = false, error }: TimePairProps): VNode {
  const [day = "", time = ""] = value.split("T");
  return (
    <div class="time-pair">
      <TextField
        label={date}
        type="date"
        value={day}
        onInput={(next) => onChange(`${next}T${time}`)}
        isRequired={isRequired}
        error={error}
      />
      <TextField
        label={hour}
        type="time"
        value={time}
        onInput={(next) => onChange(`${day}T${next}`)}
        isRequired={isRequired}
      />
    </div>
  );
}
