import { styleText } from 'node:util';
import { type Finding, findingText } from '../../diagnosis/lint/finding';
import type { ModelName } from '../../settings/models';
import { csv, jsonPorts, markdown } from '../connections/notations';
import { belowPolicy, placeText, policyText, ruleText } from './words';

/** Of findings: the policies among which they were looked for, and whether colours are shown. */
export interface About {
  readonly model: ModelName;
  readonly policies: number;
  readonly hasColour: boolean;
}

type Format = (findings: readonly Finding[], about: About) => string;

/** Findings as a text that ends with a new line. */
export const lintFormats = {
  text: asText,
  json: (findings, { model }) =>
    `${JSON.stringify({ model, findings: findings.map(jsonOf) }, undefined, 2)}\n`,
  csv: findings => csv(columns, findings.map(cellsOf)),
  markdown: findings => markdown(columns, findings.map(cellsOf)),
} as const satisfies Record<string, Format>;

/** Policy by policy, in order of their coming; what is about no policy comes last. */
function asText(findings: readonly Finding[], { policies, hasColour }: About): string {
  const paint = (style: 'bold' | 'yellow' | 'dim', text: string): string =>
    hasColour ? styleText(style, text, { validateStream: false }) : text;
  const width = Math.max(...findings.map(({ code }) => code.length));
  const blocks = [...new Set(findings.map(policyText))].map(name => {
    const own = findings.filter(finding => policyText(finding) === name);
    const place = own[0] ? placeText(own[0]) : '';
    const heading = name === '' ? 'no policy' : `policy ${name}`;
    const lines = own.map(
      finding => `  ${paint('yellow', finding.code.padEnd(width))}  ${belowPolicy(finding)}\n`,
    );
    return `${paint('bold', heading)}${place === '' ? '' : `  ${paint('dim', place)}`}\n${lines.join('')}\n`;
  });
  const count = findings.length === 0 ? 'no findings' : counted(findings.length, 'finding');
  return `${blocks.join('')}${count} in ${policies === 1 ? '1 policy' : `${policies} policies`}\n`;
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

const columns = ['code', 'policy', 'rule', 'object', 'place', 'finding'];

function cellsOf(finding: Finding): readonly string[] {
  return [
    finding.code,
    policyText(finding),
    ruleText(finding),
    finding.object ?? '',
    placeText(finding),
    findingText(finding),
  ];
}

function jsonOf(finding: Finding): object {
  const { text, opens, ...rest } = finding;
  return {
    ...rest,
    finding: findingText(finding),
    ...(opens && { opens: opens.map(({ from, to, ports }) => ({ from, to, ports: jsonPorts(ports) })) }),
  };
}
