import { z } from 'zod';
import { anything, integer, loose, text } from './decoding';
import { selector } from './policySchema';
import { gatewayGroup } from './routes';

const namespaces = loose({ from: text.default('Same'), selector: selector.exactOptional() });

const allowedRoutes = loose({
  namespaces: namespaces.prefault({}),
  kinds: z.array(loose({ group: text.default(gatewayGroup), kind: text.exactOptional() })).default([]),
});

const tls = loose({
  mode: text.default('Terminate'),
  certificateRefs: z.array(anything).default([]),
  options: z.record(z.string(), anything).default({}),
});

const listener = loose({
  name: text.exactOptional(),
  hostname: text.exactOptional(),
  port: integer.exactOptional(),
  protocol: text.exactOptional(),
  tls: tls.exactOptional(),
  allowedRoutes: allowedRoutes.prefault({}),
});

const addresses = z.array(loose({ type: text.default('IPAddress'), value: text.default('') })).default([]);

/** Of gateway.networking.k8s.io GatewaySpec, what leads traffic; every other field is let pass. */
export const gatewaySpec = loose({
  gatewayClassName: text.exactOptional(),
  listeners: z.array(listener).exactOptional(),
  addresses,
});

export const gatewayStatus = loose({ addresses });

export type DecodedGatewaySpec = z.output<typeof gatewaySpec>;
export type DecodedGatewayStatus = z.output<typeof gatewayStatus>;
export type DecodedListener = z.output<typeof listener>;
