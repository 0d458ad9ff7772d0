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
    'primary-address':
      'a pod always reaches the address of its own node, and no other one that the node has, such as that of a DNS cache',
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
  'running-connections': {
    'established-first': 'a policy change leaves open connections alone; only new ones are judged',
    'request-rejudged':
      'packets of the side that opened the connection meet the present policy each time, answers do not',
    stateless: 'every packet of either side meets the present policy, as if it were the first',
    flush: 'connections that the new policy no longer allows are forgotten: their next packet is judged',
  },
  'first-policy': {
    leaves: 'the first policy that selects a pod is a policy change like any other',
    forgets:
      'where a pod gets its first policy or loses its last, its own side forgets its connections: their next packet is judged',
  },
  'rejudged-replies': {
    pass: 'where a running connection is judged again and denied, answers still pass',
    stop: 'a denial marks the whole connection: answers stop as well',
  },
  'blocked-packets': {
    dropped: 'silently: the client sees a timeout',
    refused: 'answered with ICMP port unreachable: the client sees connection refused',
    reset: 'answered with a TCP RST: the client sees connection refused',
    prohibited: 'answered with ICMP administratively prohibited: the client sees no route to host',
  },
  'invalid-packets': {
    dropped: 'a packet that belongs to no connection and can open none is dropped before any rule',
    judged: 'rules judge it like any other',
  },
  'address-blocks': {
    'match-pods': 'an ipBlock matches whatever has an address in it, pods and nodes too',
    'outside-only': 'an ipBlock never matches a pod or a node',
  },
  'port-ranges': {
    supported: 'endPort is the end of a range',
    'first-port-only':
      'endPort is not read: the rule holds for the field port alone, as the documentation warns',
  },
  sctp: {
    supported: 'SCTP is judged like TCP and UDP',
    dropped: 'SCTP is not carried: pods neither send nor receive it',
  },
  'bare-pods': {
    judged: 'pods that no controller owns are judged like all others',
    open: 'policy is not enforced at pods that no controller owns',
  },
  'starting-pods': {
    judged: 'the rules of a pod are there before its containers start',
    open: 'in the first two seconds of a pod nothing is enforced at it',
    closed: 'in the first two seconds of a pod nothing enters or leaves it',
  },
  'acl-stateless': {
    ignored: 'the annotation k8s.ovn.org/acl-stateless means nothing',
    honoured:
      'rules of a policy with the annotation remember no connection, as OVN-Kubernetes does with --enable-stateless-netpol',
  },
  'service-addresses': {
    'translated-first':
      'policy sees the pod behind a Service and its own port, as the address of the Service is rewritten before',
    'judged-first':
      'egress policy sees the address and port of the Service; a rule that selects its pods matches the address too',
  },
  hairpin: {
    allowed: 'a pod that reaches itself through a Service passes, as it does by its own address',
    judged: 'a pod that reaches itself through a Service is judged like any other client of it',
    'from-node':
      'its egress is judged, and its ingress sees the address of its node, which stands for it on the way back',
  },
  'empty-services': {
    'refused-first': 'who dials a Service without endpoints is refused before any policy',
    'judged-first': 'egress policy judges the address of the Service first: who is isolated sees a timeout',
  },
  'outside-clients': {
    masqueraded:
      'behind a node port or load balancer with externalTrafficPolicy Cluster, a pod on another node sees the address of the node that was entered',
    kept: 'ingress policy sees the address of the client wherever it entered the cluster',
    unjudged: 'what enters so, with externalTrafficPolicy Cluster, meets no ingress policy',
  },
  'connection-tables': {
    'per-node': 'the pods of a node share one table of connections',
    'per-pod': 'each pod has a table of its own',
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
  'running-connections': 'established-first',
  'first-policy': 'leaves',
  'rejudged-replies': 'pass',
  'blocked-packets': 'dropped',
  'invalid-packets': 'dropped',
  'address-blocks': 'match-pods',
  'port-ranges': 'supported',
  sctp: 'supported',
  'bare-pods': 'judged',
  'starting-pods': 'judged',
  'acl-stateless': 'ignored',
  'service-addresses': 'translated-first',
  hairpin: 'allowed',
  'empty-services': 'refused-first',
  'outside-clients': 'masqueraded',
  'connection-tables': 'per-node',
};

/** How long a pod is new, in seconds: what reports on AWS VPC CNI tell of its standard mode. */
export const startUpWindow = 2;

/** The values a setting may take, the default first. */
export function valuesOf(name: SettingName): readonly string[] {
  return Object.keys(choices[name]);
}

/** A copy with one choice made; `undefined` when the setting does not know the value. */
export function choose(settings: Settings, name: SettingName, value: string): Settings | undefined {
  return valuesOf(name).includes(value) ? { ...settings, [name]: value } : undefined;
}
