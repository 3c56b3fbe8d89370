import type { VNode } from "preact";
import { knownStretches, placeOf, type TrendPoint, type TrendSpan } from "./trend.ts";
import "./trend-line.css";

interface TrendLineProps extends TrendSpan {
  /** "Laju selesai". */
  readonly label: string;
  readonly points: readonly TrendPoint[];
  /** Until when it is to be done; a line in the picture. */
  readonly deadline: number;
  /** A line in the picture, while it lies within it. */
  readonly now: number;
  /** Over the picture "hari ini", under it its first day and the deadline. */
  readonly marks: { readonly first: string; readonly today: string; readonly deadline: string };
  /** The same as a table for those who do not see it: head, and a row for each point that was counted. */
  readonly head: readonly [when: string, done: string, total: string];
  readonly rows: readonly (readonly [when: string, done: string, total: string])[];
}

/** What was done by when, against what there is to do and the days that are left. What is not known is a gap. */
export function TrendLine({
  label,
  points,
  deadline,
  now,
  marks,
  head,
  rows,
  ...span
}: TrendLineProps): VNode {
  const whole = Math.max(...points.map(({ total }) => total));
  const place = (point: TrendPoint) => placeOf(point, span, whole);
  const leftOf = (at: number) => placeOf({ at, done: 0 }, span, whole).x;
  const stretches = knownStretches(points).map((stretch) => stretch.map(place));
  const last = stretches.at(-1)?.at(-1);
  const isNowWithin = now >= span.from && now <= span.to;
  return (
    <div class="trend">
      {isNowWithin && (
        <div class="trend-today" aria-hidden="true">
          {/* As far to the left of its line as the line is to the right: it never sticks out. */}
          <strong style={{ left: `${leftOf(now)}%`, transform: `translateX(-${leftOf(now)}%)` }}>
            {marks.today}
          </strong>
        </div>
      )}
      <div class="trend-picture" aria-hidden="true">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <line class="trend-whole" x1="0" y1="0" x2="100" y2="0" />
          <line class="trend-ground" x1="0" y1="100" x2="100" y2="100" />
          <line class="trend-deadline" x1={leftOf(deadline)} y1="0" x2={leftOf(deadline)} y2="100" />
          {isNowWithin && <line class="trend-now" x1={leftOf(now)} y1="0" x2={leftOf(now)} y2="100" />}
          {stretches.map((stretch) => (
            // A point alone is a line without length: its round ends are seen.
            <path key={stretch[0]?.x} class="trend-done" d={drawn(stretch)} />
          ))}
        </svg>
        {last !== undefined && <span class="trend-last" style={{ left: `${last.x}%`, top: `${last.y}%` }} />}
      </div>
      <div class="trend-marks" aria-hidden="true">
        <span>{marks.first}</span>
        <span>{marks.deadline}</span>
      </div>
      <div class="unseen">
        <table>
          <caption>{label}</caption>
          <thead>
            <tr>
              {head.map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([when, done, total]) => (
              <tr key={when}>
                <th scope="row">{when}</th>
                <td>{done}</td>
                <td>{total}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function drawn(places: readonly { readonly x: number; readonly y: number }[]): string {
  const [first] = places;
  if (first === undefined) return "";
  return `M${places.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L")}${places.length === 1 ? "h0" : ""}`;
}
