import type { NetworkAcl, NetworkAclRule } from '../firewall/networkAcl';
import { anyone, type Way } from '../firewall/rule';
import type { SecurityGroup, SecurityGroupPeer, SecurityGroupRule } from '../firewall/securityGroup';
import { readAction, readBlocks, readTraffic, readWay } from './firewallCells';
import { Refusal } from './refusal';
import { inRow, listed, type Row, readTable } from './table';

type Cells = readonly (readonly string[])[];
type Column = 'direction' | 'action' | 'protocol' | 'ports' | 'peer';

const lastRule = 32766;

/**
 * A table `rule | direction | action | protocol | ports | peer` as a network ACL. A row for anyone becomes two
 * rules of one number, one for each family of addresses.
 *
 * @throws Refusal with the row, where one cannot be read or its number stands twice in its direction
 */
export function readNetworkAcl(name: string, cells: Cells): NetworkAcl {
  const sentence = `the network ACL "${name}"`;
  const rows = readTable(sentence, cells, ['rule', 'direction', 'action', 'protocol', 'ports', 'peer']);
  if (rows.length === 0)
    throw new Refusal(`${sentence} has no row: write a row for each rule, or one that denies all.`);
  const numbered = new Map<string, number>();
  const rules = rows.flatMap(row =>
    inRow(sentence, row, () => {
      const number = readRuleNumber(row.rule);
      const way = readWay(row.direction);
      const earlier = numbered.get(`${way} ${number}`);
      if (earlier !== undefined)
        throw new Refusal(`the ${way} rule ${number} stands in row ${earlier} already.`);
      numbered.set(`${way} ${number}`, row.number);
      return readAclRow(row).map(rule => ({ number, way, ...rule }));
    }),
  );
  return { name, rules };
}

function readAclRow(row: Row<Column>): readonly Omit<NetworkAclRule, 'number' | 'way'>[] {
  const action = readAction(row.action);
  if (listed(row.ports).length > 1)
    throw new Refusal(
      `"${row.ports}": a rule of a network ACL has one range of ports; write a row for each.`,
    );
  if (/^group\b/i.test(row.peer))
    throw new Refusal(`"${row.peer}": a network ACL knows addresses only; security groups know groups.`);
  const blocks = readBlocks(row.peer, 'a block like 10.0.0.0/8, an address, or anyone');
  return readTraffic(row).flatMap(traffic => blocks.map(block => ({ action, ...traffic, block })));
}

function readRuleNumber(text: string): number {
  if (text === '*')
    throw new Refusal('the rule * is always there: it comes last and denies; leave its row out.');
  const number = /^[1-9]\d*$/.test(text) ? Number(text) : Number.NaN;
  if (!(number <= lastRule))
    throw new Refusal(`"${text}" is no rule number: it is a whole number from 1 to ${lastRule}.`);
  return number;
}

/**
 * A table `direction | protocol | ports | peer` as a security group. Without an outbound row everything may go
 * out, as AWS creates groups; a row `outbound | none` lets nothing out.
 *
 * @throws Refusal with the row, where one cannot be read, denies, or says none beside others
 */
export function readSecurityGroup(name: string, cells: Cells): SecurityGroup {
  const sentence = `the security group "${name}"`;
  const rows = readTable(sentence, cells, ['direction', 'protocol', 'ports', 'peer', 'action']);
  if (rows.length === 0)
    throw new Refusal(
      `${sentence} has no row: write a row for each rule, or one with the protocol none where nothing may pass.`,
    );
  const read = rows.map(row => inRow(sentence, row, () => ({ at: row.number, ...readGroupRow(row) })));
  for (const none of read.filter(row => row.rules.length === 0)) {
    const other = read.find(row => row.way === none.way && row.rules.length > 0);
    if (other)
      throw new Refusal(
        `${sentence}, row ${none.at}: "none" stands alone, but row ${other.at} is ${other.way} as well.`,
      );
  }
  const rules = read.flatMap(row => row.rules);
  return { name, rules: read.some(({ way }) => way === 'outbound') ? rules : [...rules, ...everythingOut] };
}

/** What AWS gives a new security group (Amazon VPC User Guide, Create a security group). */
const everythingOut: readonly SecurityGroupRule[] = anyone.map(block => ({
  way: 'outbound',
  protocol: 'all',
  peer: { kind: 'block', block },
}));

/** Only a row that says none has no rule. */
function readGroupRow(row: Row<Column>): { way: Way; rules: readonly SecurityGroupRule[] } {
  const way = readWay(row.direction);
  if (row.action !== '' && readAction(row.action) === 'deny')
    throw new Refusal(
      'a security group has allow rules only: what no rule allows is denied; to deny more, use a network ACL.',
    );
  if (/^none$/i.test(row.protocol)) {
    if (row.ports !== '' || row.peer !== '')
      throw new Refusal('"none" stands alone: leave the ports and the peer of its row empty.');
    return { way, rules: [] };
  }
  const peers = readGroupPeers(row.peer);
  return {
    way,
    rules: readTraffic(row).flatMap(traffic => peers.map(peer => ({ way, ...traffic, peer }))),
  };
}

/** `group admin` names a group of any name, with quotation marks or without. */
function readGroupPeers(text: string): readonly SecurityGroupPeer[] {
  const [, quoted, bare] = /^group\s+(?:"([^"]+)"|([^"]+))$/i.exec(text) ?? [];
  const group = quoted ?? bare;
  if (group !== undefined) return [{ kind: 'group', group }];
  const forms = 'a block like 10.0.0.0/8, an address, anyone, or group and its name';
  return readBlocks(text, forms).map(block => ({ kind: 'block', block }));
}
