import { z } from 'zod';
import { anything, integer, loose, text, textList } from './decoding';
import { gatewayGroup } from './routes';

const parentRef = loose({
  group: text.default(gatewayGroup),
  kind: text.default('Gateway'),
  namespace: text.exactOptional(),
  name: text.exactOptional(),
  sectionName: text.exactOptional(),
  port: integer.exactOptional(),
});

const backendRef = loose({
  group: text.default(''),
  kind: text.default('Service'),
  namespace: text.exactOptional(),
  name: text.exactOptional(),
  port: integer.exactOptional(),
  weight: integer.default(1),
});

const list = z.array(anything).default([]);

const httpMatch = loose({
  path: loose({ type: text.default('PathPrefix'), value: text.default('/') }).prefault({}),
  method: text.exactOptional(),
  headers: list,
  queryParams: list,
});

const grpcMatch = loose({
  method: loose({
    type: text.default('Exact'),
    service: text.exactOptional(),
    method: text.exactOptional(),
  }).exactOptional(),
  headers: list,
});

const filter = loose({ type: text.exactOptional(), requestRedirect: anything.exactOptional() });

const common = { parentRefs: z.array(parentRef).default([]), hostnames: textList.default([]) };
const backendRefs = z.array(backendRef).default([]);

/** Of the specs of routes, what decides which backend a request goes to; every other field is let pass. */
export const httpRouteSpec = loose({
  ...common,
  rules: z
    .array(
      loose({
        matches: z.array(httpMatch).default([]),
        filters: z.array(filter).default([]),
        backendRefs,
      }),
    )
    .exactOptional(),
});

export const grpcRouteSpec = loose({
  ...common,
  rules: z.array(loose({ matches: z.array(grpcMatch).default([]), backendRefs })).exactOptional(),
});

/** gateway.networking.k8s.io ReferenceGrantSpec. */
export const referenceGrantSpec = loose({
  from: z
    .array(
      loose({
        group: text.exactOptional(),
        kind: text.exactOptional(),
        namespace: text.exactOptional(),
      }),
    )
    .exactOptional(),
  to: z
    .array(loose({ group: text.exactOptional(), kind: text.exactOptional(), name: text.exactOptional() }))
    .exactOptional(),
});

export type DecodedParentRef = z.output<typeof parentRef>;
export type DecodedBackendRef = z.output<typeof backendRef>;
export type DecodedHTTPMatch = z.output<typeof httpMatch>;
export type DecodedGRPCMatch = z.output<typeof grpcMatch>;
export type DecodedFilter = z.output<typeof filter>;
export type DecodedHTTPRouteSpec = z.output<typeof httpRouteSpec>;
export type DecodedGRPCRouteSpec = z.output<typeof grpcRouteSpec>;
export type DecodedReferenceGrantSpec = z.output<typeof referenceGrantSpec>;
