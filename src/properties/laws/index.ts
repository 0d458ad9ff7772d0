import {
  deadRulesLeftOut,
  emptyListsLeftOut,
  namespacesWrittenOut,
  pairsAsExpressions,
  protocolsWrittenOut,
  typesWrittenOut,
} from '../rewrites/spelledOut';
import { blocksHalved, exceptionsWorkedOut, rangesWrittenPortByPort, rulesSplit } from '../rewrites/split';
import { judgeAgrees, threeAgree } from './agreement';
import { listingNeverMatters, lowerNumbersDecide, oneMoreRuleClosesNothing } from './firewalls';
import {
  actsAtHome,
  denyAllIsolates,
  firstOpensNothing,
  nothingFails,
  oneMoreClosesNothing,
  ownNodeReaches,
  reachesItself,
  selectsNobody,
} from './isolation';
import { eachSynAckIsAsked, newPolicyStopsNext } from './laterPackets';
import { changesNothing, type Law } from './law';
import { replyNeedsEgress } from './models';
import { namedSuffice } from './named';
import {
  inOrNotIn,
  namesNeverMatter,
  namesOfPorts,
  orderNeverMatters,
  presentOrAbsent,
  yamlAndBack,
} from './sayings';
import { sameThroughService } from './services';
import { droppedLeavesNothing, entriesOpenNothing, establishedStays, tablesStayConsistent } from './tracking';

export { allowsWhat, stopsNothing } from './models';

/** Laws by the sentence that states each whole. */
const ofClusters = {
  'the naive judge, the packet walk and the symbolic answer agree': threeAgree,
  "under three-check a reply needs its sender's egress, and nothing else differs from stateful":
    replyNeedsEgress,
  'no flow fails': nothingFails,
  'deny-all alone isolates a namespace but for its own nodes, and no other': denyAllIsolates,
  'one more policy closes nothing between pods that are isolated already': oneMoreClosesNothing,
  'the first policy of a pod opens nothing': firstOpensNothing,
  'the policies that a verdict names as allowing suffice, and none without rules is named': namedSuffice,
  'a flow to a Service of one endpoint has the verdict of the flow to that endpoint': sameThroughService,
  'a policy acts in no namespace but its own': actsAtHome,
  'a policy that selects no pod changes nothing': selectsNobody,
  'a pod always reaches itself': reachesItself,
  'its own node always reaches a pod': ownNodeReaches,
  'other names for namespaces, pods, labels and ports change nothing': namesNeverMatter,
  'an entry for one direction lets nobody open a connection in the other': entriesOpenNothing,
  'a first packet that is dropped leaves no entry': droppedLeavesNothing,
  'what is established stays so, whatever policies come': establishedStays,
  'under the stateless model a new policy stops the next packet of what it forbids': newPolicyStopsNext,
  "under three-check each answer to a SYN needs its sender's egress": eachSynAckIsAsked,
  'the conntrack tables stay consistent, whatever is done to connections': tablesStayConsistent,
};

const ofPolicies = {
  'the order of policies, rules, peers and ports never matters': orderNeverMatters,
  'a rule for each peer and each port says the same as one rule for all': changesNothing(rulesSplit),
  'a pair of matchLabels says the same as In with one value': changesNothing(pairsAsExpressions),
  'In and NotIn together select what neither would leave out': inOrNotIn,
  'Exists and DoesNotExist together select what neither would leave out': presentOrAbsent,
  "a podSelector alone says the same as with the policy's own namespace":
    changesNothing(namespacesWrittenOut),
  'policyTypes that are missing say the same as the default': changesNothing(typesWrittenOut),
  'rules of a direction that policyTypes does not name are dead': changesNothing(deadRulesLeftOut),
  'an empty list says the same as a missing one': changesNothing(emptyListsLeftOut),
  'a port without protocol is a port of TCP': changesNothing(protocolsWrittenOut),
  'a range of ports says the same as its ports one by one': changesNothing(rangesWrittenPortByPort),
  'the name of a port says the same as its numbers on the destination': namesOfPorts,
  'a block says the same as its two halves': changesNothing(blocksHalved),
  'an exception takes addresses from its own block, and from nothing else':
    changesNothing(exceptionsWorkedOut),
  'policies written as YAML and read again say the same': yamlAndBack,
};

const ofFirewalls = {
  'the naive judge and the packet walk agree': judgeAgrees,
  'a rule of a higher number never changes what a lower one decides': lowerNumbersDecide,
  "the order in which a firewall's rules are listed never matters": listingNeverMatters,
  'what succeeds still succeeds with one more rule of a security group': oneMoreRuleClosesNothing,
};

export const laws = { ...ofClusters, ...ofPolicies, ...ofFirewalls } satisfies Record<string, Law>;

/** What a law speaks of. */
export function subjectOf(words: LawName): 'clusters' | 'policies' | 'firewalls' {
  if (words in ofFirewalls) return 'firewalls';
  return words in ofPolicies ? 'policies' : 'clusters';
}

export type LawName = keyof typeof laws;
