import { dateInWords } from "#shared/platform/date-words.ts";
import type { Text } from "#shared/platform/text.ts";
import { fill } from "#shared/platform/text.ts";
import type { Aspect, Direction, Indicator, Target } from "./model.ts";

/** A decimal as people write it: 1.200,5 in Indonesian, 1,200.5 in English. */
export function numberText(value: string): Text {
  const [, sign = "", whole = "0", fraction = ""] = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(value) ?? [];
  const write = (group: string, point: string) =>
    sign + whole.replace(/\B(?=(\d{3})+$)/g, group) + (fraction && point + fraction);
  return { id: write(".", ","), en: write(",", ".") };
}

/** An ISO date in words, without weekday: 31 Desember 2026. */
export function dayText(day: string): Text {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const parts = { day: date, month, year };
  return { id: dateInWords(parts, "id"), en: dateInWords(parts, "en") };
}

const bounds: Readonly<Record<Direction, Text>> = {
  maximise: { id: "paling sedikit {value}", en: "at least {value}" },
  minimise: { id: "paling banyak {value}", en: "at most {value}" },
  stabilise: { id: "tetap pada {value}", en: "kept at {value}" },
};
const longest: Text = { id: "paling lama {value}", en: "within {value}" };
const latest: Text = { id: "paling lambat {value}", en: "by {value}" };

/** The target as a phrase: "paling lama 48 jam", "60–85 persen", "paling lambat 31 Desember 2026". */
export function targetText(indicator: Pick<Indicator, "target" | "unit" | "direction" | "aspect">): Text {
  const { target, unit, direction, aspect } = indicator;
  if (!target) return { id: "belum bertarget", en: "no target yet" };
  const value = measureText(target, unit);
  if (target.kind === "date") return fill(latest, { value });
  if (target.kind !== "number" || !direction) return value;
  const isDuration = aspect === "time" && direction === "minimise";
  return fill(isDuration ? longest : bounds[direction], { value });
}

/** A target or a reached value with its unit, without direction. */
export function measureText(measure: Target, unit: string): Text {
  const withUnit = (value: Text): Text => ({
    id: `${value.id} ${unit}`.trim(),
    en: `${value.en} ${unit}`.trim(),
  });
  switch (measure.kind) {
    case "number":
      return withUnit(numberText(measure.value));
    case "range": {
      const [from, to] = [numberText(measure.from), numberText(measure.to)];
      return withUnit({ id: `${from.id}–${to.id}`, en: `${from.en}–${to.en}` });
    }
    case "date":
      return dayText(measure.day);
    case "text":
      return { id: measure.text, en: measure.text };
  }
}

const examples: Readonly<Record<Aspect, Text>> = {
  quantity: { id: "paling sedikit 1.200 orang, naik dari 950", en: "at least 1,200 people, up from 950" },
  quality: {
    id: "paling banyak 1 persen dokumen dicetak ulang, turun dari 3 persen",
    en: "at most 1 percent reprinted, down from 3",
  },
  time: { id: "paling lama 48 jam, turun dari 72 jam", en: "within 48 hours, down from 72" },
  cost: {
    id: "paling banyak 90 juta rupiah, turun dari 100 juta rupiah",
    en: "at most 90 million rupiah, down from 100",
  },
};

/** A measurable target of the same aspect, shown beside the question whether a target is measurable. */
export function exampleFor(aspect: Aspect | null): Text {
  return examples[aspect ?? "quantity"];
}
