// A room may import only rooms listed above it; nothing imports the steps. The order is the README's map.
const rooms = [
  'addresses',
  'settings',
  'kubernetes',
  'cluster',
  'judge',
  'services',
  'dns',
  'policy',
  'firewall',
  'authoring',
  'conntrack',
  'dataplane',
  'arbitraries',
  'reachability',
  'connections',
  'diagnosis',
  'english',
  'backends',
  'report',
  'page',
  'scenario',
  'properties',
  'cucumber',
  'cli',
];

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'nobody-imports-steps', severity: 'error', from: { path: '^src' }, to: { path: '^steps' } },
    {
      name: 'engine-knows-no-cucumber',
      severity: 'error',
      from: { path: '^src/(?!cucumber/|testing/)' },
      to: { path: 'node_modules/@cucumber' },
    },
    ...rooms.map((room, i) => ({
      name: `${room}-imports-only-rooms-above`,
      severity: 'error',
      from: { path: `^src/${room}/`, pathNot: '\\.test\\.ts$' },
      to: { path: `^src/(${rooms.slice(i + 1).join('|') || 'nothing'})/` },
    })),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
