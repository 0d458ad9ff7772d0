import { expect } from 'chai';
import fc from 'fast-check';
import { type Cni, cniNamed, cnis, type Touch } from './cnis';
import type { ModelName } from './models';
import { defaultSettings, type Settings, settingNames } from './settings';
import { kernelSysctls, sysctlNames } from './sysctls';

interface Row {
  readonly support: Cni['support'];
  readonly model: ModelName;
  /** All that is not the default. */
  readonly settings: Partial<Settings>;
}

/** Written down from the sources of each plugin, not from the table under test. */
const rows: Readonly<Record<string, Row>> = {
  Calico: {
    support: 'full',
    model: 'stateful',
    settings: { 'pod-to-own-node': 'judged', hairpin: 'judged', 'empty-services': 'judged-first' },
  },
  'Calico eBPF': {
    support: 'full',
    model: 'stateful',
    settings: { 'pod-to-own-node': 'judged', 'connection-tables': 'per-pod', 'outside-clients': 'kept' },
  },
  Cilium: {
    support: 'partial',
    model: 'stateful',
    settings: {
      'pod-to-own-node': 'judged',
      'running-connections': 'request-rejudged',
      'address-blocks': 'outside-only',
      sctp: 'dropped',
      'connection-tables': 'per-pod',
    },
  },
  'Cilium before 1.16': {
    support: 'partial',
    model: 'stateful',
    settings: {
      'pod-to-own-node': 'judged',
      'running-connections': 'request-rejudged',
      'address-blocks': 'outside-only',
      'port-ranges': 'first-port-only',
      sctp: 'dropped',
      'connection-tables': 'per-pod',
    },
  },
  'GKE Dataplane V2': {
    support: 'partial',
    model: 'stateful',
    settings: {
      'pod-to-own-node': 'judged',
      'running-connections': 'request-rejudged',
      'address-blocks': 'outside-only',
      sctp: 'dropped',
      'connection-tables': 'per-pod',
    },
  },
  Antrea: { support: 'full', model: 'stateful', settings: { 'pod-to-own-node': 'judged' } },
  'Weave Net': { support: 'partial', model: 'stateful', settings: { 'port-ranges': 'first-port-only' } },
  'kube-router': {
    support: 'full',
    model: 'stateful',
    settings: {
      'pod-to-own-node': 'judged',
      'blocked-packets': 'refused',
      'starting-pods': 'open',
      hairpin: 'judged',
    },
  },
  'kube-router with --netpol-default-deny': {
    support: 'full',
    model: 'stateful',
    settings: {
      'pod-to-own-node': 'judged',
      'blocked-packets': 'refused',
      'starting-pods': 'closed',
      hairpin: 'judged',
    },
  },
  Flannel: { support: 'none', model: 'unenforced', settings: {} },
  kindnet: {
    support: 'full',
    model: 'stateful',
    settings: {
      'pod-to-own-node': 'judged',
      'starting-pods': 'open',
      'first-policy': 'forgets',
      hairpin: 'judged',
    },
  },
  'kindnet before kind v0.24': { support: 'none', model: 'unenforced', settings: {} },
  'kube-network-policies': {
    support: 'full',
    model: 'stateful',
    settings: {
      'pod-to-own-node': 'judged',
      'running-connections': 'flush',
      'starting-pods': 'open',
      'first-policy': 'forgets',
      hairpin: 'judged',
    },
  },
  'OVN-Kubernetes': {
    support: 'full',
    model: 'stateful',
    settings: {
      'pod-to-own-node': 'judged',
      'running-connections': 'request-rejudged',
      'rejudged-replies': 'stop',
      'connection-tables': 'per-pod',
    },
  },
  'AWS VPC CNI': {
    support: 'partial',
    model: 'stateful',
    settings: {
      'bare-pods': 'open',
      'starting-pods': 'open',
      'connection-tables': 'per-pod',
      'first-policy': 'forgets',
      'pod-to-own-node': 'primary-address',
      'service-addresses': 'judged-first',
      hairpin: 'from-node',
    },
  },
  'AWS VPC CNI in strict mode': {
    support: 'partial',
    model: 'stateful',
    settings: {
      'bare-pods': 'open',
      'starting-pods': 'closed',
      'connection-tables': 'per-pod',
      'first-policy': 'forgets',
      'pod-to-own-node': 'primary-address',
      'service-addresses': 'judged-first',
      hairpin: 'from-node',
    },
  },
  'Azure NPM': {
    support: 'full',
    model: 'stateful',
    settings: { 'outside-clients': 'unjudged' },
  },
};

/** All that is not as in the kernel, in seconds; `sctp` stands for each state of SCTP. */
const trackers: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'Calico eBPF': {
    max: 512000,
    tcp_loose: 0,
    tcp_timeout_syn_sent: 20,
    tcp_timeout_syn_recv: 20,
    tcp_timeout_established: 3600,
    tcp_timeout_fin_wait: 3600,
    tcp_timeout_close_wait: 3600,
    tcp_timeout_last_ack: 120,
    tcp_timeout_close: 40,
    tcp_timeout_max_retrans: 3600,
    tcp_timeout_unacknowledged: 3600,
    udp_timeout: 60,
    udp_timeout_stream: 60,
    icmp_timeout: 5,
    icmpv6_timeout: 5,
    sctp: 600,
  },
  Cilium: {
    tcp_timeout_syn_sent: 60,
    tcp_timeout_established: 8000,
    tcp_timeout_fin_wait: 8000,
    tcp_timeout_close_wait: 8000,
    tcp_timeout_last_ack: 10,
    tcp_timeout_time_wait: 10,
    tcp_timeout_close: 8000,
    tcp_timeout_max_retrans: 8000,
    tcp_timeout_unacknowledged: 8000,
    udp_timeout: 60,
    udp_timeout_stream: 60,
    icmp_timeout: 60,
    icmpv6_timeout: 60,
    generic_timeout: 60,
    sctp: 60,
  },
};

/** What each must also tell of, by a word of it. */
const told: Readonly<Record<string, readonly (readonly [Touch, RegExp])[]>> = {
  Calico: [
    ['own node', /DefaultEndpointToHostAction/],
    ['host network', /host endpoints .* failsafe/],
    ['host network', /doNotTrack/],
    ['outside', /doNotTrack .* egress policy/],
    ['every flow', /VXLAN/],
    ['every flow', /Reject/],
    ['starting pods', /policy_setup_timeout_seconds/],
  ],
  'Calico eBPF': [
    ['own node', /DefaultEndpointToHostAction/],
    ['open connections', /iptables/],
    ['open connections', /Every SYN/],
    ['services', /UDP .* itself/],
  ],
  Cilium: [
    ['address blocks', /policy-cidr-match-mode/],
    ['own node', /allow-localhost/],
    ['services', /tunnels.* world/],
    ['services', /kube-proxy.* world/],
    ['services', /dsr/],
    ['named ports', /different numbers/],
    ['every flow', /policyDenyResponse/],
    ['ICMP', /isolated for ingress/],
    ['open connections', /cleaned/],
    ['open connections', /no packet invalid/],
    ['SCTP', /sctp\.enabled/],
    ['starting pods', /not verified/],
  ],
  'Cilium before 1.16': [
    ['open connections', /six hours/],
    ['starting pods', /1\.13\.1/],
  ],
  'GKE Dataplane V2': [
    ['every flow', /Calico/],
    ['port ranges', /1\.16/],
    ['SCTP', /Ubuntu/],
  ],
  Antrea: [
    ['services', /proxyAll.* antrea-gw0/],
    ['starting pods', /restart/],
  ],
  'Weave Net': [
    ['outside', /Multicast/],
    ['outside', /masqueraded/],
    ['named ports', /not enforced/],
    ['services', /not verified/],
    ['starting pods', /not verified/],
  ],
  'kube-router': [
    ['services', /--service-cluster-ip-range/],
    ['services', /dsr/],
    ['own node', /node ports/],
    ['ICMP', /always pass/],
  ],
  'kube-router with --netpol-default-deny': [['starting pods', /switches itself off/]],
  Flannel: [
    ['every flow', /netpol\.enabled/],
    ['every flow', /Canal/],
  ],
  kindnet: [
    ['every flow', /away/],
    ['own node', /root/],
    ['own node', /v0\.32/],
  ],
  'kube-network-policies': [
    ['every flow', /away/],
    ['own node', /root/],
    ['own node', /v1\.1\.0/],
    ['open connections', /30 seconds/],
    ['open connections', /v1\.0/],
  ],
  'OVN-Kubernetes': [
    ['own node', /management port/],
    ['services', /join subnet/],
    ['named ports', /every port/],
    ['starting pods', /not verified/],
  ],
  'AWS VPC CNI': [
    ['every flow', /v1\.14\.0.*switched on.*Fargate.*Windows/],
    ['every flow', /eth0/],
    ['every flow', /address family/],
    ['every flow', /24/],
    ['services', /podSelector .* selector of the Service/],
    ['services', /targetPort the rule names/],
    ['services', /only the first/],
    ['services', /range of ports/],
    ['services', /numeric port/],
    ['services', /externalTrafficPolicy Cluster/],
    ['services', /itself .* egress policy alone/],
    ['address blocks', /excepts/],
    ['open connections', /300 seconds/],
    ['starting pods', /1024-65535/],
    ['bare pods', /not verified/],
  ],
  'AWS VPC CNI in strict mode': [['starting pods', /DNS/]],
  'Azure NPM': [
    ['services', /itself .* not verified/],
    ['SCTP', /Windows/],
    ['open connections', /no connection/],
    ['every flow', /AKS/],
    ['starting pods', /not verified/],
  ],
};

const named: Readonly<Record<string, readonly string[]>> = {
  Calico: ['calico', 'Canal', 'calico nftables'],
  'Calico eBPF': ['calico-ebpf', 'Calico BPF'],
  Cilium: ['cilium', 'CILIUM'],
  'Cilium before 1.16': ['cilium before 1.16', 'Cilium before 1.17'],
  'GKE Dataplane V2': ['gke', 'dataplane v2', 'GKE Dataplane V2', 'Dataplane-V2'],
  Antrea: ['antrea'],
  'Weave Net': ['weave', 'weave net', 'WeaveNet'],
  'kube-router': ['kube-router', 'KubeRouter', 'Kube Router'],
  'kube-router with --netpol-default-deny': ['kube-router with --netpol-default-deny'],
  Flannel: ['flannel'],
  kindnet: ['kindnet', 'kind', 'kindnetd'],
  'kindnet before kind v0.24': ['kindnet before kind v0.24', 'kind before v0.24', 'kind before v0.24.0'],
  'kube-network-policies': ['kube-network-policies', 'knp'],
  'OVN-Kubernetes': ['ovn-kubernetes', 'ovn', 'OVN-K'],
  'AWS VPC CNI': ['AWS VPC CNI', 'aws', 'vpc cni', 'amazon-vpc-cni', 'eks'],
  'AWS VPC CNI in strict mode': ['AWS VPC CNI in strict mode'],
  'Azure NPM': ['azure', 'npm', 'Azure NPM'],
};

const words = cnis.flatMap(cni => [cni.name, ...cni.aliases].map(word => ({ cni, word })));

describe('the CNIs', () => {
  it('are those that were written down', () => {
    expect(cnis.map(cni => cni.name)).to.have.members(Object.keys(rows));
  });

  it('have no name or alias twice, however it is spelt', () => {
    const spelt = words.map(({ word }) => word.toLowerCase().replace(/[ -]/g, ''));
    expect(spelt.filter((word, i) => spelt.indexOf(word) !== i)).to.deep.equal([]);
  });

  for (const cni of cnis) {
    it(`${cni.name} enforces, and chooses, what was written down`, () => {
      const { support, model, settings } = cni;
      expect({ support, model, settings }).to.deep.equal(rows[cni.name]);
    });

    it(`${cni.name} chooses nothing that is chosen anyway`, () => {
      for (const name of settingNames) expect(cni.settings[name]).not.to.equal(defaultSettings[name]);
      for (const name of sysctlNames) expect(cni.sysctls[name]).not.to.equal(kernelSysctls[name]);
    });

    it(`${cni.name} tells of its departures, each in one sentence and once`, () => {
      const texts = cni.departures.map(({ text }) => text);
      for (const text of texts)
        expect(text)
          .to.match(/^\S[^\n]*[^.]\.$/)
          .and.not.match(/[.!?] [A-Z]/);
      expect(new Set(texts).size).to.equal(texts.length);
      for (const [touches, word] of told[cni.name] ?? [])
        expect(
          cni.departures.some(departure => departure.touches === touches && word.test(departure.text)),
          `${touches}: ${word}`,
        ).to.equal(true);
    });

    it(`${cni.name} names sources that can be looked up`, () => {
      expect(cni.sources).not.to.have.lengthOf(0);
      for (const source of cni.sources)
        expect(source).to.match(/^([\w-]+\/[\w-]+(:[\w./-]+|#\d+)|https:\/\/\S+)$/);
    });

    it(`${cni.name} is found by each of its names`, () => {
      for (const word of [cni.name, ...cni.aliases, ...(named[cni.name] ?? [])])
        expect(cniNamed(word), word).to.equal(cni);
    });
  }

  it('that enforce nothing choose nothing', () => {
    for (const { model, settings, sysctls } of cnis.filter(cni => cni.support === 'none'))
      expect({ model, settings, sysctls }).to.deep.equal({ model: 'unenforced', settings: {}, sysctls: {} });
  });

  for (const { name, sysctls } of cnis) {
    it(`${name} tracks as was written down`, () => {
      const { sctp, ...others } = trackers[/cilium|gke/i.test(name) ? 'Cilium' : name] ?? {};
      const states = sctp === undefined ? [] : sysctlNames.filter(sysctl => sysctl.includes('_sctp_'));
      expect(sysctls).to.deep.equal({
        ...Object.fromEntries(Object.entries(others).map(([key, value]) => [`nf_conntrack_${key}`, value])),
        ...Object.fromEntries(states.map(state => [state, sctp])),
      });
    });
  }

  it('are found whatever the case, the spaces and the hyphens', () => {
    const gap = fc.constantFrom('', '', ' ', '-', ' - ');
    fc.assert(
      fc.property(
        fc.constantFrom(...words),
        fc.infiniteStream(fc.tuple(gap, fc.boolean())),
        ({ cni, word }, noise) => {
          const spelt = [...word].map(letter => {
            const { value } = noise.next();
            const [before, upper] = value ?? ['', false];
            return before + (upper ? letter.toUpperCase() : letter.toLowerCase());
          });
          expect(cniNamed(spelt.join(''))).to.equal(cni);
        },
      ),
    );
  });

  for (const word of ['docker', '', ' ', '--', 'cilium 2', 'calico or cilium', 'constructor', '__proto__'])
    it(`are not "${word}"`, () => {
      expect(cniNamed(word)).to.equal(undefined);
    });
});
