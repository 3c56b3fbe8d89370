import type { Role } from "../platform/permissions.ts";
import type { Text } from "../platform/text.ts";

/** What people call the roles. */
export const roleNames: Readonly<Record<Role, Text>> = {
  operator: { id: "operator layanan", en: "operator of the service" },
  agencyAdmin: { id: "admin instansi", en: "administrator of the agency" },
  planner: { id: "perencana periode", en: "planner of cycles" },
  unitHead: { id: "kepala unit", en: "head of a unit" },
  performanceTeam: { id: "Tim Penilai Kinerja", en: "performance team" },
  surveyManager: { id: "pengelola survei", en: "manager of surveys" },
  auditor: { id: "auditor", en: "auditor" },
  employee: { id: "pegawai", en: "employee" },
  official: { id: "Pejabat Penilai Kinerja", en: "appraising official" },
};

/** The role by which somebody is invited: the weightiest of those they have. */
export function mainRole(held: readonly Role[]): Role {
  const order = Object.keys(roleNames) as Role[];
  return order.find((role) => held.includes(role)) ?? "employee";
}
