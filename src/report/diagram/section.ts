import type { Check, TracedPacket } from '../../dataplane/check';
import { isDenial } from '../../dataplane/check';
import type { Leg } from '../../dataplane/leg';
import { type Station, stationOf } from './stations';
import { escaped, wrapped } from './text';

/** A packet with what is written beside it. */
export interface DrawnPacket {
  readonly packet: TracedPacket;
  /** What each point said: how it reads in a few words, and in full. */
  readonly reasons: readonly { readonly short: string; readonly whole: string }[];
  /** What is remembered of the connection after the packet. */
  readonly entry: readonly string[];
  /** When it was sent, where that matters. */
  readonly at?: string;
}

/** One connection: its lifelines, and its packets from top to bottom. */
export interface Section {
  readonly heading: string;
  readonly leg: Leg;
  readonly stations: readonly Station[];
  readonly packets: readonly DrawnPacket[];
  /** What stands above what is remembered. */
  readonly entryTitle: readonly [title: string, under: string];
}

/** In pixels, as text has a size. */
const margin = 82;
const apart = 168;
const lineHeight = 14;
const inLabel = 26;
const ofEntries = 200;
const headHeight = 66;

export function widthOf({ stations }: Section): number {
  return margin * 2 + apart * (stations.length - 1) + ofEntries;
}

/** The section as SVG from a height downwards, and where it ends. */
export function drawnSection(
  section: Section,
  top: number,
): { readonly svg: string; readonly bottom: number } {
  const { stations, heading, leg } = section;
  const xs = new Map(stations.map(({ key }, i) => [key, margin + i * apart]));
  const right = margin + (stations.length - 1) * apart;
  const parts: string[] = [
    text(12, top + 16, 't', heading, 120),
    ...stations.map(station => head(station, xs.get(station.key) ?? margin, top + 30)),
    `<text class="r" x="${right + margin}" y="${top + 44}">${section.entryTitle[0]}</text>`,
    `<text class="m" x="${right + margin}" y="${top + 58}">${section.entryTitle[1]}</text>`,
  ];
  let y = top + headHeight + 24;
  const rows: string[] = [];
  for (const drawn of section.packets) {
    const row = drawnPacket(leg, drawn, xs, right, y);
    rows.push(row.svg);
    y = row.bottom;
  }
  const lifelines = [...xs.values()].map(x => `M${x} ${top + headHeight}V${y - 18}`);
  return { svg: [...parts, `<path class="l" d="${lifelines.join('')}"/>`, ...rows].join(''), bottom: y - 10 };
}

function head({ title, of }: Station, x: number, y: number): string {
  const [shown = ''] = wrapped(title, 20, 1);
  const [under = ''] = wrapped(of, 24, 1);
  const whole = titleElement([title, of], [shown, under]);
  return [
    whole === '' ? '' : `<g>${whole}`,
    `<rect class="h" x="${x - 72}" y="${y - 4}" width="144" height="36" rx="6"/>`,
    `<text class="n" x="${x}" y="${y + 12}">${escaped(shown)}</text>`,
    `<text class="m c i" x="${x}" y="${y + 26}">${escaped(under)}</text>`,
    whole === '' ? '' : '</g>',
  ].join('');
}

function drawnPacket(
  leg: Leg,
  { packet, reasons, entry, at }: DrawnPacket,
  xs: ReadonlyMap<string, number>,
  right: number,
  y: number,
): { readonly svg: string; readonly bottom: number } {
  const isRequest = packet.kind.direction === 'original';
  const [start, end] = isRequest ? [margin, right] : [right, margin];
  const ahead = isRequest ? 1 : -1;
  const placed = packet.checks.map((check, i) => ({
    check,
    x: xs.get(stationOf(leg, packet, check)) ?? (start + end) / 2,
    reason: reasons[i] ?? { short: '', whole: '' },
  }));
  const stopped = placed.find(({ check }) => isDenial(check));
  const reach = stopped ? stopped.x : end - ahead * 2;
  const name = at === undefined ? packet.kind.name : `${packet.kind.name}, ${at}`;
  const labels = placed.map(({ check, x, reason }) => label(check, x, y, reason));
  const entries = entry.flatMap(line => wrapped(line, 28, 2)).slice(0, 3);
  const lines = Math.max(...labels.map(each => each.lines), entries.length, 1);
  return {
    svg: [
      `<path class="p" d="M${start} ${y}H${reach}"/>`,
      stopped ? '' : `<path class="v" d="M${end} ${y}l${-ahead * 9}-4.5v9z"/>`,
      `<text class="${isRequest ? 'r' : 'e'}" x="${start + ahead * 8}" y="${y - 7}">${escaped(name)}</text>`,
      ...labels.map(({ svg }) => svg),
      ...entries.map(
        (line, i) =>
          `<text class="s" x="${right + margin}" y="${y + 4 + i * lineHeight}">${escaped(line)}</text>`,
      ),
    ].join(''),
    bottom: y + 22 + lines * lineHeight + 22,
  };
}

/** The mark on the line and, under it, why. */
function label(
  check: Check,
  x: number,
  y: number,
  { short, whole }: DrawnPacket['reasons'][number],
): { readonly svg: string; readonly lines: number } {
  const isStop = isDenial(check);
  const lines = wrapped(short, inLabel, 3);
  const way = check.point.filter === 'kube-proxy' ? 'rewriting' : check.point.direction;
  const title = titleElement([whole], lines);
  const svg = [
    `${title === '' ? '' : `<g>${title}`}<use href="#${isStop ? 'x' : 'y'}" x="${x}" y="${y}"/>`,
    `<text class="${isStop ? 'd' : 'm'} c" x="${x}" y="${y + 22}">${isStop ? '✘' : '✔'} ${way}</text>`,
    ...lines.map(
      (line, i) => `<text class="s c" x="${x}" y="${y + 22 + (i + 1) * lineHeight}">${escaped(line)}</text>`,
    ),
    title === '' ? '' : '</g>',
  ].join('');
  return { svg, lines: lines.length + 1 };
}

/** In full where what is shown is not. */
function titleElement(whole: readonly string[], shown: readonly string[]): string {
  const all = whole.join(' ');
  return all === shown.join(' ') ? '' : `<title>${escaped(all)}</title>`;
}

function text(x: number, y: number, kind: string, whole: string, most: number): string {
  const [shown = ''] = wrapped(whole, most, 1);
  return `<text class="${kind}" x="${x}" y="${y}">${titleElement([whole], [shown])}${escaped(shown)}</text>`;
}
