/** Every route of the service, by area: the roof on which API, gateway, documentation, client and tests stand. */
export const routes = {} as const;
