import { z } from 'zod';
import { anything, integer, strict, text, textList, textMap } from './decoding';

const expression = strict({
  key: text.default(''),
  operator: text.default(''),
  values: textList.exactOptional(),
});

/** meta/v1 LabelSelector. */
export const selector = strict({
  matchLabels: textMap.exactOptional(),
  matchExpressions: z.array(expression).exactOptional(),
});

/** A quoted number is a name (apimachinery `intstr.IntOrString`). */
const port = strict({
  protocol: text.exactOptional(),
  port: z.union([text, integer]).exactOptional(),
  endPort: integer.exactOptional(),
});

const peer = strict({
  podSelector: selector.exactOptional(),
  namespaceSelector: selector.exactOptional(),
  ipBlock: strict({ cidr: text.default(''), except: textList.exactOptional() }).exactOptional(),
});

const ports = z.array(port).exactOptional();
const peers = z.array(peer).exactOptional();

const spec = strict({
  podSelector: selector.default({}),
  policyTypes: textList.exactOptional(),
  ingress: z.array(strict({ ports, from: peers })).exactOptional(),
  egress: z.array(strict({ ports, to: peers })).exactOptional(),
});

const metadata = strict({
  name: text.default(''),
  generateName: text.default(''),
  namespace: text.default(''),
  labels: textMap.exactOptional(),
  annotations: textMap.exactOptional(),
  uid: anything.exactOptional(),
  resourceVersion: anything.exactOptional(),
  generation: anything.exactOptional(),
  creationTimestamp: anything.exactOptional(),
  deletionTimestamp: anything.exactOptional(),
  deletionGracePeriodSeconds: anything.exactOptional(),
  ownerReferences: anything.exactOptional(),
  finalizers: anything.exactOptional(),
  managedFields: anything.exactOptional(),
  selfLink: anything.exactOptional(),
});

/** networking.k8s.io/v1 NetworkPolicy as it is decoded, before it is validated. */
export const policySchema = strict({
  apiVersion: z.literal('networking.k8s.io/v1'),
  kind: z.literal('NetworkPolicy'),
  metadata: metadata.default({ name: '', generateName: '', namespace: '' }),
  spec: spec.default({ podSelector: {} }),
  status: anything.exactOptional(),
});

export type DecodedPolicy = z.output<typeof policySchema>;
export type DecodedSelector = z.output<typeof selector>;
export type DecodedPort = z.output<typeof port>;
export type DecodedPeer = z.output<typeof peer>;
