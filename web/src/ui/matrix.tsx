import type { ComponentChildren, VNode } from "preact";
import { classes } from "./classes.ts";
import "./matrix.css";

interface MatrixProps {
  /** "Hasil kerja, ke bawah" and "Perilaku, ke samping". */
  readonly rowsName: string;
  readonly columnsName: string;
  /** From the top: Di Atas, Sesuai, Di Bawah. */
  readonly rows: readonly string[];
  /** From the left: Di Bawah, Sesuai, Di Atas. */
  readonly columns: readonly string[];
  /** `cells[row][column]`. */
  readonly cells: readonly (readonly string[])[];
  readonly row?: number | undefined;
  readonly column?: number | undefined;
  /** "Hasil kerja Di Atas dan perilaku Sesuai memberi predikat Baik." Said as soon as both are chosen. */
  readonly outcome: ComponentChildren;
  /** The sentence stands elsewhere on the page, too. */
  readonly isOutcomeUnseen?: boolean;
}

/** The nine cells: the way is tinted, then the cell where both ratings meet is lit. */
export function Matrix(props: MatrixProps): VNode {
  const { rowsName, columnsName, rows, columns, cells, row, column, outcome, isOutcomeUnseen } = props;
  return (
    <div class="matrix-frame">
      <table class="matrix">
        <caption>
          <span class="matrix-names">
            <span>{rowsName}</span> <span>{columnsName}</span>
          </span>
        </caption>
        {/* Drawn below, but above in the table: a column's name belongs to the cells that follow it. */}
        <thead>
          <tr>
            <td />
            {columns.map((name, at) => (
              <th
                key={name}
                scope="col"
                class={classes("matrix-name", at === column && "matrix-name-chosen")}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((name, at) => (
            <tr key={name}>
              <th scope="row" class={classes("matrix-name", at === row && "matrix-name-chosen")}>
                {name}
              </th>
              {columns.map((columnName, over) => (
                <td
                  key={columnName}
                  class={classes("matrix-cell", lookOf(at === row, over === column))}
                  aria-current={at === row && over === column ? "true" : undefined}
                >
                  {cells[at]?.[over]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class={classes("matrix-outcome", isOutcomeUnseen === true && "unseen")} role="status">
        {outcome}
      </p>
    </div>
  );
}

function lookOf(isInRow: boolean, isInColumn: boolean): string | undefined {
  if (isInRow && isInColumn) return "matrix-lit";
  return isInRow || isInColumn ? "matrix-way" : undefined;
}

interface MiniMatrixProps {
  readonly row?: number | undefined;
  readonly column?: number | undefined;
}

/** In the foot while somebody chooses. The word beside it says the same, so it is not read out. */
export function MiniMatrix({ row, column }: MiniMatrixProps): VNode {
  return (
    <span class="mini-matrix" aria-hidden="true">
      {[0, 1, 2].flatMap((at) =>
        [0, 1, 2].map((over) => (
          <span
            key={`${at}-${over}`}
            class={classes("mini-cell", lookOf(at === row, over === column)?.replace("matrix", "mini"))}
          />
        )),
      )}
    </span>
  );
}
