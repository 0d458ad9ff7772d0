import { z } from 'zod';
import { integer, loose, strict, text, textList } from './decoding';

const serviceBackend = strict({
  name: text.default(''),
  port: strict({ name: text.default(''), number: integer.default(0) }).prefault({}),
});

const resourceBackend = strict({
  apiGroup: text.default(''),
  kind: text.default(''),
  name: text.default(''),
});

const backend = strict({
  service: serviceBackend.exactOptional(),
  resource: resourceBackend.exactOptional(),
});

const path = strict({
  path: text.default(''),
  pathType: text.exactOptional(),
  backend: backend.prefault({}),
});

const rule = strict({
  host: text.default(''),
  http: strict({ paths: z.array(path).default([]) }).exactOptional(),
});

/** networking.k8s.io/v1 IngressSpec. */
export const ingressSpec = strict({
  ingressClassName: text.exactOptional(),
  defaultBackend: backend.exactOptional(),
  rules: z.array(rule).default([]),
  tls: z.array(strict({ hosts: textList.default([]), secretName: text.default('') })).default([]),
});

/** networking.k8s.io/v1 IngressStatus. */
export const ingressStatus = loose({
  loadBalancer: loose({
    ingress: z.array(loose({ ip: text.default('') })).default([]),
  }).prefault({}),
});

export type DecodedIngressSpec = z.output<typeof ingressSpec>;
export type DecodedIngressStatus = z.output<typeof ingressStatus>;
export type DecodedIngressRule = z.output<typeof rule>;
export type DecodedIngressPath = z.output<typeof path>;
export type DecodedIngressBackend = z.output<typeof backend>;
