/** A mistake that an engine could well make, as a change of one place of the sources. */
export interface PlantedFault {
  readonly what: string;
  /** Below src/. */
  readonly file: string;
  /** Stands there once. */
  readonly find: string;
  readonly replace: string;
  /** Counterexamples are told by what it breaks, so that they say something else. */
  readonly spoilsTelling?: true;
}

/** By the name that the tag `@fault:…` of an invariant gives it. */
export const plantedFaults: Readonly<Record<string, PlantedFault>> = {
  'selectors-of-a-peer-are-ored': {
    what: 'the two selectors of a peer are ORed',
    file: 'policy/match.ts',
    find: 'bearer.namespace) && peer.pods(bearer.labels)',
    replace: 'bearer.namespace) || peer.pods(bearer.labels)',
  },
  'symbolic-name-without-protocol': {
    what: 'the sets of ports look a name up without its protocol',
    file: 'policy/allowedPorts.ts',
    find: 'declared.name === name && declared.protocol === protocol',
    replace: 'declared.name === name',
  },
  'reply-is-not-checked': {
    what: 'three-check skips the check of the reply',
    file: 'settings/models.ts',
    find: "reply: ['egress'], later: [] }",
    replace: 'reply: [], later: [] }',
  },
  'three-check-forgets-ingress': {
    what: 'three-check asks no ingress for the request',
    file: 'settings/models.ts',
    find: "'three-check': { request: ['egress', 'ingress'],",
    replace: "'three-check': { request: ['egress'],",
  },
  'stateless-remembers': {
    what: 'stateless lets replies pass',
    file: 'settings/models.ts',
    find: "reply: ['egress', 'ingress'], later: ['egress', 'ingress'] }",
    replace: 'reply: [], later: [] }',
  },
  'unenforced-enforces': {
    what: 'unenforced looks at the request and at the reply',
    file: 'settings/models.ts',
    find: 'unenforced: { request: [], reply: [],',
    replace: "unenforced: { request: ['ingress'], reply: ['egress'],",
  },
  'isolated-from-birth': {
    what: 'a pod that no policy selects is isolated',
    file: 'policy/judge.ts',
    find: "if (policies.length === 0) return 'not isolated';",
    replace: '',
  },
  'policies-without-rules-are-idle': {
    what: 'a policy without rules isolates nobody',
    file: 'policy/policySet.ts',
    find: 'rules[direction] !== undefined',
    replace: 'rules[direction]?.length',
  },
  'last-policy-wins': {
    what: 'the last policy alone counts',
    file: 'policy/judge.ts',
    find: 'for (const policy of policies) {',
    replace: 'for (const policy of policies.slice(-1)) {',
  },
  'rules-for-everybody': {
    what: 'rules of every policy let a pod, whether they select it or not',
    file: 'policy/judge.ts',
    find: 'for (const policy of policies) {',
    replace: 'for (const policy of judgement.set.policies) {',
  },
  'every-isolating-policy-is-named': {
    what: 'a verdict names every policy that isolates as allowing',
    file: 'policy/judge.ts',
    find: 'policy.rules[direction]?.some(rule => ruleMatches(judgement, policy, rule))',
    replace: 'true',
  },
  'ingress-is-not-named': {
    what: 'a verdict names the policies that let the request out, and not those that let it in',
    file: 'scenario/verdicts.ts',
    find: "check.decision.reason === 'rule',",
    replace: "check.decision.reason === 'rule' && check.point.direction === 'egress',",
  },
  'object-keys-are-labels': {
    what: 'a label that is missing is looked for among what every object inherits',
    file: 'kubernetes/selector.ts',
    find: 'const value = Object.hasOwn(labels, key) ? labels[key] : undefined;',
    replace: 'const value = labels[key];',
  },
  'services-are-judged': {
    what: 'egress is judged by the address of the Service, not by that of the pod behind it',
    file: 'dataplane/translated.ts',
    find: 'headers: isTranslating && !isFirst ? headers : dialled,',
    replace: 'headers: dialled,',
  },
  'policies-act-everywhere': {
    what: 'a policy selects pods of other namespaces',
    file: 'policy/policySet.ts',
    find: 'namespace === pod.namespace && rules[direction]',
    replace: 'rules[direction]',
  },
  'everything-exists': {
    what: 'Exists holds where the key is missing',
    file: 'kubernetes/selector.ts',
    find: 'Exists: { matches: present => present,',
    replace: 'Exists: { matches: () => true,',
  },
  'no-self': {
    what: 'a pod is judged when it talks to itself',
    file: 'cluster/flow.ts',
    find: 'source.pod === destination.pod',
    replace: 'false',
  },
  'own-node-is-judged': {
    what: 'what comes from the own node is judged',
    file: 'policy/judge.ts',
    find: "return isOwnNode(judgement, subject.pod.node) ? 'own node' : policies;",
    replace: 'return policies;',
  },
  'first-rule-only': {
    what: 'the first rule of a policy alone counts',
    file: 'policy/judge.ts',
    find: 'policy.rules[direction]?.find(',
    replace: 'policy.rules[direction]?.slice(0, 1).find(',
  },
  'labels-in-any-case': {
    what: 'labels are compared without regard to case',
    file: 'kubernetes/selector.ts',
    find: 'labels[key] === value)',
    replace: 'labels[key]?.toLowerCase() === value.toLowerCase())',
  },
  'every-peer-must-match': {
    what: 'all peers of a rule must match',
    file: 'policy/match.ts',
    find: 'return peers.some(peer => peerMatches(judgement, policy, peer) && portsMatchAt',
    replace: 'return peers.every(peer => peerMatches(judgement, policy, peer) && portsMatchAt',
  },
  'one-label-suffices': {
    what: 'one pair of matchLabels suffices',
    file: 'kubernetes/selector.ts',
    find: 'pairs.every(',
    replace: '[...pairs, ...(pairs.length ? [] : [undefined])].some(pair => !pair) || pairs.some(',
  },
  'not-in-wants-the-key': {
    what: 'NotIn fails where the key is missing',
    file: 'kubernetes/selector.ts',
    find: '!present || !listed',
    replace: 'present && !listed',
  },
  'does-not-exist-exists': {
    what: 'DoesNotExist holds where the key is there',
    file: 'kubernetes/selector.ts',
    find: 'matches: present => !present,',
    replace: 'matches: present => present,',
  },
  'pods-of-every-namespace': {
    what: 'a podSelector alone selects in every namespace',
    file: 'policy/match.ts',
    find: ': namespace === policy.namespace;',
    replace: ': true;',
  },
  'types-default-to-ingress': {
    what: 'policyTypes that are missing mean Ingress alone',
    file: 'policy/compiledPolicy.ts',
    find: "? ['ingress', 'egress'] : ['ingress'];",
    replace: "? ['ingress'] : ['ingress'];",
  },
  'rules-make-types': {
    what: 'rules of a direction isolate though policyTypes does not name it',
    file: 'policy/compiledPolicy.ts',
    find: "return (['ingress', 'egress'] as const).filter(direction =>",
    replace:
      "return (['ingress', 'egress'] as const).filter(direction => (spec[direction]?.length ?? 0) > 0 ||",
  },
  'empty-peers-match-nobody': {
    what: 'an empty list of peers matches nobody',
    file: 'policy/compiledPolicy.ts',
    find: '...(peers && peers.length > 0 && {',
    replace: '...(peers && {',
  },
  'any-protocol': {
    what: 'a port without protocol is a port of any protocol',
    file: 'policy/match.ts',
    find: 'if (port.protocol !== flow.protocol) return false;',
    replace: 'if (port.source.protocol !== undefined && port.protocol !== flow.protocol) return false;',
  },
  'end-port-is-outside': {
    what: 'endPort is no part of its range',
    file: 'policy/compiledPolicy.ts',
    find: 'Math.min(endPort ?? port, lastPort) + 1]',
    replace: 'Math.max(port + 1, Math.min(endPort ?? port, lastPort))]',
  },
  'named-port-by-name-only': {
    what: 'the name of a port stands for any number',
    file: 'policy/match.ts',
    find: 'declared.name === name && declared.port === destinationPort && declared.protocol === protocol',
    replace: 'declared.name === name',
  },
  'block-reaches-too-far': {
    what: 'a block holds the address after its last',
    file: 'policy/match.ts',
    find: 'value < peer.span[1]',
    replace: 'value <= peer.span[1]',
  },
  'block-lacks-its-first': {
    what: 'a block does not hold its first address',
    file: 'policy/match.ts',
    find: 'peer.span[0] <= value',
    replace: 'peer.span[0] < value',
  },
  'except-is-ignored': {
    what: 'except is not read',
    file: 'policy/match.ts',
    find: '!contains(peer.except, value)',
    replace: 'true',
  },
  'yaml-without-except': {
    what: 'except is not written',
    file: 'kubernetes/manifestYaml.ts',
    find: 'stringify(object, dialect)',
    replace: "stringify(object, (key, value) => (key === 'except' ? undefined : value), dialect)",
    spoilsTelling: true,
  },
  'one-entry-for-all': {
    what: 'where there is any entry, every packet passes as tracked',
    file: 'dataplane/look.ts',
    find: 'phase: phaseOf(tracking), tracking };',
    replace: "phase: tables.at(place).size(now) > 0 ? 'later' : phaseOf(tracking), tracking };",
  },
  'recorded-before-egress': {
    what: 'a connection is recorded before egress is judged',
    file: 'dataplane/path.ts',
    find: "const out = here && meet(wire, header, kind, 'egress', here);",
    replace:
      "if (here) confirm(wire, here);\n  const out = here && meet(wire, header, kind, 'egress', here);",
  },
  'recorded-though-dropped': {
    what: 'a connection is recorded though ingress drops it',
    file: 'dataplane/path.ts',
    find: 'if (passes(into)) confirm(wire, there);',
    replace: 'confirm(wire, there);',
  },
  'established-is-judged-anew': {
    what: 'packets of an open connection are judged like the first',
    file: 'dataplane/meet.ts',
    find: 'return model[phase].includes(direction);',
    replace: 'return model.request.includes(direction);',
  },
  'removal-is-not-counted': {
    what: 'an entry that goes is still counted',
    file: 'conntrack/entryStore.ts',
    find: '    this.#size--;\n',
    replace: '',
  },
  'stateless-forgets-to-ask': {
    what: 'stateless asks nobody once the connection is established',
    file: 'settings/models.ts',
    find: "reply: ['egress', 'ingress'], later: ['egress', 'ingress'] }",
    replace: "reply: ['egress', 'ingress'], later: [] }",
  },
  'established-by-a-syn-ack': {
    what: 'a TCP connection counts as established once an answer to its SYN was sent',
    file: 'conntrack/connectionTable.ts',
    find: '(records.status(slot) & SEEN_REPLY) !== 0 && isTcpSetUp(records.state(slot))',
    replace: '(records.status(slot) & SEEN_REPLY) !== 0',
  },
  'flush-does-nothing': {
    what: 'a flush leaves every entry where it is',
    file: 'conntrack/connectionTable.ts',
    find: '    this.#store.clear();\n',
    replace: '',
  },
  'last-entry-is-lost-in-growing': {
    what: 'a table that grows loses the entry in its last slot',
    file: 'conntrack/entryStore.ts',
    find: 'for (let slot = 0; slot < old.capacity; slot++)',
    replace: 'for (let slot = 0; slot < old.capacity - 1; slot++)',
  },
  'kept-for-a-millisecond-more': {
    what: 'an entry is kept for a millisecond after its time',
    file: 'conntrack/expiry.ts',
    find: 'if (expires <= now) this.#store.remove(slot);',
    replace: 'if (expires < now) this.#store.remove(slot);',
  },
  'errors-prolong': {
    what: 'an ICMP error begins the time of its entry anew',
    file: 'conntrack/connectionTable.ts',
    find: "const serial = records.serial(slot);\n    return packetOfEntry('RELATED',",
    replace:
      "const serial = records.serial(slot);\n    this.#expiry.set(slot, now + 120_000);\n    return packetOfEntry('RELATED',",
  },
  'closed-as-if-open': {
    what: 'an entry of a closed connection is kept as long as of an open one',
    file: 'settings/sysctls.ts',
    find: 'nf_conntrack_tcp_timeout_time_wait: { default: 120,',
    replace: 'nf_conntrack_tcp_timeout_time_wait: { default: 432000,',
  },
  'nobody-is-denied': {
    what: 'what no rule of a network ACL matches passes',
    file: 'firewall/networkAcl.ts',
    find: "by?.action === 'allow'",
    replace: "by?.action !== 'deny'",
  },
  'acl-within-its-subnet': {
    what: 'a network ACL is asked for packets within its subnet',
    file: 'dataplane/cloud.ts',
    find: 'if (left !== entered) {',
    replace: '{',
  },
  'members-are-strangers': {
    what: 'a rule for a security group is for all but its members',
    file: 'firewall/securityGroup.ts',
    find: 'peerGroups.includes(peer.group)',
    replace: '!peerGroups.includes(peer.group)',
  },
  'everything-is-tracked': {
    what: 'security groups track what is open to everyone',
    file: 'firewall/securityGroup.ts',
    find: "if (protocol === 'SCTP') return false;",
    replace: 'return false;',
  },
  'end-of-range-is-inside': {
    what: 'a port range of a filter reaches one port too far',
    file: 'firewall/rule.ts',
    find: 'destinationPort < ports[1]',
    replace: 'destinationPort <= ports[1]',
  },
  'both-ways-at-once': {
    what: 'an inbound rule of a security group is an outbound one as well',
    file: 'firewall/securityGroup.ts',
    find: 'rule.way === way && peerMatches',
    replace: 'peerMatches',
  },
  'first-group-alone': {
    what: 'of several security groups of a pod the first alone counts',
    file: 'firewall/securityGroup.ts',
    find: 'for (const group of groups) {\n',
    replace: 'for (const group of groups.slice(0, 1)) {\n',
  },
  'highest-number-decides': {
    what: 'of a network ACL the rule of the highest number decides',
    file: 'firewall/networkAcl.ts',
    find: 'first.number <= rule.number',
    replace: 'first.number >= rule.number',
  },
  'one-client-port-for-all': {
    what: 'one client port stands for all, whatever rules tell apart',
    file: 'policy/edges.ts',
    find: 'return edges;',
    replace: 'return [];',
  },
  'one-client-port-missing': {
    what: 'the last port that clients use is forgotten',
    file: 'settings/ephemeralPorts.ts',
    find: '[32768, 61000]',
    replace: '[32768, 60999]',
  },
  'some-ports-are-all': {
    what: 'the sets of ports take some of the client ports for all',
    file: 'reachability/answers.ts',
    find: 'held.length === 1 && held[0]?.[0] === first && held[0][1] === end',
    replace: 'held.length === 1',
  },
  'first-listed-rule-decides': {
    what: 'of a network ACL the rule that is listed first decides',
    file: 'firewall/networkAcl.ts',
    find: '(first && first.number <= rule.number ? first : rule)',
    replace: 'first ?? rule',
  },
  'last-rule-of-a-group': {
    what: 'of a security group the last rule alone counts',
    file: 'firewall/securityGroup.ts',
    find: 'const matching = group.rules.findIndex(',
    replace: 'const matching = group.rules.slice(-1).findIndex(',
  },
};
