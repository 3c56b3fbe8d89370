import Big from "big.js";

/** Decimal arithmetic for scores, shares and money; binary floating point would round 5.625 to 5.62. */
export type Decimal = Big;

export function decimal(value: number | string | Big): Decimal {
  return new Big(value);
}
