import type { Pickle, PickleStep } from '@cucumber/messages';
import fc from 'fast-check';
import { tableProblems } from '../../src/scenario/conntrackListing';
import { modelNames } from '../../src/settings/models';
import { settingNames, valuesOf } from '../../src/settings/settings';
import { sysctlNames } from '../../src/settings/sysctls';
import { Crash, type Edge, type Outcome } from '../edge';
import { beginScenario, type Sentences } from '../sentences';
import { type ChangedScenario, shownScenario, withoutSteps } from './sentences';

/** Stories of connections: who opens what, says what and ends what, while time passes and everything else changes. */
export function connections(known: Sentences): Edge<ChangedScenario> {
  const feature = { uri: 'features/made-up.feature', text: '', document: { comments: [] }, pickles: [] };
  return {
    inputs: fc
      .tuple(fc.constantFrom(...modelNames), fc.array(deeds, { minLength: 1, maxLength: 25 }))
      .map(([model, texts]) => ({
        feature,
        pickle: pickleOf([...background, { text: `the ${model} model` }, ...texts.map(text => ({ text }))]),
      })),
    shown: shownScenario,
    attempt: async input => {
      const { pickle } = input;
      const document = shownScenario(input);
      const { world, scenario } = beginScenario(pickle, feature);
      let all: Outcome = 'accepted';
      for (const step of pickle.steps) {
        const outcome = await known.carryOut(world, scenario, step, document);
        if (outcome === 'refused') all = outcome;
        const [problem] = scenario.isLive ? tableProblems(scenario) : [];
        if (problem !== undefined) throw new Crash(`after "${step.text}": ${problem}`);
      }
      return all;
    },
    parts: withoutSteps,
  };
}

interface Said {
  readonly text: string;
  readonly table?: readonly (readonly string[])[];
}

const background: readonly Said[] = [
  {
    text: 'the pods:',
    table: [
      ['pod', 'labels', 'ports', 'node'],
      ['web', 'app=web', '80, 53/UDP, 90/SCTP', 'one'],
      ['db', 'app=db', '80, 53/UDP, 90/SCTP', 'two'],
      ['cache', 'app=cache', '', 'two'],
    ],
  },
  {
    text: 'the services:',
    table: [
      ['service', 'ports', 'selector'],
      ['db', '80 → 80, 53/UDP', 'app=db'],
    ],
  },
];

const pods = fc.constantFrom('web', 'db', 'cache', 'the Internet', 'node/one', '10.0.0.9');
const targets = fc.constantFrom(
  'db:80',
  'web:80',
  'cache:80',
  'db:53/UDP',
  'web:53/UDP',
  'db:90/SCTP',
  'service/db:80',
  'service/db:53/UDP',
  'cache:1',
  'web:65535',
  'the Internet:443',
  'db:0',
  'db:80-81',
  'node/two:80',
  '1.1.1.1:53/UDP',
  'db',
);
const sent = fc.constantFrom(
  'data',
  'a datagram',
  'a FIN',
  'an RST',
  'a SYN',
  'a SYN-ACK',
  'an ACK',
  'a segment without flags',
  'an RST within the window',
  'a stale RST',
  'stale data',
  'an INIT',
  'a HEARTBEAT',
  'a SHUTDOWN',
  'an ABORT',
  'an ICMP port unreachable',
  'an ICMP host unreachable',
  'an ICMP fragmentation needed',
  'an ICMP time exceeded',
  'a SYN-FIN',
  'everything',
);
const connection = fc.oneof(
  { weight: 4, arbitrary: fc.constant('the connection') },
  { weight: 2, arbitrary: fc.tuple(pods, targets).map(([from, to]) => `the connection ${from} → ${to}`) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(pods, fc.constantFrom('40000', '40001', '65535', '0', '99999'), targets)
      .map(([from, port, to]) => `the connection ${from}:${port} → ${to}`),
  },
);
const durations = fc.constantFrom(
  '0 seconds',
  '1 millisecond',
  '1 second',
  '31 seconds',
  '2 minutes',
  '6 minutes',
  '2 hours',
  '6 days',
  '1000 years',
  '365250 days',
  '1001 years',
  '0.001 s',
  '99999999999999999999 hours',
  'a week and a day',
  '-5 seconds',
  '1e3 seconds',
);
const numbers = fc.constantFrom(
  '0',
  '1',
  '2',
  '3',
  '60',
  '4294967296',
  '99999999999999999999',
  '-1',
  '2 hours',
  '1000 years',
  '1.5',
);
const places = fc.constantFrom('node one', 'node two', 'node three', 'pod web');

const deeds: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(pods, targets).map(([from, to]) => `${from} opens a connection to ${to}`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(pods, targets, fc.constantFrom('40000', '40001', '1', '65535', '65536', '80'))
      .map(([from, to, port]) => `${from} opens a connection to ${to} from port ${port}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(pods, fc.constantFrom('0', '2', '7', '-3', '30000', '999999999999'), targets)
      .map(([from, times, to]) => `${from} opens ${times} connections to ${to}`),
  },
  { weight: 8, arbitrary: fc.tuple(pods, sent).map(([who, what]) => `${who} sends ${what}`) },
  {
    weight: 4,
    arbitrary: fc.tuple(pods, sent, connection).map(([who, what, on]) => `${who} sends ${what} on ${on}`),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(pods, sent, targets).map(([who, what, to]) => `${who} sends ${what} to ${to}`),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(pods, fc.constantFrom('closes', 'half-closes', 'resets'), connection)
      .map(parts => parts.join(' ')),
  },
  { weight: 5, arbitrary: durations.map(time => `${time} pass`) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...sysctlNames), numbers)
      .map(([name, value]) => `the sysctl ${name} is ${value}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(places, numbers)
      .map(([place, most]) => `the conntrack table of ${place} holds at most ${most} entries`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'the conntrack tables are flushed',
      'pod db restarts',
      'pod web restarts',
      'pod db is deleted',
      'deny-all',
      'all policies are deleted',
      'db allows ingress from web',
      'requests to db are untracked',
      'web is untracked',
      'the conntrack timeouts of kube-proxy',
      'pod db is not ready',
      'a cluster that runs Calico',
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...settingNames)
      .chain(name => fc.constantFrom(...valuesOf(name)).map(value => `the setting ${name} is ${value}`)),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        connection,
        fc.constantFrom(
          'is open',
          'is closed',
          'was reset',
          'hangs',
          'timed out',
          'is lost',
          'fails with a timeout',
        ),
      )
      .map(parts => parts.join(' ')),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(connection, durations)
      .map(([which, time]) => `conntrack keeps ${which} for another ${time}`),
  },
  { weight: 1, arbitrary: connection.map(which => `conntrack has no entry for ${which}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'conntrack -L shows nothing',
      'the conntrack tables are consistent',
      'curl exits with 28 for the connection',
    ),
  },
);

function pickleOf(said: readonly Said[]): Pickle {
  return {
    id: 'made up',
    uri: 'features/made-up.feature',
    name: 'made up',
    language: 'en',
    astNodeIds: [],
    tags: [],
    steps: said.map(
      ({ text, table }, i): PickleStep => ({
        id: String(i),
        astNodeIds: [],
        text,
        ...(table && {
          argument: { dataTable: { rows: table.map(row => ({ cells: row.map(value => ({ value })) })) } },
        }),
      }),
    ),
  };
}
