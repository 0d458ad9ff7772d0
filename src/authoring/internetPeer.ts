import { families } from '../addresses/address';
import { everything, notTheInternet } from '../addresses/addressSet';
import type { Peer } from '../kubernetes/objects';

/** The Internet as ipBlocks, one a family, as a block of one family never matches the other. */
export const internetPeers: readonly Peer[] = families.map(family => ({
  ipBlock: { cidr: everything[family], except: notTheInternet[family] },
}));
