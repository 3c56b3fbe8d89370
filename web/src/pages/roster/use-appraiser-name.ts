import { useQuery } from "@tanstack/preact-query";
import { read } from "../../data/queries.ts";
import { nameInFull } from "./person-name.ts";
import { useOfficials } from "./use-units.ts";

/** Who is behind the id of an appraiser; "" until it is known, and where it is not for this reader. */
export function useAppraiserName(id: string | undefined): string {
  const { officials = [] } = useOfficials();
  const isEmployee = id?.startsWith("emp_") === true;
  const { data } = useQuery({
    ...read("people", "readPerson", { params: { employeeId: id ?? "" } }),
    enabled: isEmployee,
  });
  if (data !== undefined && isEmployee) return nameInFull(data);
  const official = officials.find((each) => each.id === id);
  if (official === undefined) return "";
  return official.name === undefined ? official.office : `${official.name}, ${official.office}`;
}
