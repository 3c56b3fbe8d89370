import * as z from "zod";
import { type Id, idPrefixes } from "./ids.ts";

/**
 * The id of a part says where it lies (employee, cycle, number), so that opening one takes one query and no
 * look-up. It is opaque to clients.
 */
export type PartId = string & z.BRAND<"partId">;

export interface PartPlace {
  readonly employeeId: Id<"employee">;
  readonly cycleId: Id<"cycle">;
  /** 1 for the first stretch of the period; a move opens the next. At most 99. */
  readonly number: number;
}

const shape = /^prt_([0-9a-z]{26})([0-9a-z]{26})(\d{2})$/;

export const partIdSchema = z.string().regex(shape).brand<"partId">();

export function partIdOf(place: PartPlace): PartId {
  const number = String(place.number).padStart(2, "0");
  return `${idPrefixes.part}_${place.employeeId.slice(4)}${place.cycleId.slice(4)}${number}` as PartId;
}

export function placeOfPart(id: PartId): PartPlace {
  const [, employee, cycle, number] = shape.exec(id) ?? [];
  return {
    employeeId: `${idPrefixes.employee}_${employee}` as Id<"employee">,
    cycleId: `${idPrefixes.cycle}_${cycle}` as Id<"cycle">,
    number: Number(number),
  };
}
