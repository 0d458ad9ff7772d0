// A thousand scenarios of five steps, in a hundred files: what people write, with names and ports that vary.

const apps = [
  'frontend',
  'backend',
  'database',
  'cache',
  'queue',
  'mail',
  'search',
  'billing',
  'ledger',
  'report',
];

export function generatedFeatures(files: number, scenariosPerFile: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: files }, (_, file) => [
      `features/f${file}.feature`,
      [
        `Feature: file ${file}`,
        ...Array.from({ length: scenariosPerFile }, (_, i) => scenario(file * scenariosPerFile + i)),
      ].join('\n\n'),
    ]),
  );
}

function scenario(n: number): string {
  const client = apps[n % apps.length];
  const server = apps[(n + 1 + (Math.floor(n / 10) % (apps.length - 1))) % apps.length];
  const port = 8000 + (n % 97);
  const other = `pod-${n % 13}`;
  return `  Scenario: scenario ${n}
    Given the pods:
      | pod | ports |
      | ${client} | |
      | ${server} | ${port} |
      | ${other} | 9000 |
    And deny-all
    When ${server} has only ingress from ${client} on port ${port}
    Then ${client} → ${server}:${port} fails at ${server} egress for the reply
    And ${other} → ${server}:${port} fails at ${other} egress`;
}
