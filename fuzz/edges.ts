import { supportCode } from '../src/testing/supportCode';
import { connections } from './edges/connections';
import { features } from './edges/features';
import { files } from './edges/files';
import { manifests } from './edges/manifests';
import { packets } from './edges/packets';
import { sentences } from './edges/sentences';
import { tables } from './edges/tables';
import { Sentences } from './sentences';
import { type Figures, type Limits, tryOut } from './trials';
import { writtenFeatures } from './written';

/** Tries documents at one edge, whatever its documents are. */
export type Trial = (limits: Limits, watch?: (shown: string) => void) => Promise<Figures>;

const known = async (): Promise<Sentences> => new Sentences(await supportCode());

/** Every edge, by its name. */
export const edges: Readonly<Record<string, () => Promise<Trial>>> = {
  manifests: async () => {
    const edge = manifests(await writtenFeatures());
    return (limits, watch) => tryOut(edge, limits, watch);
  },
  files: async () => {
    const edge = files();
    return (limits, watch) => tryOut(edge, limits, watch);
  },
  sentences: async () => {
    const edge = sentences(await writtenFeatures(), await known());
    return (limits, watch) => tryOut(edge, limits, watch);
  },
  tables: async () => {
    const edge = tables(await writtenFeatures(), await known());
    return (limits, watch) => tryOut(edge, limits, watch);
  },
  packets: async () => (limits, watch) => tryOut(packets(), limits, watch),
  connections: async () => {
    const edge = connections(await known());
    return (limits, watch) => tryOut(edge, limits, watch);
  },
  features: async () => {
    const edge = await features(await writtenFeatures(), await supportCode());
    return (limits, watch) => tryOut(edge, limits, watch);
  },
};
