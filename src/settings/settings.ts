/**
 * The choices that the NetworkPolicy API leaves open, each with its possible values, the default first, and
 * what the value means. `networking.k8s.io/v1` says "undefined" or nothing for every one of them.
 */
export const choices = {
  'host-network-pods': {
    'as-node':
      'no selector matches a pod with hostNetwork; its traffic is that of its node (the common reading)',
    'as-pod': 'a pod with hostNetwork is an ordinary pod',
  },
  'pod-to-own-node': {
    allowed: 'a pod always reaches its own node, as the documentation says',
    judged: 'egress policy judges what a pod sends to its own node, as several CNIs do',
  },
  'named-port-outside': {
    'matches-nothing': 'a port name never matches a destination that is not a pod',
    'matches-every-port': 'towards a destination that is not a pod, a port name is no restriction',
  },
  'finished-pods': {
    ignored:
      'pods in phase Succeeded or Failed neither send nor receive, as their address may be in use again',
    kept: 'pods in phase Succeeded or Failed stay in the cluster',
  },
  'terminating-pods': {
    kept: 'a pod that is being deleted is judged like any other until it is gone',
    ignored: 'a pod that is being deleted no longer takes part',
  },
  'cidr-spelling': {
    strict:
      'leading zeros, IPv4-mapped addresses and bits beyond the prefix are errors (the default since Kubernetes 1.36)',
    lax: 'they pass with a notice, as before Kubernetes 1.36',
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

export type SettingName = keyof typeof choices;

export type Settings = { readonly [Name in SettingName]: keyof (typeof choices)[Name] };

export const settingNames = Object.keys(choices) as readonly SettingName[];

export const defaultSettings: Settings = {
  'host-network-pods': 'as-node',
  'pod-to-own-node': 'allowed',
  'named-port-outside': 'matches-nothing',
  'finished-pods': 'ignored',
  'terminating-pods': 'kept',
  'cidr-spelling': 'strict',
};

/** The values a setting may take, the default first. */
export function valuesOf(name: SettingName): readonly string[] {
  return Object.keys(choices[name]);
}

/** A copy with one choice made; `undefined` when the setting does not know the value. */
export function choose(settings: Settings, name: SettingName, value: string): Settings | undefined {
  return valuesOf(name).includes(value) ? { ...settings, [name]: value } : undefined;
}
