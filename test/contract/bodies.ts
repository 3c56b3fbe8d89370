/**
 * Bodies of routes whose rules go beyond the shape of their schema, so that none can be made from the schema alone:
 * by the route's name.
 */
export const bodies: Readonly<Record<string, unknown>> = {
  onboardAgency: {
    name: "Kota Pauh",
    zone: "Asia/Jakarta",
    preset: "pauh",
    administrator: { name: "Rina", email: "rina@pauh.go.id" },
  },
};
