import { z } from 'zod';
import { anything, integer, loose, text, textList } from './decoding';

const port = z.union([text, integer]).default(0);
const connection = loose({ host: text.default(''), port });

/** core/v1 Probe, of which how often it is tried does not matter here. */
export const probe = loose({
  exec: anything.exactOptional(),
  httpGet: connection.exactOptional(),
  tcpSocket: connection.exactOptional(),
  grpc: loose({ port: integer.default(0) }).exactOptional(),
});

const dnsConfig = loose({
  nameservers: textList.default([]),
  searches: textList.default([]),
  options: z.array(loose({ name: text.default(''), value: text.default('') })).default([]),
});

/** The fields of core/v1 PodSpec about names: those it asks for and its own. */
export const podDns = {
  dnsPolicy: text.default(''),
  dnsConfig: dnsConfig.exactOptional(),
  hostname: text.default(''),
  subdomain: text.default(''),
};

export type DecodedProbe = z.output<typeof probe>;
export type DecodedDnsConfig = z.output<typeof dnsConfig>;
