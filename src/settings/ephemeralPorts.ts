import type { Span } from '../addresses/spans';

/**
 * The ports from which a client opens its connections, and so the destination ports of every reply: Linux's
 * default `net.ipv4.ip_local_port_range`, 32768 to 60999.
 */
export const ephemeralPorts: Span<number> = [32768, 61000];
