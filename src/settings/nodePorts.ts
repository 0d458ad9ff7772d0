/** The API server's --service-node-port-range, as it is by default. */
export const nodePorts = { first: 30000, last: 32767 } as const;
