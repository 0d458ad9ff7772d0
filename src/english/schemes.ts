import type { Protocol } from '../addresses/port';

/** What a URL of a scheme connects to. */
export interface Scheme {
  readonly protocol: Protocol;
  /** Where the URL names no port; absent where it has to. */
  readonly port?: number;
}

/**
 * Ports and protocols of the IANA Service Name and Transport Protocol Port Number Registry, under the names that
 * URLs have for these services. The registry has none for the WebSocket schemes (RFC 6455, 3), NATS (its
 * documentation, Connecting to a Specific Server) and Redis over TLS, whose URLs have the port of those without
 * (Redis documentation, Connection URLs).
 */
export const schemes: Readonly<Record<string, Scheme>> = {
  http: { protocol: 'TCP', port: 80 },
  https: { protocol: 'TCP', port: 443 },
  ws: { protocol: 'TCP', port: 80 },
  wss: { protocol: 'TCP', port: 443 },
  grpc: { protocol: 'TCP' },
  grpcs: { protocol: 'TCP' },
  redis: { protocol: 'TCP', port: 6379 },
  rediss: { protocol: 'TCP', port: 6379 },
  postgres: { protocol: 'TCP', port: 5432 },
  postgresql: { protocol: 'TCP', port: 5432 },
  mysql: { protocol: 'TCP', port: 3306 },
  mongodb: { protocol: 'TCP', port: 27017 },
  amqp: { protocol: 'TCP', port: 5672 },
  amqps: { protocol: 'TCP', port: 5671 },
  nats: { protocol: 'TCP', port: 4222 },
  ldap: { protocol: 'TCP', port: 389 },
  ldaps: { protocol: 'TCP', port: 636 },
  ssh: { protocol: 'TCP', port: 22 },
  sftp: { protocol: 'TCP', port: 22 },
  telnet: { protocol: 'TCP', port: 23 },
  git: { protocol: 'TCP', port: 9418 },
  ftp: { protocol: 'TCP', port: 21 },
  ftps: { protocol: 'TCP', port: 990 },
  tftp: { protocol: 'UDP', port: 69 },
  smtp: { protocol: 'TCP', port: 25 },
  smtps: { protocol: 'TCP', port: 465 },
  imap: { protocol: 'TCP', port: 143 },
  imaps: { protocol: 'TCP', port: 993 },
  pop3: { protocol: 'TCP', port: 110 },
  pop3s: { protocol: 'TCP', port: 995 },
  dns: { protocol: 'UDP', port: 53 },
  ntp: { protocol: 'UDP', port: 123 },
  tcp: { protocol: 'TCP' },
  udp: { protocol: 'UDP' },
  sctp: { protocol: 'SCTP' },
};

export function schemeNamed(name: string): Scheme | undefined {
  return Object.hasOwn(schemes, name) ? schemes[name] : undefined;
}
