import type { Connection } from '../connections/connection';
import type { CaseVerdict, PortWalk } from '../dataplane/attempt';
import { dropOf, type TracedPacket } from '../dataplane/check';
import type { Leg } from '../dataplane/leg';
import type { Network } from '../dataplane/network';
import { rememberedAlong } from '../dataplane/remembered';
import { type ModelName, models } from '../settings/models';
import { entryLines, stateLines } from './diagram/entryWords';
import { type DrawnPacket, drawnSection, type Section, widthOf } from './diagram/section';
import { stationsOf } from './diagram/stations';
import { marks, style } from './diagram/style';
import { escaped, shortened } from './diagram/text';
import { mostPackets, timeText } from './history';
import { headingOf } from './journey';
import type { Names } from './names';
import { checkText } from './trace';
import { outcomeText } from './verdict';

/**
 * The packets of a case as a sequence diagram: a lifeline for each end and for each point on the way, an arrow for each
 * packet as far as it came, what each point said, and what is remembered of the connection after it. Connections that are
 * made one after the other, such as questions for a name, stand one below the other.
 *
 * @returns an SVG document that carries its own colours, for light and for dark
 */
export function packetDiagram(
  network: Network,
  names: Names,
  verdict: CaseVerdict,
  model: ModelName,
): string {
  const walk = verdict.walks.find(({ dropped }) => dropped) ?? verdict.walks[0];
  const legs = [
    ...verdict.earlier.map(({ leg, walks }) => ({ leg, walk: walks[0] })),
    { leg: verdict.leg, walk },
  ];
  const isPlain = legs.length === 1 && !verdict.leg.translation && !verdict.leg.purpose;
  const sections = legs.flatMap(({ leg, walk: one }) =>
    one ? [sectionOf(network, names, leg, one, model, isPlain ? names.flow(verdict.case) : undefined)] : [],
  );
  const title = `Packets of ${names.flow(verdict.case)}, which ${outcomeText(names, verdict)} (${model})`;
  return diagram(title, sections);
}

/**
 * The last packets of a connection, with their times. Its entries have changed since: what trackers took each packet for is
 * told in their place.
 *
 * @returns an SVG document as `packetDiagram` does
 */
export function connectionDiagram(network: Network, names: Names, connection: Connection): string {
  const { flow, history } = connection;
  const { source, destination, protocol, sourcePort, destinationPort, translation } = flow;
  const leg: Leg = {
    ...{ source, destination, protocol, ports: [destinationPort, destinationPort + 1] },
    ...(translation && { translation }),
  };
  const shown = history.slice(-mostPackets);
  const packets = shown.map(({ at, packet }): DrawnPacket => {
    const reasons = packet.checks.map(check =>
      reasonOf(checkText(network, names, [sourcePort, sourcePort + 1], packet, check)),
    );
    return { packet, reasons, entry: stateLines(packet), at: timeText(at) };
  });
  const heading = names.connection(connection);
  const stations = stationsOf(
    network,
    names,
    leg,
    shown.map(({ packet }) => packet),
  );
  const entryTitle = ['tracked as', 'when the packet came'] as const;
  return diagram(`Packets of ${heading}`, [{ heading, leg, stations, packets, entryTitle }]);
}

/** Sections one below the other as one document. */
function diagram(title: string, sections: readonly Section[]): string {
  let y = 8;
  const drawn = sections.map(section => {
    const { svg, bottom } = drawnSection(section, y);
    y = bottom + 4;
    return svg;
  });
  const width = Math.max(320, ...sections.map(widthOf));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}" role="img" aria-labelledby="t d">`,
    `<title id="t">${escaped(shortened(title, 300))}</title><desc id="d">${escaped(sections.map(describe).join(' '))}</desc>`,
    `<style>${style}</style>${marks}<rect class="b" width="100%" height="100%"/>`,
    ...drawn,
    '</svg>',
  ].join('');
}

function sectionOf(
  network: Network,
  names: Names,
  leg: Leg,
  { trace, sourcePorts }: PortWalk,
  model: ModelName,
  heading: string = headingOf(names, leg),
): Section {
  const remembered = rememberedAlong(network, models[model], trace);
  const packets = trace.map((packet, i): DrawnPacket => {
    const reasons = packet.checks.map(check =>
      reasonOf(checkText(network, names, sourcePorts, packet, check)),
    );
    return { packet, reasons, entry: entryLines(packet, remembered[i] ?? []) };
  });
  const entryTitle = ['tracking entry', 'after the packet'] as const;
  return { heading, leg, stations: stationsOf(network, names, leg, trace), packets, entryTitle };
}

/** The mark is drawn; which rules were no help is told in full. */
function reasonOf(text: string): { readonly short: string; readonly whole: string } {
  const whole = text.replace(/^[✔✘] /, '').replace(/\s*\n\s*/g, '; ');
  // Nearly every packet of every diagram is tracked: what that means need not stand at each.
  if (whole.startsWith('tracked:')) return { short: 'tracked', whole: 'tracked' };
  const [short = whole] = whole.split(/; no rule lets it|(?<=^INVALID):/);
  return { short, whole };
}

/** For who does not see the picture. */
function describe({ heading, packets }: Section): string {
  const told = packets.map(
    ({ packet, entry }) => `${packet.kind.name} ${fate(packet)}, entry ${entry.join(' and ')}`,
  );
  return `${shortened(heading, 200)}: ${told.join('; ')}.`;
}

function fate(packet: TracedPacket): string {
  const drop = dropOf(packet);
  if (!drop) return 'arrives';
  const { filter, direction } = drop.at;
  return `is dropped at ${filter ?? `${packet.kind.direction === 'original' ? (direction === 'egress' ? 'client' : 'server') : direction === 'egress' ? 'server' : 'client'} ${direction}`}`;
}
