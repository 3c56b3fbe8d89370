/**
 * Bodies of routes whose rules go beyond the shape of their schema, so that none can be made from the schema alone:
 * by the route's name.
 */
export const bodies: Readonly<Record<string, unknown>> = {
  recordOutage: {
    from: "2026-08-01T10:00:00+07:00",
    to: "2026-08-01T12:00:00+07:00",
    reason: "Gangguan jaringan pusat data.",
  },
  onboardAgency: {
    name: "Kota Pauh",
    zone: "Asia/Jakarta",
    preset: "pauh",
    administrator: { name: "Rina", email: "rina@pauh.go.id" },
  },
};
