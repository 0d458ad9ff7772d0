import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

// Upstream's cases as data, which lie beside this repository and not in it; a plain clone does without.

const folder = resolve(__dirname, '..', '..', '..', '..', 'shared', 'conformance');

/** What a test that needs these cases says where they are not. */
export const absent = `needs ${folder}, which is not here`;

const policy = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.strictObject({ name: z.string(), namespace: z.string() }),
  spec: z.record(z.string(), z.unknown()),
});
const labels = z.record(z.string(), z.string());
const labelled = z.record(z.string(), z.object({ labels }));

const reachability = z.object({
  header: z.object({
    model: z.object({ namespaces: labelled, pods: labelled }),
    placeholders: z.object({
      samplePodIPs: z.record(z.string(), labels),
      sampleServiceIPs: z.record(z.string(), labels),
    }),
  }),
  cases: z.array(
    z.object({
      id: z.string(),
      ports: z.array(z.int()),
      protocols: z.array(z.enum(['TCP', 'UDP', 'SCTP'])),
      steps: z.array(
        z.object({
          /** All that are in force, not only what changes. */
          policies: z.array(policy),
          podLabelChanges: z.record(z.string(), labels).default({}),
          // No case changes them; one that does must be carried out, not passed over.
          namespaceLabelChanges: z.undefined().optional(),
          probes: z.object({ port: z.int(), protocol: z.enum(['TCP', 'UDP', 'SCTP']) }),
          expectation: z.object({
            default: z.boolean(),
            rules: z.array(z.object({ from: z.string(), to: z.string(), allowed: z.boolean() })),
          }),
        }),
      ),
    }),
  ),
});

const validation = z.object({
  cases: z.array(
    z.object({
      name: z.string(),
      source: z.string(),
      policy,
      valid: z.boolean(),
      /** `detail` is how the detail of the error starts. */
      errors: z.array(z.object({ field: z.string(), type: z.string(), detail: z.string() })),
    }),
  ),
});

export type Reachability = z.infer<typeof reachability>;
export type ReachabilityCase = Reachability['cases'][number];
export type ReachabilityStep = ReachabilityCase['steps'][number];
export type ValidationCase = z.infer<typeof validation>['cases'][number];

/** Undefined where the cases are not there. */
export function readReachability(): Reachability | undefined {
  return read('reachability.json', reachability);
}

/** Undefined where the cases are not there. */
export function readValidation(): readonly ValidationCase[] | undefined {
  return read('validation.json', validation)?.cases;
}

function read<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> | undefined {
  const path = resolve(folder, file);
  return existsSync(path) ? schema.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}

/** The errors that a case has under a `cidr-spelling`; only what StrictIPCIDRValidation adds may go. */
export function errorsOf(
  { source, errors }: ValidationCase,
  spelling: 'strict' | 'lax',
): ValidationCase['errors'] {
  const isOfTheGate = ({ detail }: { detail: string }): boolean =>
    source.includes('StrictIPCIDRValidation') && /bits set|leading 0s|IPv4-mapped/.test(detail);
  return spelling === 'strict' ? errors : errors.filter(error => !isOfTheGate(error));
}

/** Every ordered pair of pods but of a pod with itself, and whether it connects: the last rule that matches counts. */
export function expectedPairs(
  pods: readonly string[],
  { expectation }: ReachabilityStep,
): readonly { readonly from: string; readonly to: string; readonly connects: boolean }[] {
  return pods.flatMap(from =>
    pods
      .filter(to => to !== from)
      .map(to => {
        const rule = expectation.rules
          .filter(each => matches(each.from, from) && matches(each.to, to))
          .at(-1);
        return { from, to, connects: rule?.allowed ?? expectation.default };
      }),
  );
}

function matches(matcher: string, pod: string): boolean {
  return (
    matcher === '*' || matcher === pod || (matcher.endsWith('/*') && pod.startsWith(matcher.slice(0, -1)))
  );
}

/** Addresses of pods put in for `${podIP:x/a}`, `${podCIDR:x/a}` and `${podNet:x/a/4}`. */
export function withAddresses(text: string, addresses: Readonly<Record<string, string>>): string {
  return text.replace(
    /\$\{(podIP|podCIDR|podNet):(\w+\/\w+)(?:\/(\d+))?\}/g,
    (placeholder, kind: string, pod: string, prefix = '') => {
      const address = addresses[pod];
      if (address === undefined) throw new Error(`${placeholder} has no address`);
      const isV6 = address.includes(':');
      if (kind === 'podIP') return address;
      if (kind === 'podCIDR') return `${address}/${isV6 ? 128 : 32}`;
      if (prefix !== '4') throw new Error(`${placeholder}: no case asks for this prefix`);
      const [first = ''] = address.split(isV6 ? ':' : '.');
      return isV6 ? `${first.slice(0, 1)}000::/4` : `${Number(first) & 0xf0}.0.0.0/4`;
    },
  );
}
