import { formatAddress } from '../addresses/address';
import { type Party, podOf } from '../cluster/flow';
import type { Pod } from '../cluster/pod';
import type { Case } from '../dataplane/cases';
import type { Network } from '../dataplane/network';
import { type CheckCode, type Checked, checklistOf, clientOf } from '../diagnosis/checklist';
import { list } from '../english/enumeration';
import type { Direction } from '../kubernetes/objects';
import { whyEmpty } from '../services/emptiness';
import type { ModelName } from '../settings/models';
import type { Names } from './names';
import { placeText } from './verdict';

/** Whom a checklist is about, and how they are called. */
interface Subject {
  readonly network: Network;
  readonly names: Names;
  readonly asked: Case;
}

/** A line of the checklist: what was found, and the commands that show the same on a cluster. */
export interface CheckedLine extends Pick<Checked, 'code' | 'state'> {
  readonly question: string;
  readonly found: string;
  readonly commands: readonly string[];
}

interface Words {
  readonly question: string;
  readonly passes: (subject: Subject) => string;
  readonly fails: (subject: Subject, places: string) => string;
  /** Where it is not asked, or unknown. */
  readonly otherwise?: string;
  readonly commands: (subject: Subject) => readonly string[];
}

const client = ({ asked }: Subject): Party => clientOf(asked);

const words: Readonly<Record<CheckCode, Words>> = {
  'source-egress': {
    question: 'Source egress allowed?',
    passes: ({ names, asked }) => `${names.party(asked.source)} may send`,
    fails: (_, places) => `stopped at ${places}`,
    commands: subject => describe(subject, subject.asked.source, 'egress'),
  },
  'destination-ingress': {
    question: 'Destination ingress allowed?',
    passes: ({ names, asked }) => `${names.party(asked.destination)} may receive`,
    otherwise: 'no packet comes so far',
    fails: (_, places) => `stopped at ${places}`,
    commands: subject => describe(subject, subject.asked.destination, 'ingress'),
  },
  'destination-egress-for-the-reply': {
    question: 'Destination egress allowed, for the reply?',
    passes: ({ names, asked }) => `${names.party(asked.destination)} may answer`,
    fails: (_, places) =>
      `stopped at ${places}. Upstream Kubernetes does not ask: replies of an allowed connection are tracked`,
    otherwise: 'nobody asks: replies of an allowed connection are tracked',
    commands: subject => describe(subject, subject.asked.destination, 'egress'),
  },
  endpoints: {
    question: 'Endpoints behind the Service?',
    passes: ({ names, asked }) => `it leads to ${names.party(asked.destination)}`,
    fails: ({ network, names, asked }) => {
      const service = asked.translation?.service;
      if (!service) return 'none';
      return `${names.service(service)} has none: ${whyEmpty(network, service) ?? 'nobody is there for this client'}`;
    },
    commands: ({ asked }) => {
      const { namespace = '', name = '' } = asked.translation?.service ?? {};
      return [`kubectl -n ${namespace} get endpointslices -l kubernetes.io/service-name=${name}`];
    },
  },
  dns: {
    question: 'DNS resolution working?',
    passes: subject => `${subject.names.party(client(subject))} gets answers`,
    fails: (subject, places) =>
      places === '' ? `${subject.names.party(client(subject))} gets no answer` : `stopped at ${places}`,
    otherwise: 'no DNS server is among what was given',
    commands: subject => exec(client(subject), 'nslookup kubernetes.default'),
  },
  labels: {
    question: 'Labels match selectors?',
    passes: () => 'no rule misses by labels alone',
    fails: (_, places) => `a rule would fit at ${places}, but for labels of pods or namespaces`,
    commands: ({ asked }) =>
      [...new Set([asked.source, asked.destination].flatMap(party => podOf(party)?.namespace ?? []))]
        .map(namespace => `kubectl -n ${namespace} get pods --show-labels`)
        .concat('kubectl get namespaces --show-labels'),
  },
  enforcement: {
    question: 'Enforcement present?',
    passes: () => 'policy is enforced',
    fails: () => 'nothing enforces policy (unenforced)',
    otherwise: 'only a cluster can tell: its CNI must carry out NetworkPolicy',
    commands: subject => [
      'kubectl -n kube-system get pods -o wide',
      ...(subject.asked.ranges.destination
        ? []
        : exec(client(subject), `nc -zv -w 2 ${addressOf(subject)} ${subject.asked.ports[0]}`)),
    ],
  },
};

export function checklistLines(subject: Subject, checklist: readonly Checked[]): readonly CheckedLine[] {
  return checklist.map(({ code, state, blockers }) => {
    const { question, passes, fails, otherwise = '', commands } = words[code];
    const places = list([...new Set(blockers.map(({ drop, leg }) => placeText(subject.names, drop, leg)))]);
    const found =
      state === 'passes' ? passes(subject) : state === 'fails' ? fails(subject, places) : otherwise;
    return { code, state, question, found, commands: commands(subject) };
  });
}

const marks: Readonly<Record<Checked['state'], string>> = {
  passes: '✔',
  fails: '✘',
  'not asked': '–',
  unknown: '?',
};

/** `✘ Destination ingress allowed? stopped at backend ingress`, and below it what to run. */
function checklistText(lines: readonly CheckedLine[]): string {
  return lines
    .map(({ state, question, found, commands }) =>
      [`${marks[state]} ${question} ${found}`, ...commands.map(command => `    ${command}`)].join('\n'),
    )
    .join('\n');
}

export function checklistFor(network: Network, names: Names, model: ModelName, asked: Case): string {
  return checklistText(checklistLines({ network, names, asked }, checklistOf(network, model, asked)));
}

/** The policies that isolate a pod, or how to see that there are none. */
function describe({ network }: Subject, party: Party, direction: Direction): readonly string[] {
  const pod = podOf(party);
  if (!pod) return [];
  const policies = network.policies.isolating(pod, direction).map(({ name }) => name);
  const verb = policies.length > 0 ? `describe networkpolicy ${policies.join(' ')}` : 'get networkpolicy';
  return [`kubectl -n ${pod.namespace} ${verb}`];
}

function exec(party: Party, command: string): readonly string[] {
  const pod = podOf(party);
  return pod ? [`kubectl -n ${pod.namespace} exec ${target(pod)} -- ${command}`] : [];
}

/** What kubectl takes for some pod of a workload. */
const workloads: Readonly<Record<string, string>> = {
  Deployment: 'deploy',
  StatefulSet: 'statefulset',
  DaemonSet: 'daemonset',
  ReplicaSet: 'replicaset',
  Job: 'job',
};

function target({ name, owner }: Pod): string {
  const kind = owner && workloads[owner.kind];
  return owner && kind ? `${kind}/${owner.name}` : name;
}

/** An address that was made up is none in a cluster. */
function addressOf({ network, names, asked: { destination } }: Subject): string {
  const isMadeUp = destination.kind === 'pod' && network.addresses.isAssigned(destination.pod);
  return isMadeUp ? `<IP of ${names.party(destination)}>` : formatAddress(destination.address);
}
